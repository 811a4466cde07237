"""FastAPI with scikit-learn, as its users write it: the peer of bench/serving.ts. argv[1]: a Parquet file of Adult; prints nothing, listens at argv[2]."""

import sys

import numpy as np
import pandas as pd
import uvicorn
from fastapi import FastAPI
from pandas.api.types import is_numeric_dtype
from pydantic import BaseModel
from sklearn.ensemble import HistGradientBoostingClassifier


def model_of(path):
    frame = pd.read_parquet(path)
    target = frame.columns[-1]
    values = frame.drop(columns=[target]).apply(lambda c: c if is_numeric_dtype(c) else c.astype("category").cat.codes)
    label = (frame[target] == frame[target].unique()[0]).to_numpy()
    return HistGradientBoostingClassifier(max_iter=100, max_leaf_nodes=31, early_stopping=False, random_state=0).fit(
        values.to_numpy(dtype=np.float64), label
    )


class Query(BaseModel):
    rows: list[list[float]]


model = model_of(sys.argv[1])
app = FastAPI()


@app.post("/predict")
async def predict(query: Query):
    return {"p": model.predict_proba(query.rows)[:, 1].tolist()}


uvicorn.run(app, port=int(sys.argv[2]), log_level="warning")
