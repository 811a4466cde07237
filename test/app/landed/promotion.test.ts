import { expect, test } from 'vitest';
import { duePromotions } from '../../../app/landed/promotion.ts';
import { formatReleaseRecord } from '../../../src/core/registry/release-record.ts';
import { registryState } from '../../../src/core/registry/state.ts';
import { formatVersion } from '../../../src/core/registry/versions.ts';
import { lending } from '../../core/gate/sample-evidence.ts';
import { released } from '../pull/sample-observed.ts';

const tags = (...versions: readonly (readonly [model: string, version: string])[]) =>
  versions.map(([model, version]) => {
    const { tag, record } = released(version, model);
    return { ...tag, message: formatReleaseRecord(record) };
  });
const digest = (version: string, model = 'credit-risk') => released(version, model).record.package;
const foreign = { ...released('9.0.0').tag, message: 'by another tool' };

/** Environments in order: `+` opens promotions by itself. */
const project = (...names: readonly string[]) =>
  lending({
    environments: names.map((name) =>
      name.endsWith('+') ? { name: name.slice(0, -1), promote: 'onRelease' } : { name, promote: 'onCommand' },
    ),
  });

test.each<[string, string[], Record<string, string>, string[]]>([
  ['runs nowhere', ['staging+', 'production'], {}, ['staging credit-risk 1.1.0']],
  ['staging runs the one before', ['staging+', 'production'], { staging: '1.0.0' }, ['staging credit-risk 1.1.0']],
  ['staging runs it, production asks for a command', ['staging+', 'production'], { staging: '1.1.0' }, []],
  [
    'staging runs it, production is next by itself',
    ['staging+', 'production+'],
    { staging: '1.1.0' },
    ['production credit-risk 1.1.0'],
  ],
  ['the first asks for a command: nothing behind it goes ahead', ['staging', 'production+'], {}, []],
  ['all run it', ['staging+', 'production+'], { staging: '1.1.0', production: '1.1.0' }, []],
  ['only the last runs it', ['staging+', 'production+'], { production: '1.1.0' }, ['staging credit-risk 1.1.0']],
])('a newest version that %s', (_, environments, running, expected) => {
  const state = registryState([...tags(['credit-risk', '1.0.0'], ['credit-risk', '1.1.0']), foreign], new Map());
  const runs = (environment: string): string | undefined =>
    running[environment] === undefined ? undefined : digest(running[environment]);
  const due = duePromotions(project(...environments), state, runs);
  const told = due.map(
    ({ environment, release }) => `${environment} ${release.model} ${formatVersion(release.version)}`,
  );
  expect(told).toEqual(expected);
});

test('the newest is the greatest number, and each model has its own', () => {
  const all = tags(['credit-risk', '1.10.0'], ['credit-risk', '1.9.0'], ['churn', '2.0.0']);
  const due = duePromotions(project('staging+'), registryState(all, new Map()), () => undefined);
  expect(due.map(({ release }) => release.tag.name)).toEqual(['churn@v2.0.0', 'credit-risk@v1.10.0']);
});

test('a rollback is not promoted again: what comes back under a new number has the package that runs', () => {
  const { tag, record } = released('1.2.0');
  const back = { ...tag, message: formatReleaseRecord({ ...record, package: digest('1.0.0') }) };
  const state = registryState([...tags(['credit-risk', '1.0.0'], ['credit-risk', '1.1.0']), back], new Map());
  expect(duePromotions(project('staging+'), state, () => digest('1.0.0'))).toEqual([]);
});

test('a model that only another tool tagged is never promoted', () => {
  expect(duePromotions(project('staging+'), registryState([foreign], new Map()), () => undefined)).toEqual([]);
});
