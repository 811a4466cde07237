import { expect, test } from 'vitest';
import { loadDefinitions } from '../../../src/core/definitions/load.ts';
import { repository, treeOf } from './bad/repository.ts';

const file = 'models/credit/model.yaml';

/** Faults of the sound repository with this `monitor.drift`, and with a column `extra` of this type that the model reads. */
async function faultsOf(drift: string, type = 'string') {
  const edited = (path: string, from: string, to: string) => {
    const before = repository[path] ?? '';
    expect(before).toContain(from);
    return { [path]: before.replace(from, to) };
  };
  const files = {
    ...repository,
    ...edited('sources/loans.yaml', '  amount: {type: float}', `  amount: {type: float}\n  extra: {type: ${type}}`),
    ...edited('features/applicant.yaml', '  amount:\n', '  amount:\n  extra:\n'),
    [file]: (repository[file] ?? '')
      .replace('applicant:amount]', 'applicant:amount, applicant:extra]')
      .replace('  window: 7d', `  window: 7d\n  drift: ${drift}`),
  };
  const { faults } = await loadDefinitions(treeOf(files));
  return faults;
}

test('columns with methods that they can have, and the answers, are sound', async () => {
  const asked =
    '{columns: {"applicant:extra": {method: psi}, "applicant:age": {method: t_test}, prediction: {method: z}}}';
  expect(await faultsOf(asked)).toEqual([]);
  expect(await faultsOf('{profile: evidently, number: {method: student, threshold: 0.01}, share: 0.3}')).toEqual([]);
});

test.each([
  [
    '{columns: {"applicant:extra": {method: wasserstein}}}',
    'string',
    '"applicant:extra" is text, and wasserstein compares numbers',
  ],
  [
    '{columns: {"applicant:extra": {method: psi, bins: rice}}}',
    'string',
    '"applicant:extra" is text: its levels are its cells',
  ],
  ['{columns: {"applicant:extra": {method: psi}}}', 'date', '"applicant:extra" holds times, which pass'],
  ['{columns: {"aplicant:age": {method: psi}}}', 'string', '"aplicant:age" is no column that this model is watched by'],
  ['{profile: nannyml, category: {method: psi}}', 'string', 'nannyml has no limit for psi'],
  ['{profile: evidently, number: {method: t_test}}', 'string', 'evidently has no limit for t_test'],
  ['{profile: nannyml, usual: windows}', 'string', `"usual" is aval's own rule, and nannyml decides by its own`],
  ['{number: {method: wasserstein, bins: rice}}', 'string', 'bins'],
  ['{number: {method: z}}', 'string', 'z'],
])('%s of a %s is one fault, at its place', async (drift, type, says) => {
  const [fault, ...more] = await faultsOf(drift, type);
  expect(more).toEqual([]);
  expect(fault?.message).toContain(says);
  expect(fault?.location).toMatchObject({ file, excerpt: expect.stringContaining('  drift: {') });
});

test('what Evidently calls t_test is named in the hint, and a near name is offered', async () => {
  const [test] = await faultsOf('{profile: evidently, number: {method: t_test}}');
  expect(test?.hint).toContain('Its t_test is "student" here.');
  const [near] = await faultsOf('{columns: {"aplicant:age": {method: psi}}}');
  expect(near?.hint).toBe('Did you mean "applicant:age"?');
});
