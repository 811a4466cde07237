import * as z from 'zod';
import type { ModelFiles, Task } from '../engine.ts';
import { readModelJson, refused, writeModelJson } from '../model-json.ts';
import type { LinearModel } from './linear-model.ts';

const fileName = 'linear.json';
const largestFile = 64 * 2 ** 20;

const modelSchema = z.strictObject({
  format: z.literal('aval/linear/v1'),
  task: z.enum(['binary', 'regression']),
  intercept: z.number(),
  columns: z.array(z.strictObject({ name: z.string().min(1).max(300), coefficient: z.number() })).max(100_000),
});

export function writeLinearModel(model: LinearModel): ModelFiles {
  return writeModelJson(fileName, { format: 'aval/linear/v1', ...model });
}

/** Parses and checks untrusted bytes. Throws `evidence` for what is no model of this task. */
export function readLinearModel(files: ModelFiles, task: Task): LinearModel {
  const model = readModelJson(files, fileName, modelSchema, largestFile);
  if (model.task !== task) throw refused(fileName, `a ${model.task} model, expected ${task}`);
  if (new Set(model.columns.map((c) => c.name)).size < model.columns.length) {
    throw refused(fileName, 'a column comes twice');
  }
  return model;
}
