// A world whose production runs flight-delay, learned until May, and whose monitoring workflow finds a log of what it answered since.
import { execFile } from 'node:child_process';
import { appendFile, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Clone } from '../../../scripts/demo/story/clone.ts';
import type { Digest } from '../../../src/core/digest.ts';
import { literal } from '../../../src/core/features/sql.ts';
import { assetName } from '../../../src/core/registry/asset-name.ts';
import { manifestBytes } from '../../../src/core/registry/package-manifest.ts';
import { openSession } from '../../../src/engines/duckdb/session.ts';
import { FolderStore } from '../../../src/engines/store/folder-store.ts';
import { publishRelease } from '../../../src/github/publish-release.ts';
import { logFlights } from '../../cli/flight-log.ts';
import { settled, startLending } from './lending.ts';

const run = promisify(execFile);
const aval = join(import.meta.dirname, '../../../bin/aval.mjs');
const week = 7 * 8.64e10;
const may = Date.parse('2001-05-01T07:00:00Z') * 1e3;
const lending = [
  'models/credit-risk',
  'features/applicant.yaml',
  'sources/applications.yaml',
  'data/german_credit.csv',
];
const copyHere = '      # Predictions that lie elsewhere are copied here';

/** Leaves flight-delay alone, publishes it as it was in May, and lets production run it. Pull requests' own runs are none of this story. */
async function onlyFlights(clone: Clone): Promise<void> {
  for (const path of [...lending, '.github/workflows/aval.yaml'])
    await rm(join(clone.folder, path), { recursive: true });
  await clone.edit('sources/departures.lock.yaml', '2001-07-01T06:52:00Z', '2001-05-01T07:00:00Z');
  // Its intervals take no resamples: this story is about what is proposed, and rebuilds them many times.
  await clone.edit(
    'models/flight-delay/gates.yaml',
    'metrics: [roc_auc, log_loss, expected_cost]',
    'metrics: [roc_auc]',
  );
  const copy = `      - run: cp -r '${clone.folder}/predictions' predictions\n`;
  await clone.edit('.github/workflows/aval-monitor.yaml', copyHere, `${copy}${copyHere}`);
  await appendFile(join(clone.folder, '.git/info/exclude'), 'predictions/\n');
  await clone.commit('Watch flights');
  for (const command of ['publish flight-delay', 'promote flight-delay --to production'])
    await run(process.execPath, [aval, ...command.split(' ')], { cwd: clone.folder });
}

/** `asks` edits the repository before anything is published. */
export async function startFlights(asks: (clone: Clone) => Promise<void> = async () => {}) {
  const tag = 'flight-delay@v1.0.0';
  const prepare = async (clone: Clone) => {
    await asks(clone);
    await onlyFlights(clone);
  };
  const story = await startLending({ prepare, push: ['main', `refs/tags/${tag}`] });
  const { clone, as, people, where, repository } = story;
  const file = await readFile(join(clone.folder, 'environments/production/flight-delay.yaml'), 'utf8');
  const digest = /sha256:[0-9a-f]{64}/.exec(file)?.[0] as Digest; // the pattern is that of a digest
  const item = await new FolderStore(join(clone.folder, '.aval/packages')).get(digest);
  if (item === undefined) throw new Error('it was just published');
  const assets = new Map([['manifest.json', manifestBytes(item.manifest)]]);
  for (const [path, bytes] of item.files) assets.set(assetName(path), bytes);
  const release = { tag, name: 'flight-delay 1.0.0', body: '', assets };
  await publishRelease({ client: as(people.owner), where }, release, undefined);
  const runs = () => [...repository.runs.values()].filter(({ path }) => path.endsWith('/aval-monitor.yaml'));
  const branch = 'aval/retrain/flight-delay';
  return {
    ...story,
    runs,
    /** Logs what was answered since May, a word for each week: `far` is a week of long flights alone. */
    async answered(...weeks: readonly ('usual' | 'far')[]): Promise<void> {
      const until = may + weeks.length * week;
      const keeps = (distance: number, time: number) =>
        weeks[Math.floor((time - may) / week)] === 'usual' || distance > 1000;
      await logFlights({ root: clone.folder, digest, version: '1.0.0', from: may, until, keeps });
    },
    /** Lets the clock strike, and waits until the App has looked at what the run found. */
    async strike(): Promise<void> {
      story.sandbox.strike(repository, '23 4 * * *');
      await settled(story);
      const newest = runs().at(-1);
      if (newest?.conclusion !== 'success') throw new Error(`the run ended with ${newest?.conclusion}`);
    },
    /** Pull requests that retrain, oldest first. */
    retrainings: () => [...repository.pulls.values()].filter(({ head }) => head.ref === branch),
    dashboard: () => [...repository.issues.values()].filter(({ title }) => title === 'aval: models and environments'),
    /** Puts this in the place of every destination in the log. */
    async allTo(destination: string): Promise<void> {
      const path = join(clone.folder, 'predictions/flight-delay', digest.slice(7, 19), '2001-05-01/one.parquet');
      const replaced = `SELECT * REPLACE (${literal(destination)} AS "flight:destination") FROM read_parquet(${literal(path)})`;
      await using session = await openSession();
      await session.run(`COPY (${replaced}) TO ${literal(`${path}.new`)} (FORMAT parquet)`);
      await rename(`${path}.new`, path);
    },
  };
}
