import { type PutQuestion, useOf } from '../../src/core/ledger/ask.ts';
import { entryDigest, tierOf } from '../../src/core/ledger/entry.ts';
import { type Ledger, reserveUse, type Use } from '../../src/core/ledger/ledger.ts';
import { gateCheck } from '../../src/core/onboarding/rulesets.ts';
import { commentMarker, renderComment } from '../../src/core/report/comment.ts';
import { type Check, writeCheck } from '../../src/github/check-runs.ts';
import { writeSticky } from '../../src/github/issue-comments.ts';
import { ledgerRefs, openLedger } from '../holdout/ledger-branch.ts';
import { dispatch, settle } from '../holdout/settle.ts';
import { closedCommands } from '../landed/closed-commands.ts';
import type { Reconciled } from '../reconcile.ts';
import { type AppRepository, authorOf } from '../repository.ts';
import { answerCommand } from './answer-command.ts';
import { withdrawnChecks } from './checks.ts';
import { type Observed, observePull, type Standing, standingsOf } from './observe.ts';
import { type PullPlan, planPull } from './plan.ts';
import { releaseEvidence } from './release-evidence.ts';

/** Evaluations that may be under way in one repository at a time. */
const mostOpen = 8;
/** How long to wait for a run, where no delivery tells of its end. */
const pollMs = 30_000;
const soon = 3000;

/** Brings one pull request in line: its holdout evaluations, its checks, its comment, its commands. */
export async function reconcilePull(repository: AppRepository, number: number, now: () => number): Promise<Reconciled> {
  const found = await observePull(repository, number);
  if (found.kind === 'observed') return bringInLine(repository, found.observed, now);
  if (found.kind === 'later') return { again: soon };
  if (found.kind === 'closed' && found.merged) await closedCommands(repository, number);
  return finishUses(repository, number, found.defaultBranch);
}

/** A pull request that is not judged any more may have left uses open: they are spent, and what was asked may have landed. */
async function finishUses(repository: AppRepository, number: number, defaultBranch: string): Promise<Reconciled> {
  const { mirror, identity, key, context } = repository;
  await mirror.fetch([`refs/heads/${defaultBranch}`, ledgerRefs]);
  const ledger = await openLedger(mirror, authorOf(identity));
  const open = openUses(ledger.ledger).filter(({ reserved }) => reserved.pull === number);
  if (open.length === 0) return {};
  const settled = await settle(repository, ledger, open, defaultBranch);
  if (settled === 'closed') context.enqueue({ ...key, subject: { kind: 'landed' } });
  return { again: settled === 'running' ? pollMs : 0 };
}

async function bringInLine(repository: AppRepository, first: Observed, now: () => number): Promise<Reconciled> {
  const settled = await settleAll(repository, first);
  if (settled === 'moved') return { again: 0 };
  const { observed, open } = settled;
  const plan = planPull(observed, {
    appId: repository.identity.appId,
    page: `${repository.server}/${repository.where.owner}/${repository.where.repo}`,
    evidence: await releaseEvidence(observed),
    now: now(),
    room: mostOpen - openUses(observed.ledger.ledger).length,
  });
  const reserved = await reserveAll(repository, observed, plan);
  // Lost a race for the ledger: what the plan says is not so. Look again before anything is said.
  if (reserved < plan.reserve.length) return { again: 0 };
  await applyPlan(repository, observed, plan);
  return open + reserved > 0 || plan.crowded ? { again: pollMs } : {};
}

/** Brings every use that is waited for forward. What GitHub said stands; only the ledger is read again, by git. */
async function settleAll(
  repository: AppRepository,
  first: Observed,
): Promise<'moved' | { readonly observed: Observed; readonly open: number }> {
  let observed = first;
  for (;;) {
    const open = awaited(observed);
    const settled = await settle(repository, observed.ledger, open, observed.pull.defaultBranch);
    if (settled === 'moved') return 'moved';
    if (settled === 'running') return { observed: withUnbegun(repository, observed), open: open.length };
    await repository.mirror.fetch([ledgerRefs]);
    const ledger = await openLedger(repository.mirror, authorOf(repository.identity));
    observed = { ...observed, ledger, ...(await standingsOf(observed.change, ledger, observed.given)) };
  }
}

