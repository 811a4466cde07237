import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import type { Server } from './measure.ts';

const here = import.meta.dirname;
const served = z.object({
  port: z.number(),
  path: z.string(),
  body: z.object({ inputs: z.array(z.object({ data: z.array(z.number()) }).loose()) }),
});

/** Our server with one model, of Adult or made-up rows. `row`: what its requests ask for. */
export async function startOurs(adult: string | undefined): Promise<Server & { readonly row: readonly number[] }> {
  const child = spawn(process.execPath, [join(here, 'ours.ts'), ...(adult === undefined ? [] : [adult])], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const { port, path, body } = served.parse(JSON.parse(line));
    const row = body.inputs.map(({ data }) => data[0] ?? Number.NaN);
    return { child, port, path, body: JSON.stringify(body), row };
  }
  throw new Error('our server did not start');
}

/** FastAPI with scikit-learn's model of the same rows. */
export async function startPeer(python: string, adult: string, row: readonly number[]): Promise<Server> {
  const port = await freePort();
  const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
  const child = spawn(python, [join(here, '../peers/serving.py'), adult, String(port)], { stdio: 'inherit', env });
  const server = { child, port, path: '/predict', body: JSON.stringify({ rows: [row] }) };
  for (let k = 0; k < 300; k++) {
    const answer = await fetch(`http://127.0.0.1:${port}/docs`).catch(() => undefined);
    if (answer?.ok) return server;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('FastAPI did not start');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
