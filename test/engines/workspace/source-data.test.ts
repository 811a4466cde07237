import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { digestOf } from '../../../src/core/digest.ts';
import { noCredentials } from '../../../src/engines/http/credentials.ts';
import { newestLock, openSources } from '../../../src/engines/workspace/source-data.ts';
import { temporaryRepository } from '../git/temporary-repository.ts';

const rows = 'id,at\n1,2026-05-01T00:00:00Z\n2,2026-05-02T00:00:00Z\n';
const files = {
  'aval.yaml': 'apiVersion: aval/v1\nkind: Project\nname: p\napp: aval-bot\nenvironments: [{name: production}]\n',
  'sources/visits.yaml': `apiVersion: aval/v1
kind: Source
name: visits
uri: https://localhost:1/visits.csv
access: environment
time: at
licence: ours
origin: us
columns:
  id: {type: int, unique: true}
  at: {type: timestamp}
`,
};

test('newest bytes that were fetched before are read without a credential, and the lock pins them', async () => {
  using repository = temporaryRepository();
  repository.write(files);
  repository.commit('Visits');
  const data = await openSources(repository.root, ['visits'], noCredentials);
  const [source] = data.sources;
  if (source === undefined) throw new Error('it is defined');
  await expect(newestLock(data, source, 0)).rejects.toMatchObject({ faults: [{ rule: 'source.credentials' }] });
  const digest = digestOf(rows);
  const cache = path.join(data.cacheFolder, 'data');
  mkdirSync(cache, { recursive: true });
  writeFileSync(path.join(cache, digest.replace(':', '-')), rows);
  const newest = await newestLock({ ...data, fetched: new Map([['visits', digest]]) }, source, 0);
  expect(newest).toMatchObject({ sound: true, lock: { source: 'visits', digest, rows: 2 } });
});
