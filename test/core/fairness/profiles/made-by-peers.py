"""Writes peers.json: what fairlearn 0.15.0, aequitas 1.1.0 and aif360 0.6.1 say of the rows in it, NaN and infinite as null.

pip install fairlearn==0.15.0 aequitas==1.1.0 aif360==0.6.1; python made-by-peers.py > peers.json
"""
import contextlib
import io
import json
import math
import sys
import warnings

import numpy as np
import pandas as pd

warnings.filterwarnings("ignore")
np.seterr(all="ignore")

with contextlib.redirect_stdout(sys.stderr):
    from aequitas.bias import Bias
    from aequitas.fairness import Fairness
    from aequitas.group import Group
    from aif360.sklearn import metrics as aif
    from fairlearn import metrics as fl
    from sklearn.metrics import accuracy_score, precision_score


def rows(seed, cells):
    """Label, decision, group and weight of rows with these (tp, fp, fn, tn) by group, shuffled."""
    kinds = [(1, 1), (0, 1), (1, 0), (0, 0)]
    made = [(y, p, g) for g, counts in cells.items() for (y, p), n in zip(kinds, counts) for _ in range(n)]
    rng = np.random.default_rng(seed)
    rng.shuffle(made)
    y, p, g = zip(*made)
    return {"label": [int(v) for v in y], "predicted": [int(v) for v in p], "group": [str(v) for v in g],
            "weight": [round(float(w), 3) for w in rng.uniform(0.2, 3, len(made))]}


CASES = {
    "three groups": rows(1, {"a": (30, 12, 15, 40), "b": (11, 9, 12, 30), "c": (6, 3, 2, 8)}),
    "a group without positives": rows(2, {"a": (10, 4, 5, 12), "b": (0, 6, 0, 9)}),
    "a group without negatives": rows(3, {"a": (10, 4, 5, 12), "b": (6, 0, 3, 0)}),
    "a group of which nobody is selected": rows(4, {"a": (10, 4, 5, 12), "b": (0, 0, 4, 9)}),
    "the reference selects nobody": rows(5, {"a": (0, 0, 9, 20), "b": (3, 2, 4, 9)}),
}


def plain(value):
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return value
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, str):
        return value
    if value is None or pd.isna(value) or math.isinf(value):
        return None
    return float(value)


def fairlearn(y, p, g, w=None):
    base = {"selection_rate": fl.selection_rate, "true_positive_rate": fl.true_positive_rate,
            "false_positive_rate": fl.false_positive_rate, "false_negative_rate": fl.false_negative_rate,
            "true_negative_rate": fl.true_negative_rate, "precision_score": precision_score,
            "accuracy_score": accuracy_score}
    params = {} if w is None else {"sample_params": {name: {"sample_weight": w} for name in base}}
    frame = fl.MetricFrame(metrics=base, y_true=y, y_pred=p, sensitive_features=g, **params)
    group = {"sensitive_features": g, **({} if w is None else {"sample_weight": w})}
    headline = {}
    for name in ("demographic_parity", "equal_opportunity"):
        for kind in ("difference", "ratio"):
            function = getattr(fl, f"{name}_{kind}")
            headline[f"{name}_{kind}"] = function(y, p, **group)
            headline[f"{name}_{kind}_to_overall"] = function(y, p, method="to_overall", **group)
    for kind in ("difference", "ratio"):
        function = getattr(fl, f"equalized_odds_{kind}")
        for method, suffix in (("between_groups", ""), ("to_overall", "_to_overall")):
            headline[f"equalized_odds_{kind}{suffix}"] = function(y, p, method=method, **group)
            headline[f"equalized_odds_{kind}{suffix}_mean"] = function(y, p, method=method, agg="mean", **group)
    return {
        "overall": dict(frame.overall),
        "by_group": {name: dict(row) for name, row in frame.by_group.iterrows()},
        "aggregates": {
            "group_min": dict(frame.group_min()),
            "group_max": dict(frame.group_max()),
            "difference_between_groups": dict(frame.difference()),
            "difference_to_overall": dict(frame.difference(method="to_overall")),
            "ratio_between_groups": dict(frame.ratio()),
            "ratio_to_overall": dict(frame.ratio(method="to_overall")),
        },
        "headline": headline,
    }


def fairlearn_controlled(y, p, g, c):
    """Every number of a MetricFrame with one control feature, by its values."""
    base = {"selection_rate": fl.selection_rate, "true_positive_rate": fl.true_positive_rate,
            "false_positive_rate": fl.false_positive_rate, "precision_score": precision_score,
            "accuracy_score": accuracy_score}
    frame = fl.MetricFrame(metrics=base, y_true=y, y_pred=p, sensitive_features=pd.Series(g, name="g"),
                           control_features=pd.Series(c, name="c"))
    tables = {"group_min": frame.group_min(), "group_max": frame.group_max(),
              "difference_between_groups": frame.difference(),
              "difference_to_overall": frame.difference(method="to_overall"),
              "ratio_between_groups": frame.ratio(), "ratio_to_overall": frame.ratio(method="to_overall")}
    return {stratum: {
        "overall": dict(frame.overall.loc[stratum].astype(float)),
        "by_group": {name: dict(row.astype(float)) for name, row in frame.by_group.loc[stratum].iterrows()},
        "aggregates": {name: dict(table.loc[stratum].astype(float)) for name, table in tables.items()},
    } for stratum in sorted(set(c))}


