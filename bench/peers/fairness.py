"""fairlearn's side of bench/fairness.ts, one thread. argv: the work (plain or bootstrap), and a folder of label.f64,
predicted.f64 and group.f64. Prints the CPU seconds that the work took: the least of three, or of one for the bootstrap."""
import os
import sys
import time
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np
from fairlearn.metrics import MetricFrame, false_positive_rate, selection_rate, true_positive_rate
from sklearn.metrics import precision_score

WORK, FOLDER = sys.argv[1], Path(sys.argv[2])
Y, P, G = (np.fromfile(FOLDER / f"{name}.f64").astype(int) for name in ("label", "predicted", "group"))
METRICS = {"selection rate": selection_rate, "TPR": true_positive_rate, "FPR": false_positive_rate, "PPV": precision_score}


def plain():
    frame = MetricFrame(metrics=METRICS, y_true=Y, y_pred=P, sensitive_features=G)
    return frame.by_group, frame.difference(), frame.ratio()


def bootstrap():
    frame = MetricFrame(metrics=METRICS, y_true=Y, y_pred=P, sensitive_features=G, n_boot=20, ci_quantiles=[0.05, 0.95],
                        random_state=7)
    return frame.by_group_ci, frame.difference_ci(), frame.ratio_ci()


def seconds(work):
    start = time.process_time()
    work()
    return time.process_time() - start


print(min(seconds(plain) for _ in range(3)) if WORK == "plain" else seconds(bootstrap))
