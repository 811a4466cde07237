import * as z from 'zod';

/** A value of each input by its name; the server takes null for a missing one. */
export type Rows = Readonly<Record<string, readonly (string | number | null)[]>>;

const metadata = z.object({
  inputs: z.array(z.object({ name: z.string(), datatype: z.string() })).default([]),
  parameters: z.object({ version: z.string() }).optional(),
});
const prediction = z.object({
  id: z.string(),
  model_version: z.string(),
  parameters: z.object({ digest: z.string() }),
  outputs: z.tuple([z.object({ data: z.array(z.number()) })]),
});
export type Prediction = z.output<typeof prediction>;

/** Asks a server about rows, with the inputs that the version which answers wants, by its own path: another one may answer a moment later. Undefined: no version answers yet. */
export async function ask(
  address: string,
  name: string,
  rows: Rows,
  keys?: readonly string[],
): Promise<Prediction | undefined> {
  const model = `${address}/v2/models/${name}`;
  const { inputs, parameters } = metadata.parse(await (await fetch(model)).json());
  if (parameters === undefined) return undefined;
  const shape = [Object.values(rows)[0]?.length ?? 0];
  const tensors = inputs.map((input) => ({ ...input, shape, data: rows[input.name] ?? Array(shape[0]).fill(null) }));
  const keyed = keys === undefined ? tensors : [...tensors, { name: 'key', datatype: 'BYTES', shape, data: keys }];
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${model}/versions/${parameters.version}/infer`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ inputs: keyed }),
  });
  if (answer.status === 503) return undefined;
  if (!answer.ok) throw new Error(`${name}: ${answer.status} ${await answer.text()}`);
  return prediction.parse(await answer.json());
}
