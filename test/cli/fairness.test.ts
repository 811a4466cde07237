import { beforeAll, expect, test } from 'vitest';
import type { TemporaryRepository } from '../engines/git/temporary-repository.ts';
import { aval, avalJson, edit, templateRepository } from './aval.ts';

let repository: TemporaryRepository;

beforeAll(async () => {
  repository = await templateRepository();
  edit(
    repository,
    'models/credit-risk/gates.yaml',
    '    - {name: age, by: applications:age, bins: [25], reference: over 25}\n',
    `    - {name: age, by: applications:age, bins: [25], reference: over 25}
    - {name: housing, by: applications:housing}
    - {name: age-and-housing, crossing: [age, housing], reference: [over 25, Own]}
`,
  );
  repository.commit('Cross age with housing');
}, 120_000);

interface Found {
  readonly group: string;
  readonly reference: string;
  readonly sizes: readonly { value: string; n: number; pooled?: readonly string[] }[];
  readonly numbers: Readonly<Record<string, unknown>>;
}

async function groupsOf(...options: readonly string[]): Promise<readonly Found[]> {
  const { models } = (await avalJson(repository.root, 'fairness', 'credit-risk', ...options)) as {
    models: readonly { groups: readonly Found[] }[];
  };
  return models[0]?.groups ?? [];
}

test('shows each group by our numbers, with rare combinations pooled and named', { timeout: 120_000 }, async () => {
  const { stdout, code } = await aval(repository.root, ['fairness', 'credit-risk']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/selection rate +25 or under +\d+ +0\.\d+ \(0\.\d+ … [01]\.\d+\)/);
  expect(stdout).toContain('all other combinations: 25 or under × ForFree');
  const groups = await groupsOf();
  expect(groups.map(({ group, reference }) => [group, reference])).toEqual([
    ['age', 'over 25'],
    ['housing', 'Own'],
    ['age-and-housing', 'over 25 × Own'],
  ]);
  const crossed = groups[2]?.sizes ?? [];
  expect(crossed.every(({ n }) => n >= 30)).toBe(true);
  expect(crossed.find(({ pooled }) => pooled !== undefined)?.pooled).toContain('25 or under × Rent');
});

test('by another tool, groups are as small as they are', { timeout: 120_000 }, async () => {
  const ofTool = async (profile: string) => (await groupsOf('--profile', profile))[2];
  const fairlearn = await ofTool('fairlearn');
  const byGroup = Object.keys(fairlearn?.numbers['by_group'] as object);
  expect(byGroup).toContain('25 or under × Rent');
  const parity = fairlearn?.numbers['headline'] as Record<string, number> | undefined;
  expect(parity?.['demographic_parity_difference']).toBeGreaterThan(0);
  const aequitas = await ofTool('aequitas');
  expect(Object.keys(aequitas?.numbers['group_size'] as object)).toEqual(byGroup);
  expect(Object.keys((await ofTool('aif360'))?.numbers ?? {})).toEqual(['group', 'individual', 'intersectional']);
});

test('fairlearn takes a declared group as control feature; others have none', { timeout: 120_000 }, async () => {
  const [age] = await groupsOf('--profile', 'fairlearn', '--within', 'housing');
  expect(age?.group).toBe('age');
  expect(Object.keys(age?.numbers ?? {})).toContain('Own');
  expect(Object.keys(age?.numbers['Own'] as object)).toEqual(['overall', 'by_group', 'aggregates', 'headline']);
  const refused = await aval(repository.root, [
    'fairness',
    'credit-risk',
    '--profile',
    'aif360',
    '--within',
    'housing',
  ]);
  expect(refused.stderr).toContain('aif360 has no control features');
  const unknown = await aval(repository.root, ['fairness', '--profile', 'fairlearn', '--within', 'hosing']);
  expect(unknown.stderr).toContain('no group "hosing" is declared');
});

test('an unknown tool is a usage error, and so is a crossing of what is not declared', {
  timeout: 120_000,
}, async () => {
  const { code, stderr } = await aval(repository.root, ['fairness', 'credit-risk', '--profile', 'fairness360']);
  expect(code).not.toBe(0);
  expect(stderr).toContain('Expected aval, fairlearn, aequitas, aif360.');
  edit(repository, 'models/credit-risk/gates.yaml', 'crossing: [age, housing]', 'crossing: [age, hosing]');
  const faulty = await aval(repository.root, ['validate']);
  expect(faulty.stderr).toContain('unknown group "hosing"');
  expect(faulty.stderr).toContain('housing');
});

test('the comment has no count of a small part', { timeout: 120_000 }, async () => {
  edit(repository, 'models/credit-risk/gates.yaml', 'crossing: [age, hosing]', 'crossing: [age, housing]');
  const { markdown } = (await avalJson(repository.root, 'compare', 'credit-risk')) as { markdown: string };
  expect(markdown).toContain('fewer than 30');
  for (const row of markdown.split('\n').filter((line) => line.startsWith('| ') && line.includes('housing')))
    expect(row.split('|')[3]?.trim()).toMatch(/^(fewer than \d+|([3-9]\d|\d{3})( or more)?)$/);
});
