"""Writes what the tests of the engines are held against, with scikit-learn 1.9.1: python3 make.py, in this folder.

digits.txt: the optical digits of scikit-learn's own copy (Alpaydin and Kaynak 1998, UCI, CC BY 4.0): the digit, then 64 values of 0 to 16 in base 17.
numbers.json: the wine data of its own copy (Aeberhard and Forina 1991, UCI, CC BY 4.0), and what its models say of both.
"""
import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.datasets import load_digits, load_wine
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import accuracy_score, log_loss

HERE = Path(__file__).parent
BASE = "0123456789abcdefg"


def weights(rows):
    return 0.5 + (np.arange(rows) % 5) / 2


def coefficients(model):
    return {"intercept": np.ravel(model.intercept_).tolist(), "coefficients": np.atleast_2d(model.coef_).tolist()}


def linear(x, label):
    exact = {"C": 0.5, "solver": "newton-cg", "tol": 1e-12, "max_iter": 10_000}
    w = weights(len(x))
    alcohol = x[:, 0]
    plain = LogisticRegression(**exact).fit(x, label)
    return {
        "multiclass": {**coefficients(plain), "logLoss": log_loss(label, plain.predict_proba(x))},
        "multiclassWeighted": coefficients(LogisticRegression(**exact).fit(x, label, sample_weight=w)),
        "binaryWeighted": coefficients(LogisticRegression(**exact).fit(x, label == 1, sample_weight=w)),
        "regressionWeighted": coefficients(Ridge(alpha=2, solver="cholesky").fit(x[:, 1:], alcohol, sample_weight=w)),
    }


def trees(x, label):
    test = np.arange(len(x)) % 4 == 0
    heavy = np.where(label >= 5, 4.0, 1.0)
    model = HistGradientBoostingClassifier(max_iter=60, max_leaf_nodes=15, early_stopping=False, random_state=0)
    found = {}
    for name, weight in (("plain", None), ("weighted", heavy)):
        model.fit(x[~test], label[~test], sample_weight=None if weight is None else weight[~test])
        p = model.predict_proba(x[test])
        kept = None if weight is None else weight[test]
        found[name] = {
            "logLoss": log_loss(label[test], p, sample_weight=kept),
            "accuracy": accuracy_score(label[test], p.argmax(axis=1), sample_weight=kept),
        }
    return found


wine, digits = load_wine(), load_digits()
scaled = (wine.data - wine.data.mean(axis=0)) / wine.data.std(axis=0)
rows = [f"{y}{''.join(BASE[int(v)] for v in row)}" for row, y in zip(digits.data, digits.target)]
(HERE / "digits.txt").write_text("\n".join(rows) + "\n")
numbers = {
    "scikitLearn": sklearn.__version__,
    "wine": {"label": wine.target.tolist(), "columns": wine.data.T.tolist()},
    "linear": linear(scaled, wine.target),
    "trees": trees(digits.data, digits.target),
}
(HERE / "numbers.json").write_text(json.dumps(numbers, indent=None, separators=(",", ":")) + "\n")
