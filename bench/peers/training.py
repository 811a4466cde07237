"""The side of scikit-learn and LightGBM of bench/training.ts, one thread. argv[1] is a folder of float64 files. Each line of standard input
is a job {"model", "data", "rows", "columns", "testRows", "parameters"}; each answer is a line with CPU seconds of fit and
predict. Predictions on the test rows go to predictions.f64 in the folder."""
import json
import os
import resource
import sys
import time
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import lightgbm
import numpy as np
import sklearn
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.linear_model import LogisticRegression, Ridge

FOLDER = Path(sys.argv[1])
MODELS = {
    "HistGradientBoostingClassifier": HistGradientBoostingClassifier,
    "HistGradientBoostingRegressor": HistGradientBoostingRegressor,
    "LGBMRanker": lightgbm.LGBMRanker,
    "LogisticRegression": LogisticRegression,
    "Ridge": Ridge,
}


def load(data, part, rows, columns):
    return np.fromfile(FOLDER / f"{data}.{part}.f64").reshape(columns, rows).T.copy()


CACHE = {}


def run(job):
    data, rows, columns = job["data"], job["rows"], job["columns"]
    if data not in CACHE:
        CACHE.clear()
        CACHE[data] = (
            load(data, "train", rows, columns),
            np.fromfile(FOLDER / f"{data}.label.f64"),
            load(data, "test", job["testRows"], columns),
        )
    x, y, test = CACHE[data]
    library = lightgbm if job["model"].startswith("LGBM") else sklearn
    model = MODELS[job["model"]](**job["parameters"])
    start = time.process_time()
    if job["model"] == "LGBMRanker":
        queries = np.fromfile(FOLDER / f"{data}.query.f64").astype(int)
        model.fit(x, y, group=np.bincount(queries))
    else:
        model.fit(x, y)
    fitted = time.process_time()
    out = model.predict_proba(test) if hasattr(model, "predict_proba") else model.predict(test)
    done = time.process_time()
    if out.ndim == 2 and out.shape[1] == 2:
        out = out[:, 1]
    np.asarray(out, dtype=np.float64).tofile(FOLDER / "predictions.f64")
    return {
        "fit": fitted - start,
        "predict": done - fitted,
        "library": library.__name__ if library is lightgbm else "scikit-learn",
        "version": library.__version__,
        "rss": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


for line in sys.stdin:
    print(json.dumps(run(json.loads(line))), flush=True)