/** Says of each open use why nothing answers it: known once it was asked for. */
function withUnbegun({ context }: AppRepository, observed: Observed): Observed {
  const told = ([model, standing]: readonly [string, Standing]): [string, Standing] => {
    const unbegun = standing.kind === 'open' ? context.asked.unbegun(standing.use.digest) : undefined;
    return [model, standing.kind === 'open' && unbegun !== undefined ? { ...standing, unbegun } : standing];
  };
  const { standings, vaults } = observed;
  return { ...observed, standings: new Map([...standings].map(told)), vaults: new Map([...vaults].map(told)) };
}

/** Open uses that this pull request reserved, for an older head too, and those of others that ask what it asks. */
function awaited({ pull, standings, vaults, ledger }: Observed): readonly Use[] {
  const own = openUses(ledger.ledger).filter(({ reserved }) => reserved.pull === pull.number);
  const same = [...standings.values(), ...vaults.values()].flatMap((standing) =>
    standing.kind === 'open' ? [standing.use] : [],
  );
  return [...new Map([...own, ...same].map((use) => [use.digest, use])).values()];
}

/** Writes the entries one by one, each behind what others wrote meanwhile, and asks for each. Returns how many. */
async function reserveAll(
  repository: AppRepository,
  observed: Observed,
  { reserve, asking }: PullPlan,
): Promise<number> {
  let done = 0;
  for (const question of reserve) {
    const use = await reserveOne(repository, question, observed, asking);
    if (use === undefined) return done;
    await dispatch(repository, use);
    done += 1;
  }
  return done;
}

/** Spending can't be undone: what was decided on is looked at once more. Undefined when anything moved, or the race for the ledger is lost. */
async function reserveOne(
  repository: AppRepository,
  question: PutQuestion,
  { pull, ledger }: Observed,
  comment: number | undefined,
) {
  const { mirror, identity, context } = repository;
  const [base, head] = [`refs/heads/${pull.defaultBranch}`, `refs/pull/${pull.number}/head`];
  await mirror.fetch([base, head, ledgerRefs]);
  if ((await mirror.commitOf(base)) !== pull.base || (await mirror.commitOf(head)) !== pull.head) return undefined;
  const branch = await openLedger(mirror, authorOf(identity));
  if (openUses(branch.ledger).length >= mostOpen) return undefined;
  if (useOf(branch.ledger, question)?.digest !== useOf(ledger.ledger, question)?.digest) return undefined;
  const by = comment === undefined ? {} : { comment };
  const asked = { ...question, commit: pull.head, base: pull.base, pull: pull.number, ...by };
  const entry = reserveUse(branch.ledger, asked);
  const written = await branch.append(entry, `${question.model}: reserve ${useText(question)} for #${pull.number}`);
  if (written === 'moved') return undefined;
  context.log('holdout.reserved', { model: question.model, tier: tierOf(entry), index: entry.index });
  return { digest: entryDigest(entry), reserved: entry };
}

function useText({ vault }: PutQuestion): string {
  return vault === undefined ? 'a use' : `the vault, about ${vault.version},`;
}

async function applyPlan(repository: AppRepository, observed: Observed, plan: PullPlan): Promise<void> {
  const { pull, checks, comments } = observed;
  const { appId, bot } = repository.identity;
  const told = comments.some(({ author, body }) => author?.id === bot.id && body.startsWith(commentMarker));
  // Merged while it was looked at, it changes nothing any more: what was said of it stands.
  if (told && plan.comment === undefined && !(await isOpen(repository, pull.number))) return;
  for (const check of [...plan.checks, ...withdrawnChecks(checks, plan.checks, appId)]) {
    const found = checks.find(({ name, app }) => name === check.name && app === appId);
    if (found !== undefined || isNews(check)) await writeCheck(repository, pull.head, check, found);
  }
  // Where a verdict was shown, it must not outlive the change that it was about.
  const body = plan.comment ?? (told ? renderComment({ models: [] }) : undefined);
  if (body !== undefined && (told || plan.checks.some(isVerdict))) {
    await writeSticky(repository, pull.number, { marker: commentMarker, body }, comments, bot.id);
  }
  for (const answer of plan.answers) await answerCommand(repository, pull.number, answer);
}

async function isOpen({ client, where }: AppRepository, pull_number: number): Promise<boolean> {
  return (await client.rest.pulls.get({ ...where, pull_number })).data.state === 'open';
}

/** Something for a person: what is only under way is said by the required check, and by it alone. */
const isVerdict = ({ conclusion }: Check): boolean => conclusion !== 'waiting';
const isNews = (check: Check): boolean => check.name === gateCheck || isVerdict(check);

function openUses({ uses }: Ledger): readonly Use[] {
  return uses.filter(({ closed }) => closed === undefined);
}
