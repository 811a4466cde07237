import * as z from 'zod';

const applicant = {
  'applicant:duration': 24,
  'applicant:amount': 3000,
  'applicant:purpose': 'NewCar',
  'applicant:housing': 'Own',
  'applicant:other_installment_plans': 'None',
} as const;
const metadata = z.object({ inputs: z.array(z.object({ name: z.string(), datatype: z.string() })).default([]) });
const prediction = z.object({
  model_version: z.string().optional(),
  outputs: z.array(z.object({ data: z.array(z.number()) })).default([]),
});

/** Asks a server about one applicant, with the inputs that the version which answers wants. */
export async function ask(address: string): Promise<z.output<typeof prediction>> {
  const model = `${address}/v2/models/credit-risk`;
  const { inputs } = metadata.parse(await (await fetch(model)).json());
  const known: Readonly<Record<string, string | number>> = applicant;
  const tensors = inputs.map(({ name, datatype }) => ({ name, datatype, shape: [1], data: [known[name] ?? null] }));
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${model}/infer`, { method: 'POST', headers, body: JSON.stringify({ inputs: tensors }) });
  return prediction.parse(await answer.json());
}
