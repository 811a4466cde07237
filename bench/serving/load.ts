// The same request over kept connections, in a process of its own:   node load.ts PORT PATH CONNECTIONS SECONDS BODY [RATE]
// Without a rate each connection asks again once it is answered: the server is busy all the time, and the median is about connections × its time for one.
// With a rate, in requests per second over all connections, a request is due at its time, and what it waits for a free connection counts.
import { setTimeout as wait } from 'node:timers/promises';
import { Connection } from './connection.ts';

const [port, path = '', connections, seconds, body = '', rate] = process.argv.slice(2);
const milliseconds: number[] = [];
let [failed, asked] = [0, 0];
const open = await Promise.all(
  Array.from({ length: Number(connections) }, () => Connection.open(Number(port), path, body)),
);
const before = process.cpuUsage();
const start = performance.now();
const end = start + Number(seconds) * 1000;

async function ask(connection: Connection, begun: number): Promise<boolean> {
  const status = await connection.ask();
  milliseconds.push(performance.now() - begun);
  if (status !== 200) failed += 1;
  return status !== undefined;
}

async function closedLoop(connection: Connection): Promise<void> {
  while (performance.now() < end && (await ask(connection, performance.now()))) asked += 1;
}

async function steady(connection: Connection, perSecond: number): Promise<void> {
  for (;;) {
    const due = start + (1000 * asked++) / perSecond;
    if (due > end) return;
    const early = due - performance.now();
    if (early > 0) await wait(early);
    // A timer that fires late is not the server's; a connection that was not free is.
    if (!(await ask(connection, early > 0 ? performance.now() : due))) return;
  }
}

await Promise.all(open.map((one) => (rate === undefined ? closedLoop(one) : steady(one, Number(rate)))));
const { user, system } = process.cpuUsage(before);
const elapsed = performance.now() - start;
for (const connection of open) connection.close();
milliseconds.sort((a, b) => a - b);
const at = (share: number) => milliseconds[Math.floor(share * milliseconds.length)];
console.log(
  JSON.stringify({
    requests: milliseconds.length,
    failed,
    perSecond: (1000 * milliseconds.length) / elapsed,
    p50: at(0.5),
    p99: at(0.99),
    clientCpuMs: (user + system) / 1000 / milliseconds.length,
  }),
);
