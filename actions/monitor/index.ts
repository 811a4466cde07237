import { s3AccessOf } from '../../src/engines/predictions/s3-access.ts';
import { runAction } from '../entry.ts';
import { main } from './main.ts';

const stop = new AbortController();
// A cancelled run takes the process that reads data with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());

await runAction((toolkit, context) =>
  main(toolkit, context, {
    now: Date.now() * 1000,
    s3Access: () => s3AccessOf(process.env),
    signal: stop.signal,
  }),
);
