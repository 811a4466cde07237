import * as z from 'zod';
import type { ModelFiles, Task } from '../engine.ts';
import { readModelJson, refused, writeModelJson } from '../model-json.ts';
import type { LinearModel } from './linear-model.ts';

const fileName = 'linear.json';
const largestFile = 64 * 2 ** 20;

const format = z.literal('aval/linear/v1');
const name = z.string().min(1).max(300);
const mostColumns = 100_000;

const modelSchema = z.discriminatedUnion('task', [
  z.strictObject({
    format,
    task: z.enum(['binary', 'regression', 'ranking']),
    intercept: z.number(),
    columns: z.array(z.strictObject({ name, coefficient: z.number() })).max(mostColumns),
  }),
  z.strictObject({
    format,
    task: z.literal('multiclass'),
    intercepts: z.array(z.number()).min(3).max(1000),
    columns: z.array(z.strictObject({ name, coefficients: z.array(z.number()).max(1000) })).max(mostColumns),
  }),
]);

export function writeLinearModel(model: LinearModel): ModelFiles {
  return writeModelJson(fileName, { format: 'aval/linear/v1', ...model });
}

/** Parses and checks untrusted bytes. Throws `evidence` for what is no model of this task, or of other classes than so many. */
export function readLinearModel(files: ModelFiles, task: Task, classes?: number): LinearModel {
  const model = readModelJson(files, fileName, modelSchema, largestFile);
  if (model.task !== task) throw refused(fileName, `a ${model.task} model, expected ${task}`);
  if (new Set(model.columns.map((c) => c.name)).size < model.columns.length) {
    throw refused(fileName, 'a column comes twice');
  }
  if (model.task === 'multiclass') {
    const counts = [model.intercepts, ...model.columns.map((column) => column.coefficients)].map((of) => of.length);
    const other = counts.find((count) => count !== classes);
    if (other !== undefined) throw refused(fileName, `numbers for ${other} classes, expected ${classes}`);
  }
  return model;
}
