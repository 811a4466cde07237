import { Refusal } from './refusal.ts';
import type { Tensor } from './tensor.ts';

/** The input beside those of the model that says which row of the world each row is: what labels join by later. No feature has such a name. */
const keyInput = 'key';

export interface KeyedTensors {
  readonly tensors: readonly Tensor[];
  readonly keys: readonly string[];
}

/**
 * Takes the keys out of the inputs of a request. Without them a single row has the id of the request as its key, several have `id/0`, `id/1`, ... Throws
 * `Refusal` 400 for keys that are neither texts nor whole numbers, or not one for each row.
 */
export function requestKeys(inputs: readonly Tensor[], id: string): KeyedTensors {
  const given = inputs.find(({ name }) => name === keyInput);
  const tensors = inputs.filter((input) => input !== given);
  const rows = tensors[0]?.shape[0] ?? 0;
  if (given === undefined) {
    return { tensors, keys: rows === 1 ? [id] : Array.from({ length: rows }, (_, row) => `${id}/${row}`) };
  }
  const wrong = given.data.findIndex((key) => typeof key !== 'string' && !Number.isSafeInteger(key));
  if (wrong >= 0)
    throw new Refusal(
      400,
      `"key"[${wrong}]: found ${JSON.stringify(given.data[wrong]).slice(0, 60)}, expected a text or a whole number`,
    );
  if (given.data.length !== rows)
    throw new Refusal(400, `"key": ${given.data.length} rows, and the first input has ${rows}`);
  return { tensors, keys: given.data.map(String) };
}
