import { expect, test } from 'vitest';
import { type ObservedRetraining, planRetraining } from '../../../app/monitoring/plan-retraining.ts';
import { parseRetrainingMessage } from '../../../app/monitoring/retraining-commit.ts';
import { decideRetraining } from '../../../src/core/monitoring/decide-retraining.ts';
import { columnOf, evidenceOf } from '../../core/monitoring/made-evidence.ts';

const rule = { after: 2, of: 3, snoozed: [] };
const path = 'sources/departures.lock.yaml';
const drifted = [evidenceOf(0, 'steady'), evidenceOf(1, 'drift'), evidenceOf(2, 'drift')];
const observed = (more: Partial<ObservedRetraining> = {}): ObservedRetraining => ({
  model: 'flight-delay',
  version: '1.0.0',
  package: `sha256:${'a'.repeat(64)}`,
  decision: decideRetraining(drifted, rule),
  answered: [],
  locks: [{ apiVersion: 'aval/v1', kind: 'SourceLock', source: 'departures', rows: 9, until: '2001-05-27T00:00:00Z' }],
  files: new Map([[path, 'rows: 9\n']]),
  branch: 'none',
  room: true,
  ...more,
});

/** What stands after a plan was applied. */
function applied(before: ObservedRetraining): ObservedRetraining {
  const { commit, open, edit } = planRetraining(before);
  const texts = open ?? edit;
  const { pull } = before;
  return {
    ...before,
    ...(commit && { branch: commit }),
    ...(texts && { pull: { number: 1, own: true, ...pull, title: texts.title, body: texts.body } }),
  };
}

test('enough drifted windows: one commit that names them, one pull request', () => {
  const { commit, open } = planRetraining(observed());
  expect(commit?.message).toBe(`Retrain flight-delay

Windows of 1.0.0 drifted; this moves the locks of its data.

Aval-Package: sha256:${'a'.repeat(64)}
Aval-Until: 2001-05-27T00:00:00Z
Aval-Window: 2001-05-15T00:00:00Z
Aval-Window: 2001-05-22T00:00:00Z`);
  expect(open?.title).toBe('Retrain flight-delay: flight:distance_mi moved');
  expect(open?.body).toContain('<code>sources/departures.lock.yaml</code> to 2001-05-27;');
  expect(open?.body).toMatch(
    /^Closing it without merging snoozes this alarm until enough new windows drift, or the data reach a whole window further\.$/m,
  );
});

test('a commit that moves locks without an end says none, and is still read as ours', () => {
  const lock = { apiVersion: 'aval/v1', kind: 'SourceLock', source: 'departures', rows: 9 } as const;
  const { commit } = planRetraining(observed({ locks: [lock] }));
  expect(commit?.message).not.toContain('Aval-Until');
  const said = {
    package: `sha256:${'a'.repeat(64)}`,
    until: undefined,
    windows: ['2001-05-15T00:00:00Z', '2001-05-22T00:00:00Z'],
  };
  expect(parseRetrainingMessage(commit?.message ?? '')).toEqual(said);
});

test.each([
  ['opened', observed()],
  ['edited', { ...observed(), pull: { number: 1, own: true, title: 'Mine', body: '' } }],
  [
    'no longer asked for',
    observed({
      decision: decideRetraining([evidenceOf(3, 'steady')], rule),
      pull: { number: 1, own: true, title: 'Mine', body: '' },
    }),
  ],
  ['taken', observed({ branch: 'taken', pull: { number: 1, own: true, title: 'Mine', body: '' } })],
])('once %s, there is nothing more to do', (_, before) => {
  expect(Object.keys(planRetraining(before)).length).toBeGreaterThan(0);
  expect(planRetraining(applied(before))).toEqual({});
});

test('a further window moves the same branch and edits the same pull request', () => {
  const decision = decideRetraining([...drifted, evidenceOf(3, 'drift')], rule);
  const plan = planRetraining({ ...applied(observed()), decision });
  expect(plan).toMatchObject({ commit: { message: expect.stringContaining('2001-05-29') }, edit: { number: 1 } });
  expect(plan.open).toBeUndefined();
});

test('what was answered before is named again, so that closing this one keeps it answered', () => {
  const { commit } = planRetraining(observed({ answered: ['2001-05-08T00:00:00Z'] }));
  expect(commit?.message.match(/(?<=Aval-Window: )\S{10}/g)).toEqual(['2001-05-08', '2001-05-15', '2001-05-22']);
});

test('a branch with work of others is left alone: the body says so, and none is opened for it', () => {
  expect(planRetraining(observed({ branch: 'taken' }))).toEqual({ hindrance: 'taken' });
  const pull = { number: 1, own: true, title: 'Mine', body: '' };
  const plan = planRetraining(observed({ branch: 'taken', pull }));
  expect(plan.commit).toBeUndefined();
  expect(plan.edit?.body).toContain('Someone else wrote to this branch');
});

test('no newer data, no room, a pull request of a person: nothing is written, and it is said why', () => {
  expect(planRetraining(observed({ files: new Map() }))).toEqual({ hindrance: 'nothing newer' });
  expect(planRetraining(observed({ room: false }))).toEqual({ hindrance: 'no room' });
  expect(planRetraining(observed({ pull: { number: 1, own: false, title: '', body: '' } }))).toEqual({});
});

test('what the evidence says does nothing in title and body, and is nowhere in the commit', () => {
  const evil = '@mei closes #3 <img src=x> | [x](https://evil.example) `';
  const window = { ...evidenceOf(2, 'drift'), columns: [columnOf(evil, 0.5, true)] };
  const { commit, open } = planRetraining(observed({ decision: decideRetraining([window], { ...rule, after: 1 }) }));
  expect(open?.title).toBe('Retrain flight-delay: a column moved');
  expect(open?.body).not.toMatch(/@mei|#3|<img|\[x\]/);
  expect(open?.body).toContain('closes');
  expect(commit?.message).not.toContain('mei');
});
