"""scipy's side of bench/drift.ts, one thread. argv: a folder of columns, how many hold numbers (float64) and how many codes of levels (int32).
Prints the least processor seconds of three to hold every current column against its reference."""
import sys
import time
from pathlib import Path

import numpy as np
from scipy.stats import chi2_contingency, ks_2samp, wasserstein_distance

FOLDER, NUMBERS, CATEGORIES = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])


def both(name, kind):
    return [np.fromfile(FOLDER / f"{side}-{name}", dtype=kind) for side in ("reference", "current")]


NUMERIC = [both(f"n{i}", np.float64) for i in range(NUMBERS)]
CODES = [both(f"c{i}", np.int32) for i in range(CATEGORIES)]


def drift():
    for reference, current in NUMERIC:
        ks_2samp(reference, current, method="asymp")
        wasserstein_distance(reference, current) / reference.std()
    for reference, current in CODES:
        levels = max(reference.max(), current.max()) + 1
        chi2_contingency(np.array([np.bincount(side, minlength=levels) for side in (reference, current)]))


def seconds(work):
    start = time.process_time()
    work()
    return time.process_time() - start


print(min(seconds(drift) for _ in range(3)))
