import * as z from 'zod';
import { main as evaluate } from '../evaluate/main.ts';
import { main as plan } from '../plan/main.ts';
import { main as report } from '../report/main.ts';
import type { RunContext, Toolkit } from '../toolkit.ts';

const modelNames = z.array(z.string());

/** The whole pull-request run in one step: plan, then train and evaluate each model that changed, then report. For small repositories. */
export async function main(toolkit: Toolkit, context: RunContext): Promise<void> {
  let models = '[]';
  const output: Toolkit['output'] = (name, value) => {
    if (name === 'models') models = value;
    toolkit.output(name, value);
  };
  await plan({ ...toolkit, output }, context);
  for (const model of modelNames.parse(JSON.parse(models))) {
    toolkit.log(`\n${model}`);
    await evaluate({ ...withInputs(toolkit, { model }), output: () => undefined }, context);
  }
  await report(withInputs(toolkit, { models }), context);
}

function withInputs(toolkit: Toolkit, inputs: Readonly<Record<string, string>>): Toolkit {
  return { ...toolkit, input: (name) => inputs[name] ?? toolkit.input(name) };
}
