// Tensors of the Open Inference Protocol v2 in JSON. Checked by hand, not by a schema: they hold the rows, and every microsecond here is one of each request.
import { Refusal } from './refusal.ts';

export interface Tensor {
  readonly name: string;
  readonly datatype: string;
  readonly shape: readonly number[];
  /** Row-major, flat. */
  readonly data: readonly unknown[];
}

export interface InferRequest {
  readonly id: string | undefined;
  readonly inputs: readonly Tensor[];
  /** Names of the outputs wanted; all of them if it isn't said. */
  readonly outputs: readonly string[] | undefined;
}

export const numericTypes: ReadonlySet<string> = new Set(
  ['BOOL', 'FP16', 'FP32', 'FP64', ...[8, 16, 32, 64].flatMap((bits) => [`INT${bits}`, `UINT${bits}`])], // no BF16 in REST
);

/** Reads the body of an inference request. Throws `Refusal` 400, with every fault of its form. */
export function parseInferRequest(body: string): InferRequest {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch (error) {
    throw new Refusal(400, `the body is not JSON: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
  if (!isObject(json)) throw new Refusal(400, 'the body is not an object with "inputs"');
  const faults: string[] = [];
  const { id, inputs, outputs } = json;
  if (id !== undefined && typeof id !== 'string') faults.push('id: expected a string');
  if (!Array.isArray(inputs) || inputs.length === 0) faults.push('inputs: expected a list of at least one tensor');
  const tensors = Array.isArray(inputs) ? inputs.flatMap((input, k) => parseTensor(input, `inputs[${k}]`, faults)) : [];
  const wanted = outputs === undefined ? undefined : outputNames(outputs, faults);
  if (faults.length > 0) throw new Refusal(400, faults);
  return { id: typeof id === 'string' ? id : undefined, inputs: tensors, outputs: wanted };
}

function parseTensor(value: unknown, at: string, faults: string[]): Tensor[] {
  if (!isObject(value) || typeof value['name'] !== 'string') {
    faults.push(`${at}: expected an object with a "name"`);
    return [];
  }
  const { name, datatype, shape, data } = value;
  if (typeof datatype !== 'string' || !(numericTypes.has(datatype) || datatype === 'BYTES')) {
    faults.push(`${at}.datatype: found ${JSON.stringify(datatype)}, expected one such as "FP64" or "BYTES"`);
    return [];
  }
  if (!Array.isArray(shape) || !shape.every(isSize)) {
    faults.push(`${at}.shape: expected a list of whole numbers, such as [1]`);
    return [];
  }
  if (!Array.isArray(data)) {
    faults.push(`${at}.data: expected a list`);
    return [];
  }
  const flat: unknown[] = data.some(Array.isArray) ? data.flat(Number.POSITIVE_INFINITY) : data;
  const size = shape.reduce((product: number, length: number) => product * length, 1);
  if (flat.length !== size) {
    faults.push(`${at}.data: has ${flat.length} values, and its shape [${shape.join(', ')}] holds ${size}`);
    return [];
  }
  return [{ name, datatype, shape, data: flat }];
}

function outputNames(outputs: unknown, faults: string[]): readonly string[] {
  const named = Array.isArray(outputs) && outputs.every((one) => isObject(one) && typeof one['name'] === 'string');
  if (named) return outputs.map((one) => String(one.name));
  faults.push('outputs: expected a list of objects with a "name"');
  return [];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isSize = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
