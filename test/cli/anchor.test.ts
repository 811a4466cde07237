import { afterAll, beforeAll, expect, test } from 'vitest';
import { isDefined } from '../../src/core/evaluation/estimate.ts';
import { type Evidence, evidenceSchema } from '../../src/core/gate/evidence.ts';
import type { TemporaryRepository } from '../engines/git/temporary-repository.ts';
import { avalJson, edit, templateRepository } from './aval.ts';

// A walk down in small steps: production moves on, and the best version stays what every change is held against.
let repository: TemporaryRepository;
beforeAll(async () => {
  repository = await templateRepository();
  const gates = 'models/credit-risk/gates.yaml';
  edit(repository, gates, 'margin: 0.03\n    why: The', 'margin: 0.3\n    why: The');
  edit(repository, gates, 'worseIs: higher', 'severity: warn\n    worseIs: higher'); // young people are too few on dev
  repository.commit('Wide margins');
  await release('Run the first version');
}, 60_000);
afterAll(() => repository[Symbol.dispose]());

const run = (...args: string[]) => avalJson(repository.root, ...args);
const model = 'models/credit-risk/model.yaml';

/** Publishes what is on main, and lets production run it. */
async function release(message: string): Promise<string> {
  const published = await run('publish', 'credit-risk');
  expect(published).toMatchObject({ outcome: 'ok' });
  for (const environment of ['staging', 'production']) await run('promote', 'credit-risk', '--to', environment);
  repository.commit(message);
  const [first] = published['models'] as readonly { readonly version: string }[];
  return first?.version ?? '';
}

async function evaluated(): Promise<Evidence> {
  const { models } = await run('evaluate', 'credit-risk');
  const [first] = models as readonly { readonly evidence: unknown }[];
  return evidenceSchema.parse(first?.evidence);
}

test('a version that is not better for certain leaves the anchor where it was, and its tag says so', async () => {
  edit(repository, model, ', applicant:housing]', ']');
  repository.commit('Forget housing');
  const version = await release('Run the second version');
  const message = (tag: string) => repository.git('tag', '--list', '--format=%(contents)', `credit-risk@v${tag}`);
  expect(message('1.0.0')).not.toContain('Aval-Anchor');
  expect(message(version)).toContain('Aval-Anchor: 1.0.0');
}, 60_000);

test('the next change is measured beside production and beside the anchor, on the same rows', async () => {
  edit(repository, model, ', applicant:purpose]', ']');
  const { champion, anchor, measurements } = await evaluated();
  expect(champion?.version).not.toBe('1.0.0');
  expect(anchor?.version).toBe('1.0.0');
  const ranking = measurements.find(({ quantity }) => quantity.metric === 'roc_auc' && !quantity.group);
  const { challenger, difference, anchorDifference } = ranking ?? {};
  if (!challenger || !difference || !anchorDifference) throw new Error('the ranking was not measured');
  expect([difference, anchorDifference].map((one) => isDefined(one) && one.method)).toEqual(['DeLong', 'DeLong']);
  expect(anchorDifference.n).toBe(difference.n);
  expect(anchorDifference).not.toEqual(difference);
  expect(measurements.filter((one) => one.anchorDifference !== undefined)).toHaveLength(1);
}, 60_000);

test('the gate holds a change against both', async () => {
  const { models } = await run('gate', 'credit-risk');
  const [{ verdict } = { verdict: undefined }] = models as readonly { readonly verdict: unknown }[];
  expect(JSON.stringify(verdict)).toContain('ROC AUC, against the anchor 1.0.0');
}, 60_000);
