import * as z from 'zod';
import { tasks } from '../../core/definitions/schema/tasks.ts';

/** Bounds of a net that is read back: a stranger's file must not make us allocate what it claims. */
export const greatestWeights = 64 * 1024 * 1024;

/** topology.json: a dense net, its input columns in order and the scale of its target. */
export const topologySchema = z.strictObject({
  format: z.literal('aval/dense-net/v1'),
  task: z.enum(tasks),
  columns: z.array(z.string().min(1).max(300)).min(1).max(100_000),
  activation: z.enum(['relu', 'tanh', 'sigmoid']),
  /** Units of the hidden layers. The output layer has one unit, sigmoid for binary, linear for regression and ranking; or one for each class, softmax. */
  layers: z.array(z.int().min(1).max(4096)).max(16),
  /** Multiclass: how many. */
  classes: z.int().min(3).max(1000).optional(),
  /** Regression and ranking: value = mean + scale × output. */
  target: z.strictObject({ mean: z.number(), scale: z.number().positive() }).optional(),
});
export type Topology = z.output<typeof topologySchema>;

/** Whether the output is a number on a scale of its own. */
export const hasTarget = (task: Topology['task']): boolean => task === 'regression' || task === 'ranking';

/** Inputs and outputs of each layer, the output layer last. */
export function layerShapes(topology: Topology): { inputs: number; units: number }[] {
  const sizes = [topology.columns.length, ...topology.layers, topology.classes ?? 1];
  return sizes.slice(1).map((units, at) => ({ inputs: sizes[at] ?? 0, units }));
}

/** Numbers in weights.bin: for each layer the kernel, inputs × units row by row, then the bias. */
export function weightCount(topology: Topology): number {
  return layerShapes(topology).reduce((sum, { inputs, units }) => sum + (inputs + 1) * units, 0);
}
