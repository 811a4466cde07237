import { runAction } from '../entry.ts';
import { dispatchContext } from './dispatch-context.ts';
import { main } from './main.ts';
import { runnerPorts } from './ports.ts';

const stop = new AbortController();
// A cancelled run takes the process that reads data with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());

await runAction(async (toolkit, context) => {
  const dispatched = { ...context, ...dispatchContext(process.env) };
  await main(toolkit, dispatched, runnerPorts(toolkit, dispatched, stop.signal));
});
