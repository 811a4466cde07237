"""Fits what examples/scikit-learn/train.py fits and prints scikit-learn's own scores of the training rows as JSON."""

import json
import sys

import numpy as np
import pyarrow.parquet as pq
from sklearn.ensemble import GradientBoostingClassifier, GradientBoostingRegressor

path, task, seed, parameters = sys.argv[1:]
table = pq.read_table(path)
names = [name for name in table.column_names if name not in ("row_key", "label")]
features = np.column_stack([table[name].to_numpy() for name in names]).astype(np.float32)
binary = task == "binary"
estimator = (GradientBoostingClassifier if binary else GradientBoostingRegressor)(
    random_state=int(seed), **json.loads(parameters)
)
estimator.fit(features, table["label"].to_numpy())
scores = estimator.predict_proba(features)[:, 1] if binary else estimator.predict(features)
print(json.dumps(scores.tolist()))
