"""numpy and scipy's side of bench/statistics.ts, one thread. argv: the work, and a folder of label.f64, a.f64 and b.f64.
Prints the CPU seconds that the work took (best of three for DeLong, once for the bootstraps)."""
import os
import sys
import time
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np
from scipy.stats import bootstrap, rankdata
from sklearn.metrics import roc_auc_score

WORK, FOLDER = sys.argv[1], Path(sys.argv[2])
Y, A, B = (np.fromfile(FOLDER / f"{name}.f64") for name in ("label", "a", "b"))


def delong():
    parts = []
    for s in (A, B):
        x, z = s[Y == 1], s[Y == 0]
        ranks = rankdata(np.concatenate([x, z]))
        parts.append(((ranks[: len(x)] - rankdata(x)) / len(z), 1 - (ranks[len(x) :] - rankdata(z)) / len(x)))
    (x_a, z_a), (x_b, z_b) = parts
    return x_a.mean() - x_b.mean(), np.sqrt(np.var(x_a - x_b, ddof=1) / len(x_a) + np.var(z_a - z_b, ddof=1) / len(z_a))


def loss(y, p):
    return -np.log(np.where(y == 1, p, 1 - p)).mean()


DIFFERENCES = {
    "accuracy": lambda y, a, b: (y == (a >= 0.5)).mean() - (y == (b >= 0.5)).mean(),
    "roc_auc": lambda y, a, b: roc_auc_score(y, a) - roc_auc_score(y, b),
    "log_loss": lambda y, a, b: loss(y, a) - loss(y, b),
}


def bca(statistic):
    return bootstrap((Y, A, B), statistic, paired=True, vectorized=False, n_resamples=2000, method="BCa", batch=50,
                     confidence_level=0.9, rng=np.random.default_rng(7))


def seconds(work):
    start = time.process_time()
    work()
    return time.process_time() - start


if WORK == "delong":
    print(min(seconds(delong) for _ in range(3)))
else:
    print(seconds(lambda: bca(DIFFERENCES[WORK])))
