import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { gatesSchema } from '../../src/core/definitions/schema/gates.ts';
import { parts } from '../../src/core/features/frame.ts';
import { assignTiers } from '../../src/core/features/tiers.ts';
import type { ProfiledData } from '../../src/engines/workspace/profile-data.ts';
import type { TemporaryRepository } from '../engines/git/temporary-repository.ts';
import { aval, avalJson, edit, templateRepository } from './aval.ts';

let repository: TemporaryRepository;
beforeAll(async () => {
  repository = await templateRepository();
}, 60_000);

const path = (file: string) => join(repository.root, file);

async function profiles(...names: readonly string[]): Promise<readonly ProfiledData[]> {
  const found = await avalJson(repository.root, 'data', 'profile', ...names);
  expect(found['outcome']).toBe('ok');
  return found['profiles'] as readonly ProfiledData[]; // as the command writes them
}

async function only(name: string): Promise<ProfiledData> {
  const [first, ...others] = await profiles(name);
  if (first === undefined || others.length > 0) throw new Error(`not one profile of ${name}`);
  return first;
}

const columnsOf = ({ profile }: ProfiledData) => new Map(profile.columns.map(({ name, holds }) => [name, holds]));

describe('aval data profile', () => {
  test('of a model is of train and dev rows, and says what moves with the label', async () => {
    const { kind, setAside, profile } = await only('flight-delay');
    expect([kind, profile.rows, setAside, profile.rows + setAside]).toEqual(['model', 74_884, 16_344, 91_228]);
    const traffic = profile.label?.relations?.[0];
    expect(traffic).toMatchObject({
      column: 'origin_traffic:mean_delay_3h',
      measure: 'roc_auc',
      class: 'above 15',
      nearlyTheLabel: false,
    });
    expect(profile.pairs.leftOut).toEqual([{ column: 'flight:scheduled_at', because: 'a time' }]);
    const destination = profile.columns.find(({ name }) => name === 'flight:destination');
    expect(destination?.unseen).toMatchObject({ rows: 12, levels: ['SIT'] });
  }, 60_000);

  test('of a source keeps to the rows that no model sets aside, whatever the others hold', async () => {
    const file = path('data/german_credit.csv');
    const [before, own] = [readFileSync(file, 'utf8'), await only('applications')];
    const [head = '', ...lines] = before.trimEnd().split('\n');
    const keys = lines.map((line) => line.split(',')[0]?.replaceAll('"', '') ?? '');
    const { data } = gatesSchema.parse(parse(readFileSync(path('models/credit-risk/gates.yaml'), 'utf8')));
    const part = assignTiers({ keys, time: new Float64Array(keys.length), group: () => [] }, data);
    const amount = head.split(',').findIndex((name) => name.replaceAll('"', '') === 'amount');
    const isHeldOut = (row: number) => parts[part[row] ?? -1] === 'holdout';
    const spoilt = lines.map((line, row) => (isHeldOut(row) ? line.split(',').with(amount, '999999').join(',') : line));
    writeFileSync(file, `${[head, ...spoilt].join('\n')}\n`);
    const after = await only('applications');
    writeFileSync(file, before);
    expect(own.setAside).toBe(lines.filter((_, row) => isHeldOut(row)).length);
    expect(own.profile.rows + own.setAside).toBe(1000);
    expect(after).toEqual(own);
    const again = lines.map((line, row) => (isHeldOut(row) ? line : line.split(',').with(amount, '999999').join(',')));
    writeFileSync(file, `${[head, ...again].join('\n')}\n`);
    const moved = await only('applications');
    writeFileSync(file, before);
    expect(columnsOf(moved).get('amount')).not.toEqual(columnsOf(own).get('amount'));
  }, 60_000);

  test('of personal columns and keys has counts and no value', async () => {
    const own = await only('applications');
    const columns = columnsOf(own);
    expect(columns.get('age')).toEqual({
      type: 'withheld',
      of: 'number',
      because: 'personal',
      rows: own.profile.rows,
      missing: 0,
      distinct: 50,
    });
    expect(columns.get('personal_status_sex')).toMatchObject({ type: 'withheld', distinct: 4 });
    expect(JSON.stringify(own)).not.toMatch(/Male|gc0/);
    const { stdout } = await aval(repository.root, ['data', 'profile', 'applications']);
    expect(stdout).not.toMatch(/Male|gc0/);
    expect(stdout).toMatch(/age +number +0 +50 +personal: counts only\n/);
  }, 60_000);

  test('is for people to read: tables, the strongest first, long ones cut', async () => {
    const { stdout, code } = await aval(repository.root, ['data', 'profile', 'applications']);
    expect(code).toBe(0);
    expect(stdout).toContain('applications  source, 510 rows; 490 rows set aside for judging are not looked at');
    expect(stdout).toMatch(/numbers together\n.*Pearson, 90 %.*\n {2}duration +amount +\+0\.61 \(\+0\.57 … \+0\.66\)/);
    expect(stdout).toContain('11 more, see --json');
    expect(stdout).toMatch(/undefined: at least half of the numbers are equal/);
    expect(stdout).toContain('not compared: id (a key), age (personal)');
  }, 60_000);

  test('without names is of every source', async () => {
    const found = await profiles();
    expect(found.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'source airports',
      'source applications',
      'source departures',
    ]);
  }, 60_000);

  test('a name that is no source or model is refused with a way out', async () => {
    const refused = async (...args: readonly string[]) => {
      const { code, stderr } = await aval(repository.root, ['data', ...args]);
      expect(code).toBe(2);
      return stderr;
    };
    expect(await refused('profile', 'flihgt-delay')).toContain('Did you mean "flight-delay"?');
    expect(await refused('profile', 'origin_traffic')).toContain('aval data profile departures');
    expect(await refused('profil')).toContain('or aval data profile');
  }, 60_000);

  test('a feature that is known only once the label is, is pointed at', async () => {
    const [head = '', ...lines] = readFileSync(path('data/german_credit.csv'), 'utf8').trimEnd().split('\n');
    const place = (name: string) => head.split(',').findIndex((one) => one.replaceAll('"', '') === name);
    const settled = lines.map((line) => {
      const cells = line.split(',');
      return `${cells[place('id')]},${cells[place('class')]?.includes('Bad') ? 'written off' : 'paid'}`;
    });
    repository.write({
      'data/settled.csv': `${['id,state', ...settled].join('\n')}\n`,
      'sources/settled.yaml': `apiVersion: aval/v1
kind: Source
name: settled
uri: data/settled.csv
licence: none
origin: made for this test
columns:
  id: {type: string, unique: true}
  state: {type: string}
`,
      'features/settled.yaml': `apiVersion: aval/v1
kind: FeatureView
name: settled
description: How it ended.
owner: risk-team
entity: applicant
source: settled
features:
  state:
`,
    });
    edit(repository, 'models/credit-risk/model.yaml', 'applicant:housing', 'applicant:housing, settled:state');
    const { profile } = await only('credit-risk');
    expect(profile.label?.relations?.[0]).toMatchObject({ column: 'settled:state', nearlyTheLabel: true });
    const { stdout } = await aval(repository.root, ['data', 'profile', 'credit-risk']);
    expect(stdout).toContain('settled:state all but is the label: is it known when the model is asked?');
  }, 60_000);

  test('of a label that is personal nothing is said but counts', async () => {
    edit(repository, 'sources/applications.yaml', 'class: {type: string', 'class: {type: string, personal: true');
    const { profile } = await only('credit-risk');
    expect(profile.label).toMatchObject({ name: 'applications:class', holds: { type: 'withheld', distinct: 2 } });
    expect(profile.label).not.toHaveProperty('relations');
    const { stdout } = await aval(repository.root, ['data', 'profile', 'credit-risk']);
    expect(stdout).toContain('The label is personal: what moves with it is not said.');
    expect(stdout).not.toMatch(/Good|Bad/);
  }, 60_000);
});

test('mostly: aval data check says how many of how many, and the least share asked', async () => {
  const column = 'delay_min: {type: int';
  edit(repository, 'sources/departures.yaml', column, `${column}, maximum: 60, mostly: 0.99`);
  const { code, stdout } = await aval(repository.root, ['data', 'check', 'departures']);
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /delay_min: maximum {2}[\d,]+ of the 91,228 values that are there don't meet it, at least 99 %/,
  );
  expect(stdout).toMatch(/\(row \d+: "\d+", row/);
  edit(repository, 'sources/departures.yaml', 'mostly: 0.99', 'mostly: 0.9');
  expect((await aval(repository.root, ['data', 'check', 'departures'])).code).toBe(0);
}, 60_000);
