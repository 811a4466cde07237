import { expect, test } from 'vitest';
import type { Command } from '../../../app/pull/commands.ts';
import type { Authorised, Standing } from '../../../app/pull/observe.ts';
import { planPull } from '../../../app/pull/plan.ts';
import { GrowingLedger } from '../../core/ledger/sample-ledger.ts';
import { answered, facts, head, observed, ownRun, pull, standing, trained } from './sample-observed.ts';

const said = (command: Command, allowed = true, by = 'rita'): Authorised => ({
  comment: { id: 5, body: '', author: { id: 3, login: by, bot: false }, edited: false, reactions: {} },
  by,
  command,
  allowed,
});
const evaluate = { kind: 'evaluate', sha: head.slice(0, 12) } as const;
const plan = (command: Authorised, state: Standing = standing.never, other = {}, room = 8) =>
  planPull(observed([trained()], { 'credit-risk': state }, { commands: [command], ...other }), { ...facts, room });

test.each([
  ['a draft', { pull: { ...pull, draft: true } }],
  ['a fork', { pull: { ...pull, fork: true } }],
  ['a red run', { checks: [ownRun('completed', 'failure')] }],
])('who may write starts the evaluation of %s by naming its head', (_, other) => {
  expect(plan(said(evaluate), standing.never, other)).toMatchObject({ reserve: [{}], answers: [{ accepted: true }] });
  expect(plan(said({ kind: 'evaluate', sha: head.slice(0, 7) }), standing.never, other).reserve).toHaveLength(1);
});

test.each<[string, Authorised, RegExp]>([
  ['who may not write', said(evaluate, false), /^rita may not write/],
  [
    'who looked at another head',
    said({ kind: 'evaluate', sha: 'abcdef123456' }),
    /^The head moved on to `cccccccccccc`/,
  ],
  [
    'who promotes what is not merged',
    said({ kind: 'promote', environment: 'production', sha: 'ccccccc' }),
    /^Merge first/,
  ],
  ['who says what we do not know', said({ kind: 'unknown', text: '/aval deploy' }), /^Commands: `\/aval evaluate SHA`/],
])('%s is told so, and nothing is spent for it', (_, command, reply) => {
  const { reserve, answers } = plan(command, standing.never, { pull: { ...pull, fork: true } });
  expect(reserve).toEqual([]);
  expect(answers).toMatchObject([{ accepted: false, reply: expect.stringMatching(reply) }]);
});

test("a stranger's name is no markup in the answer", () => {
  const [answer] = plan(said(evaluate, false, '@admin_x')).answers;
  expect(answer?.reply).not.toMatch(/@admin/);
});

test.each(['failed', 'refused'] as const)('what %s is asked again by a command, and by nothing else', (kind) => {
  expect(plan(said(evaluate), standing[kind]).reserve).toHaveLength(1);
  const quiet = planPull(observed([trained()], { 'credit-risk': standing[kind] }), facts);
  expect(quiet.reserve).toEqual([]);
});

test('what is answered or under way is not asked again', () => {
  for (const state of [standing.open, answered()]) {
    expect(plan(said(evaluate), state)).toMatchObject({ reserve: [], answers: [{ accepted: true }] });
  }
});

test('where there is no room yet the command stays unanswered, so that it is read again', () => {
  const crowded = plan(said(evaluate), standing.never, { pull: { ...pull, draft: true } }, 0);
  expect(crowded).toMatchObject({ reserve: [], answers: [], crowded: true });
  expect(crowded.checks[0]?.conclusion).toBe('waiting');
  const refused = plan(said({ kind: 'unknown', text: '/aval x' }), standing.never, {}, 0);
  expect(refused.answers).toHaveLength(1);
});

test('a command that stays unanswered, because another model waits, spends once: what failed since is not asked again by it', () => {
  const command = said(evaluate);
  const waiting = { kind: 'missing', run: 'running', reason: 'the package that its own run makes' } as const;
  const look = (failed: Standing) =>
    planPull(
      observed(
        [trained('a'), trained('b')],
        { a: failed, b: standing.never },
        { commands: [command], given: new Map([['b', waiting]]) },
      ),
      facts,
    );
  const before = look(standing.failed);
  expect(before).toMatchObject({ reserve: [{}], asking: command.comment.id, answers: [], crowded: true });
  const grown = new GrowingLedger();
  grown.reserve({ comment: command.comment.id });
  const [use] = grown.ledger.uses;
  if (use === undefined) throw new RangeError('one use');
  const after = look({ kind: 'failed', use, reason: 'run 8 ended with failure.' });
  expect(after).toMatchObject({ reserve: [], answers: [], crowded: true });
  expect(after.comment).toContain('To spend another use');
});

test('a command on a conflict waits until it is resolved', () => {
  const change = { kind: 'conflict' } as const;
  expect(plan(said(evaluate), standing.never, { change }).answers).toEqual([]);
});
