// A server that follows GitHub joins from the branch: definitions and data of its commit, the version's own from its tag.
import { renameSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSession } from '../../../src/engines/duckdb/session.ts';
import { aval } from '../../cli/aval.ts';
import { releasePackage } from '../../github/release-package.ts';
import { cloneWith, git, makeWorld, type TestWorld } from '../../sandbox/world.ts';
import { packageFlights } from './flight-package.ts';
import { delayedFlights, lateFlight, type ServedFlights, serveFlights, trafficOf } from './served.ts';

let world: TestWorld;
let clone: string;
let server: ServedFlights;

beforeAll(async () => {
  world = await makeWorld();
  const { sandbox, owner, reader, where } = world;
  clone = await cloneWith(world, sandbox.tokenFor(owner));
  const { code, stderr } = await aval(clone, ['init']);
  if (code !== 0) throw new Error(stderr);
  await rewrite('SELECT * FROM FLIGHTS WHERE flight_id % 10 = 0'); // enough to train something
  await commit('Start with aval');
  const { item, deployment } = await packageFlights(clone);
  for (const [file, text] of Object.entries(deployment)) {
    await mkdir(path.dirname(path.join(clone, file)), { recursive: true });
    await writeFile(path.join(clone, file), text);
  }
  await git(clone, 'push', '--quiet', 'origin', '--tags');
  await releasePackage(world.as(owner), where, 'flight-delay@v1.0.0', item);
  await commit('Run it');
  const token = sandbox.tokenFor(reader);
  const github = { where, branch: 'main', apiUrl: sandbox.apiUrl, token: async () => token };
  server = await serveFlights({ folder: world.folder, cacheFolder: path.join(world.folder, 'cache'), github });
}, 180_000);
afterAll(async () => {
  await server?.stop();
  await world?.end();
});

async function rewrite(select: string): Promise<void> {
  const file = path.join(clone, 'data/departures.parquet');
  await using session = await openSession();
  await session.run(
    `COPY (${select.replaceAll('FLIGHTS', `read_parquet('${file}')`)}) TO '${file}.new' (FORMAT parquet)`,
  );
  renameSync(`${file}.new`, file);
}

async function commit(message: string): Promise<void> {
  await git(clone, 'add', '--all');
  await git(clone, 'commit', '--quiet', '-m', message);
  await git(clone, 'push', '--quiet', 'origin', 'HEAD:main');
}

const answered = async (inputs: object[]) => (await server.ask(inputs)).json.outputs;

test('rows that a commit brings are joined, and not before they are on the branch', async () => {
  const [missing, expected] = [
    await answered([...lateFlight, trafficOf(null)]),
    await answered([...lateFlight, trafficOf(60)]),
  ];
  expect(expected).not.toEqual(missing);
  await rewrite(`SELECT * FROM FLIGHTS UNION ALL BY NAME ${delayedFlights}`);
  expect(await answered(lateFlight)).toEqual(missing);
  await commit('Two flights more');
  await server.nudge();
  await expect.poll(() => answered(lateFlight), { timeout: 15_000 }).toEqual(expected);
  expect((await server.call('/metrics')).json).toContain(
    'aval_online_refused{model="flight-delay",view="origin_traffic"} 0',
  );
});
