import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Change, ModelChange } from '../../../app/pull/change.ts';
import type { EnvironmentChange } from '../../../app/pull/environment-changes.ts';
import type { Observed, Standing } from '../../../app/pull/observe.ts';
import { planPull } from '../../../app/pull/plan.ts';
import { commentLimit } from '../../../src/core/report/comment.ts';
import { estimate, evidence, lending, passing, unfair } from '../../core/gate/sample-evidence.ts';
import { sampleContents } from '../../core/registry/sample-package.ts';
import { answered, facts, observed, ownRun, promoted, pull, released, standing, trained } from './sample-observed.ts';

const { resolved } = sampleContents();
const undecided = passing.map((one) => (one.widening ? { ...one, widening: estimate(0.01, -0.05, 0.07, 33) } : one));
const standings: Record<string, Standing> = {
  ...standing,
  passed: answered(),
  failedRule: answered(unfair),
  undecided: answered(undecided),
  unmeasured: answered([]),
};
const green = new Set(['passed', 'removed', 'released', 'same', 'rolled back', 'promoted']);
const faults = [{ rule: 'x', message: 'no such feature' }];
const plans: Record<string, (model: string) => ModelChange['plan']> = {
  removed: (model) => ({ action: 'remove', model }),
  invalid: (model) => ({ action: 'invalid', model, faults }),
  same: (model) => ({ action: 'keep', model, because: 'sameDefinition', resolved }),
  released: (model) => ({ action: 'keep', model, because: 'released', resolved, version: '1.0.0', reasons: [] }),
};
const environments: Record<string, (model: string) => EnvironmentChange> = {
  promoted: (model) => promoted({ model }),
  'rolled back': (model) => promoted({ model, ranBefore: true }),
  'nowhere declared': (model) => promoted({ model, environment: 'elsewhere' }),
  'never released': (model) => {
    const { release: _, ...rest } = promoted({ model });
    return rest;
  },
  'another package': (model) => promoted({ model, release: released('1.5.0') }),
};
const state = fc.constantFrom(...Object.keys(standings), ...Object.keys(plans), ...Object.keys(environments));
const world = fc.record({
  states: fc.array(state, { maxLength: 6 }),
  draft: fc.boolean(),
  fork: fc.boolean(),
  run: fc.constantFrom(undefined, ownRun(), ownRun('queued'), ownRun('completed', 'failure')),
  hasWorkflow: fc.boolean(),
  approved: fc.boolean(),
  room: fc.integer({ min: -2, max: 3 }),
  level: fc.constantFrom('scored', 'reproduced', 'claimed', undefined),
});

function observedOf({
  states,
  draft,
  fork,
  run,
  hasWorkflow,
  approved,
}: Parameters<Parameters<typeof world.map>[0]>[0]): Observed {
  const models = states.flatMap((name, i): ModelChange[] => {
    const plan = plans[name]?.(`m${i}`);
    return plan ? [{ plan }] : name in standings ? [trained(`m${i}`)] : [];
  });
  const named = states.flatMap((name, i) => (standings[name] ? [[`m${i}`, standings[name]] as const] : []));
  const changes = states.flatMap((name, i) => environments[name]?.(`m${i}`) ?? []);
  const change: Change = {
    kind: 'planned',
    standing: [],
    policy: { files: [], faults: [] },
    project: lending(),
    models,
    environments: changes,
  };
  const checks = run === undefined ? [] : [run];
  return observed([], Object.fromEntries(named), {
    change,
    checks,
    hasWorkflow,
    approvals: approved ? [{ login: 'rita' }] : [],
    pull: { ...pull, draft, fork },
  });
}

test('undecided is never green: the gate succeeds only where everything in it passes', () => {
  fc.assert(
    fc.property(world, (given) => {
      const made = given.level && evidence(passing, { level: given.level });
      const known = new Map(made ? [[released('1.4.0').record.evidence as string, made]] : []);
      const plan = planPull(observedOf(given), { ...facts, room: given.room, evidence: known });
      const met = given.level === 'scored' || given.level === 'reproduced';
      const expected = given.states.every(
        (name) => green.has(name) && (name !== 'promoted' || met) && (name !== 'rolled back' || given.approved),
      );
      expect(plan.checks[0]).toMatchObject({ name: 'aval / gate' });
      expect(plan.checks[0]?.conclusion === 'success').toBe(expected);
      expect(plan.reserve.length).toBeLessThanOrEqual(Math.max(0, given.room));
      const names = plan.checks.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
    }),
    { numRuns: 1000 },
  );
});

test('the same observation is the same plan', () => {
  fc.assert(
    fc.property(world, (given) => {
      const once = planPull(observedOf(given), { ...facts, room: given.room });
      expect(planPull(observedOf(given), { ...facts, room: given.room })).toEqual(once);
    }),
    { numRuns: 200 },
  );
});

test.each(['never', 'passed', 'failedRule', 'failed'])('500 models that are %s fit a comment', (name) => {
  const models = Array.from({ length: 500 }, (_, i) => trained(`model-${i}`));
  const all = Object.fromEntries(models.map(({ plan }) => [plan.model, standings[name] ?? standing.never]));
  const { comment, checks } = planPull(observed(models, all), facts);
  expect(Buffer.byteLength(comment ?? '')).toBeLessThanOrEqual(commentLimit);
  for (const { summary } of checks) expect(summary.length).toBeLessThanOrEqual(65_535);
});

const evil =
  '<img src=x> @admin #1 [x](http://e.vil) ![y](http://e.vil/z.png) `a` | b <!-- aval:comment v1 -->\r\n# h \u202E';
const markup = /<img|(?<![\\\u200b])@admin|(?<!\\)\]\(http:|javascript:|\u202E/;

test('any number of faults of any length fits a comment, and says how many are left', () => {
  const many = Array.from({ length: 5000 }, (_, i) => ({ rule: 'x', message: `${i} ${evil.repeat(20)}` }));
  const { comment, checks } = planPull(observed([], {}, { change: { kind: 'unreadable', faults: many } }), facts);
  expect(Buffer.byteLength(comment ?? '')).toBeLessThanOrEqual(commentLimit);
  expect(comment).toMatch(/- And \d+ more\.$/m);
  expect(checks[0]?.summary).not.toMatch(markup);
});

test('hostile names, reasons and check names are text, in comment, summaries and titles', () => {
  const invalid: ModelChange = { plan: { action: 'invalid', model: evil, faults: [{ rule: 'x', message: evil }] } };
  const asked: Standing = { ...standing.failed, reason: evil };
  const environment = promoted({ model: evil, environment: evil });
  const change: Change = {
    kind: 'planned',
    standing: [],
    policy: { files: [], faults: [] },
    project: lending(),
    models: [invalid, trained('m'), trained('n')],
    environments: [environment],
  };
  const checks = [ownRun('completed', 'failure', evil)];
  const plan = planPull(observed([], { m: asked, n: standing.never }, { change, checks }), facts);
  const texts = [plan.comment ?? '', ...plan.checks.map(({ summary }) => summary)];
  for (const text of texts) expect(text).not.toMatch(markup);
  expect(plan.comment?.split('<!--')).toHaveLength(2);
  for (const { name, title } of plan.checks) {
    expect(`${name}${title}`).not.toMatch(/[\p{Cc}\u202E\u200b]/u);
    expect(title.length).toBeLessThanOrEqual(255);
  }
});