def aequitas(y, p, g, reference):
    frame = pd.DataFrame({"score": p, "label_value": y, "group": g})
    with contextlib.redirect_stdout(io.StringIO()):
        crosstab, _ = Group().get_crosstabs(frame, attr_cols=["group"])
        bias = Bias()
        if reference == "majority":
            table = bias.get_disparity_major_group(crosstab, original_df=frame, check_significance=False)
        elif reference == "min_metric":
            table = bias.get_disparity_min_metric(crosstab, original_df=frame, check_significance=False)
        else:
            table = bias.get_disparity_predefined_groups(crosstab, original_df=frame, ref_groups_dict={"group": reference},
                                                         check_significance=False)
        fair = Fairness().get_group_value_fairness(table)
    fair = fair.set_index("attribute_value")
    names = ["ppr", "pprev", "fpr", "fnr", "tpr", "tnr", "fdr", "for", "precision", "npv"]
    parities = {"ppr": "Statistical Parity", "pprev": "Impact Parity", "for": "FOR Parity", "fdr": "FDR Parity",
                "fpr": "FPR Parity", "fnr": "FNR Parity", "tpr": "TPR Parity", "tnr": "TNR Parity",
                "npv": "NPV Parity", "precision": "Precision Parity"}
    return {
        "group_size": dict(fair["group_size"]),
        "pp": dict(fair["pp"]),
        "metrics": {n: {"reference": fair[f"{n}_ref_group_value"].iloc[0], "value": dict(fair[n]),
                        "disparity": dict(fair[f"{n}_disparity"]), "parity": dict(fair[parities[n]])} for n in names},
        "combined": {n: dict(fair[n]) for n in ("TypeI Parity", "TypeII Parity", "Equalized Odds")},
    }


def aif360(y, p, g, privileged, w=None):
    index = pd.Index(g, name="group")
    y, p = pd.Series(y, index=index), pd.Series(p, index=index)
    two = {"prot_attr": "group", "priv_group": privileged, **({} if w is None else {"sample_weight": np.array(w)})}
    all_groups = {"prot_attr": "group", **({} if w is None else {"sample_weight": np.array(w)})}
    group = {
        "statistical_parity_difference": aif.statistical_parity_difference(y, p, **two),
        "disparate_impact_ratio": aif.disparate_impact_ratio(y, p, **two),
        "equal_opportunity_difference": aif.equal_opportunity_difference(y, p, **two),
        "average_odds_difference": aif.average_odds_difference(y, p, **two),
        "average_odds_error": aif.average_odds_error(y, p, **two),
        "average_predictive_value_difference": aif.average_predictive_value_difference(y, p, **two),
    }
    b = 1 + p.to_numpy() - y.to_numpy()
    individual = {
        "generalized_entropy_error": aif.generalized_entropy_error(y, p),
        "theil_index": aif.theil_index(b),
        "coefficient_of_variation": aif.coefficient_of_variation(b),
        "between_group_generalized_entropy_error": aif.between_group_generalized_entropy_error(y, p, prot_attr="group"),
    }
    intersectional = {
        "smoothed_edf": aif.smoothed_edf(y, p, **all_groups),
        "df_bias_amplification": aif.df_bias_amplification(y, p, **all_groups),
        "conditional_demographic_disparity": aif.conditional_demographic_disparity(y, p, **all_groups),
    }
    return {"group": group, **({"individual": individual} if w is None else {}), "intersectional": intersectional}


def case(name, data):
    y, p, g, w = data["label"], data["predicted"], data["group"], data["weight"]
    return {
        "name": name,
        "rows": data,
        "fairlearn": fairlearn(y, p, g),
        "fairlearn_weighted": fairlearn(y, p, g, w),
        "control": ["x" if w > 1.4 and name != "c" else "y" for w, name in zip(w, g)],
        "fairlearn_controlled": fairlearn_controlled(
            y, p, g, ["x" if w > 1.4 and name != "c" else "y" for w, name in zip(w, g)]),
        "aequitas": {reference: aequitas(y, p, g, reference) for reference in ("a", "majority", "min_metric")},
        "aif360": aif360(y, p, g, "a"),
        "aif360_weighted": aif360(y, p, g, "a", w),
    }


print(json.dumps([plain(case(name, data)) for name, data in CASES.items()]))
