"""Trains gradient-boosted trees with scikit-learn and writes them as ONNX: the contract of docs/guide/command-engine.md."""

import json
import os
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from skl2onnx import to_onnx
from sklearn.ensemble import GradientBoostingClassifier, GradientBoostingRegressor

spec = json.loads(Path(os.environ["AVAL_SPEC"]).read_text())
table = pq.read_table(spec["data"]["path"])

# One matrix with the features in the order of the spec. ONNX computes in float32, so learn from what it will see.
names = [feature["name"] for feature in spec["features"]]
features = np.column_stack([table[name].to_numpy() for name in names]).astype(np.float32)
label = table[spec["data"]["label"]].to_numpy()

# A label of classes is an integer: 0 or 1, or the place in spec["classes"].
classifies = spec["task"] in ("binary", "multiclass")
estimator = (GradientBoostingClassifier if classifies else GradientBoostingRegressor)(
    random_state=spec["seed"], **spec["parameters"]
)
weight = table[spec["data"]["weight"]].to_numpy() if "weight" in spec["data"] else None
estimator.fit(features, label, sample_weight=weight)
print(f"{len(label)} rows, {len(names)} features, {estimator.n_estimators_} trees")

# Without ZipMap the output is a plain tensor of probabilities, [rows, classes].
options = {"zipmap": False} if classifies else None
opsets = {"": min(21, spec["onnx"]["opsets"]["ai.onnx"]), "ai.onnx.ml": min(3, spec["onnx"]["opsets"]["ai.onnx.ml"])}
model = to_onnx(estimator, features[:1], target_opset=opsets, options=options)
Path(spec["outputs"]["model"]).write_bytes(model.SerializeToString(deterministic=True))
Path(spec["outputs"]["parameters"]).write_text(json.dumps(estimator.get_params()))
