import type { Question } from '../../src/core/ledger/ask.ts';
import { entryDigest } from '../../src/core/ledger/entry.ts';
import { type Ledger, reserveUse } from '../../src/core/ledger/ledger.ts';
import { commentMarker } from '../../src/core/report/comment.ts';
import { writeCheck } from '../../src/github/check-runs.ts';
import { writeSticky } from '../../src/github/issue-comments.ts';
import { ledgerRefs, openLedger } from '../holdout/ledger-branch.ts';
import { dispatch, settle } from '../holdout/settle.ts';
import { closedCommands } from '../landed/closed-commands.ts';
import type { Reconciled } from '../reconcile.ts';
import { type AppRepository, authorOf } from '../repository.ts';
import { answerCommand } from './answer-command.ts';
import { levelsOf } from './levels.ts';
import { type Observed, observePull } from './observe.ts';
import { type PullPlan, planPull } from './plan.ts';

/** Evaluations that may be under way in one repository at a time. */
const mostOpen = 8;
/** How long to wait for a run, where no delivery tells of its end. */
const pollMs = 30_000;
const soon = 3000;

/** Brings one pull request in line: its holdout evaluations, its checks, its comment, its commands. */
export async function reconcilePull(repository: AppRepository, number: number, now: () => number): Promise<Reconciled> {
  const found = await observePull(repository, number);
  if (found.kind === 'observed') return bringInLine(repository, found.observed, now);
  if (found.kind === 'closed' && found.merged) await closedCommands(repository, number);
  return found.kind === 'later' ? { again: soon } : {};
}

async function bringInLine(repository: AppRepository, observed: Observed, now: () => number): Promise<Reconciled> {
  const open = [...observed.standings.values()].flatMap((standing) => (standing.kind === 'open' ? [standing.use] : []));
  const settled = await settle(repository, observed.ledger, open, observed.pull.defaultBranch);
  if (open.length > 0 && settled !== 'running') return { again: 0 };
  const plan = planPull(observed, {
    appId: repository.identity.appId,
    levels: await levelsOf(observed),
    now: now(),
    room: mostOpen - openUses(observed.ledger.ledger),
  });
  const reserved = await reserveAll(repository, observed, plan.reserve);
  // Lost a race for the ledger: what the plan says is not so. Look again before anything is said.
  if (reserved < plan.reserve.length) return { again: 0 };
  await applyPlan(repository, observed, plan);
  return open.length + reserved > 0 ? { again: pollMs } : {};
}

/** Writes the entries one by one, each behind what others wrote meanwhile, and asks for each. Returns how many. */
async function reserveAll(
  repository: AppRepository,
  { pull }: Observed,
  questions: readonly Question[],
): Promise<number> {
  let done = 0;
  for (const question of questions) {
    const use = await reserveOne(repository, question, pull);
    if (use === undefined) continue;
    await dispatch(repository, use);
    done += 1;
  }
  return done;
}

async function reserveOne(repository: AppRepository, question: Question, pull: Observed['pull']) {
  const { mirror, identity, context } = repository;
  const branch = await openLedger(mirror, authorOf(identity));
  const asked = { ...question, commit: pull.head, base: pull.base, pull: pull.number };
  const entry = reserveUse(branch.ledger, asked);
  const written = await branch.append(entry, `${question.model}: reserve a use for #${pull.number}`);
  await mirror.fetch([ledgerRefs]);
  // Lost the race: nothing was sent, and the next look decides again by what the ledger says then.
  if (written === 'moved') return undefined;
  context.log('holdout.reserved', { model: question.model, index: entry.index });
  return { digest: entryDigest(entry), reserved: entry };
}

async function applyPlan(repository: AppRepository, observed: Observed, plan: PullPlan): Promise<void> {
  const { pull, checks, comments } = observed;
  const { appId, bot } = repository.identity;
  for (const check of plan.checks) {
    const found = checks.find(({ name, app }) => name === check.name && app === appId);
    await writeCheck(repository, pull.head, check, found);
  }
  if (plan.comment !== undefined) {
    await writeSticky(repository, pull.number, { marker: commentMarker, body: plan.comment }, comments, bot.id);
  }
  for (const answer of plan.answers) await answerCommand(repository, pull.number, answer);
}

function openUses({ uses }: Ledger): number {
  return uses.filter(({ closed }) => closed === undefined).length;
}
