// One-row requests over kept connections, in a process of its own:   node load.ts PORT PATH CONNECTIONS SECONDS BODY
import { Agent, request } from 'node:http';

const [port = '', path = '', connections = '', seconds = '', body = ''] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: Number(connections) });
const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
const end = performance.now() + Number(seconds) * 1000;
const milliseconds: number[] = [];
let failed = 0;

function ask(): Promise<void> {
  const begun = performance.now();
  return new Promise((resolve) => {
    const asked = request({ port, path, method: 'POST', agent, headers }, (answer) => {
      answer.resume().once('end', () => {
        milliseconds.push(performance.now() - begun);
        if (answer.statusCode !== 200) failed += 1;
        resolve();
      });
    });
    asked.once('error', () => {
      failed += 1;
      resolve();
    });
    asked.end(body);
  });
}

await Promise.all(
  Array.from({ length: Number(connections) }, async () => {
    while (performance.now() < end) await ask();
  }),
);
milliseconds.sort((a, b) => a - b);
const at = (share: number) => milliseconds[Math.floor(share * milliseconds.length)];
console.log(JSON.stringify({ requests: milliseconds.length, failed, p50: at(0.5), p99: at(0.99) }));
process.exit(0); // connections are kept open
