import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isDefinitionPath } from '../../../src/core/definitions/place.ts';
import type { Fault } from '../../../src/core/errors.ts';
import { faultsOf } from './bad/bad-case.ts';
import { fileCases } from './bad/file-cases.ts';
import { type KeyCase, keyCases } from './bad/key-cases.ts';
import { referenceCases } from './bad/reference-cases.ts';
import { schemaCases } from './bad/schema-cases.ts';
import { soundTasks, taskCases } from './bad/task-cases.ts';

const gates = 'models/credit/gates.yaml';
const cases = [...fileCases, ...schemaCases, ...referenceCases, ...taskCases];

describe('a repository with one bad place', () => {
  test.each(cases)('$rule in $file: one fault, of that rule, in that file or the one it breaks', async (bad) => {
    const faults = await faultsOf(bad);
    expect(faults.map(({ rule }) => rule)).toEqual([bad.rule]);
    expectPlace(faults[0]);
  });

  test.each(soundTasks)('$file of another task is sound', async (sound) => {
    expect(await faultsOf(sound)).toEqual([]);
  });

  test('there is a bad case for every rule that the loader knows', () => {
    const folder = join(import.meta.dirname, '../../../src/core/definitions');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    const source = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
    const named = [
      ...source.matchAll(
        /'((?:file|yaml|schema|place|reference|entity|project|source|lock|view|model|gates|column)\.[a-zA-Z]+)'/g,
      ),
    ];
    const nouns = [...source.matchAll(/unknownName\([^']*?\[[^\]]*\], '([a-z]+)'/g)].map(
      ([, noun]) => `reference.${noun}`,
    );
    const rules = new Set([...named.map(([, rule]) => rule), ...nouns]);
    rules.delete('yaml.again'); // an invariant of ours, which no file can break
    expect([...rules].filter((rule) => !cases.some((bad) => bad.rule === rule))).toEqual([]);
    expect(rules.size).toBeGreaterThan(60);
  });
});

test('more windows of fewer can never drift: the fault is at the rule, and says what to write', async () => {
  const file = 'models/credit/model.yaml';
  const [fault] = await faultsOf({ rule: 'model.retrain', file, replace: '2 of 3', becomes: '3 of 2' });
  expect(fault).toMatchObject({
    message: '3 of the newest 2 windows can never drift',
    hint: 'Write "2 of 3": 2 drifted windows among the newest 3.',
    location: { file, excerpt: '  retrain: {after: 3 of 2}', column: 20 },
  });
});

describe('rules that look like a fault and are none', () => {
  const first = '{metric: roc_auc, rule: notWorse, margin: 0.03, why: The ranking is read.}';
  const least = '{metric: recall, rule: atLeast, threshold: 0.9, why: a}';
  const most = 'metric: recall, rule: atMost, threshold: 0.8, why: b';

  test.each([
    [
      'a metric of positive rows, among them',
      '{metric: recall, among: {label: Bad}, rule: atLeast, threshold: 0.5, why: a}',
    ],
    [
      'one of decisions, among rows of one class',
      '{metric: accuracy, among: {label: Good}, rule: atLeast, threshold: 0.5, why: a}',
    ],
    ['two limits of which one is enough', `{any: [${least}, {${most}}], why: c}`],
    ['two limits that must not hold', `{none: [${least}, {${most}}], why: c}`],
    ['two limits of which one warns', `${least}\n  - {${most}, severity: warn}`],
    ['two limits on different rows', `${least}\n  - {${most}, slice: {group: age}}`],
    ['two limits with room between them', `${least}\n  - {${most.replace('0.8', '0.95')}}`],
  ])('%s', async (_, becomes) => {
    expect(await faultsOf({ rule: '', file: gates, replace: first, becomes })).toEqual([]);
  });
});

describe('a number that is none', () => {
  const margin = 'margin: 0.03';
  const rule = 'schema.type';

  test.each([
    [gates, margin, 'margin: .nan', 'gates[0].margin: expected a finite number or a share like "2%", found .nan'],
    [gates, margin, 'margin: true', 'gates[0].margin: expected a number or a share like "2%", found true'],
    [
      gates,
      'rule: notWorse, margin: 0.03',
      'rule: atLeast, threshold: -.inf',
      'gates[0].threshold: expected a finite number, found -.inf',
    ],
    [
      'aval.yaml',
      'environments:\n',
      'statistics: {holdoutBudget: .inf}\nenvironments:\n',
      'statistics.holdoutBudget: expected a finite number, found .inf',
    ],
  ])('%s: %s as %j', async (file, replace, becomes, message) => {
    expect(await faultsOf({ rule, file, replace, becomes })).toMatchObject([{ rule, message }]);
  });
});

describe('a document with one bad value', () => {
  const all = keyCases();

  test('yields one fault for each rule of each key, at that value', () => {
    expect(all.length).toBeGreaterThan(700);
    // An empty map lacks as many keys as it needs.
    const lacking = ({ written, faults }: KeyCase) =>
      written === '{}' && faults.length > 0 && faults.every(({ rule }) => rule === 'schema.missingKey');
    expect(all.filter((one) => one.faults.length !== 1 && !lacking(one))).toEqual([]);
    for (const { fault } of all) expectPlace(fault);
  });

  test('names the key in the message', () => {
    const silent = all.filter(({ key, fault }) => !fault?.message.includes(key.replaceAll('[]', '[0]')));
    // An unknown word for a whole map says what the map's keys are instead.
    expect(silent.filter(({ fault }) => fault?.rule !== 'schema.unknownKey')).toEqual([]);
  });
});

/** Every fault has a place inside its file, with the text that it speaks of. */
function expectPlace(fault: Fault | undefined): void {
  expect(fault?.location).toBeDefined();
  const { file, line, column, excerpt } = fault?.location ?? { file: '', line: 0, column: 0, excerpt: '' };
  expect(isDefinitionPath(file) || fault?.rule === 'place.path').toBe(true);
  expect(line).toBeGreaterThanOrEqual(1);
  expect(column).toBeGreaterThanOrEqual(1);
  expect(column).toBeLessThanOrEqual(excerpt.length + 1);
}
