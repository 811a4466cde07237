"""CPU seconds of shap's TreeExplainer on trees of LightGBM, one number for each background size (0: path-dependent)."""
import json
import sys
import time

import lightgbm
import numpy
import shap

asked = json.loads(sys.argv[1])
shape = (asked["features"], asked["rows"])
x = numpy.fromfile(f"{asked['folder']}/columns.f64").reshape(shape).T.copy()
y = numpy.fromfile(f"{asked['folder']}/label.f64")
model = lightgbm.LGBMClassifier(
    n_estimators=asked["trees"],
    num_leaves=asked["leaves"],
    learning_rate=asked["learningRate"],
    n_jobs=1,
    verbosity=-1,
).fit(x, y)
times = []
for size in asked["backgrounds"]:
    explainer = (
        shap.TreeExplainer(model.booster_, feature_perturbation="tree_path_dependent")
        if size == 0
        else shap.TreeExplainer(model.booster_, x[:size], feature_perturbation="interventional")
    )
    start = time.process_time()
    explainer.shap_values(x, check_additivity=False)
    times.append(time.process_time() - start)
print(json.dumps(times))
