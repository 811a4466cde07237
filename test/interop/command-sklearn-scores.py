"""Fits what examples/scikit-learn/train.py fits and prints scikit-learn's own scores of the training rows as JSON."""

import json
import sys

import numpy as np
import pyarrow.parquet as pq
from sklearn.ensemble import GradientBoostingClassifier, GradientBoostingRegressor

path, task, seed, parameters = sys.argv[1:]
table = pq.read_table(path)
names = [name for name in table.column_names if name not in ("row_key", "label", "weight")]
features = np.column_stack([table[name].to_numpy() for name in names]).astype(np.float32)
classifies = task in ("binary", "multiclass")
estimator = (GradientBoostingClassifier if classifies else GradientBoostingRegressor)(
    random_state=int(seed), **json.loads(parameters)
)
weight = table["weight"].to_numpy() if "weight" in table.column_names else None
estimator.fit(features, table["label"].to_numpy(), sample_weight=weight)
scores = estimator.predict_proba(features) if classifies else estimator.predict(features)
if task == "binary":
    scores = scores[:, 1]
scores = scores.ravel()
print(json.dumps(scores.tolist()))
