import { canonicalJson } from '../../core/digest.ts';
import { AvalError } from '../../core/errors.ts';
import type { ModelFiles, Task } from '../../core/training/engine.ts';
import { greatestWeights, hasTarget, type Topology, topologySchema, weightCount } from './dense-net.ts';

export interface DenseNet {
  readonly topology: Topology;
  readonly weights: Float32Array;
}

const greatestTopologySize = 32 * 1024 * 1024;

/** topology.json as canonical JSON, weights.bin as float32, little endian. */
export function denseNetFiles({ topology, weights }: DenseNet): ModelFiles {
  const bytes = new Uint8Array(weights.length * 4);
  const view = new DataView(bytes.buffer);
  weights.forEach((weight, at) => {
    view.setFloat32(at * 4, weight, true);
  });
  return new Map([
    ['topology.json', new TextEncoder().encode(canonicalJson(topology))],
    ['weights.bin', bytes],
  ]);
}

/** Reads what `denseNetFiles` wrote, from anyone. Throws `evidence` on anything else, and on a net of other classes than so many. */
export function readDenseNet(files: ModelFiles, task: Task, classes?: number): DenseNet {
  const topology = readTopology(files.get('topology.json') ?? new Uint8Array(0));
  const bytes = files.get('weights.bin') ?? new Uint8Array(0);
  const count = weightCount(topology);
  if (files.size !== 2) throw refused(`the model has the files ${[...files.keys()].join(', ')}`);
  if (count > greatestWeights || bytes.length !== count * 4)
    throw refused(`weights.bin has ${bytes.length} bytes, its topology asks for ${count * 4}`);
  if (topology.task !== task) throw refused(`the model is for the task ${topology.task}, not ${task}`);
  if (hasTarget(topology.task) !== (topology.target !== undefined))
    throw refused('a target scale is there for regression and ranking, and only there');
  if (topology.classes !== classes)
    throw refused(`the net tells ${topology.classes ?? 'no'} classes apart, expected ${classes ?? 'none'}`);
  if (new Set(topology.columns).size !== topology.columns.length) throw refused('two columns have the same name');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const weights = Float32Array.from({ length: count }, (_, at) => view.getFloat32(at * 4, true));
  if (!weights.every(Number.isFinite)) throw refused('weights.bin holds a number that is not finite');
  return { topology, weights };
}

function readTopology(bytes: Uint8Array): Topology {
  if (bytes.length > greatestTopologySize) throw refused(`topology.json has ${bytes.length} bytes`);
  try {
    return topologySchema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch (cause) {
    throw refused('topology.json is not of the format aval/dense-net/v1', cause);
  }
}

function refused(message: string, cause?: unknown): AvalError {
  return new AvalError(
    'evidence',
    { rule: 'tfjs.files', message, hint: 'Expected topology.json and weights.bin as aval wrote them.' },
    { cause },
  );
}
