import { runAction } from '../entry.ts';
import { dispatchContext } from '../holdout/dispatch-context.ts';
import { main } from './main.ts';
import { runnerPorts } from './ports.ts';

await runAction(async (toolkit, context) => {
  const dispatched = { ...context, ...dispatchContext(process.env) };
  await main(toolkit, dispatched, runnerPorts(toolkit, dispatched));
});
