import type { Approval } from '../../src/core/gate/approvals.ts';
import type { Evidence } from '../../src/core/gate/evidence.ts';
import { isGiven, type Question, useOf, usesOf } from '../../src/core/ledger/ask.ts';
import type { Ledger, Use } from '../../src/core/ledger/ledger.ts';
import { parseSha, type Sha } from '../../src/engines/git/ref.ts';
import { checksOf, type FoundCheck } from '../../src/github/check-runs.ts';
import { commentsOf, type FoundComment } from '../../src/github/issue-comments.ts';
import { mayWrite } from '../../src/github/permissions.ts';
import type { Unbegun } from '../holdout/asked-runs.ts';
import { type GivenPackage, givenPackages, putQuestion } from '../holdout/given.ts';
import { type LedgerBranch, ledgerRefs, openLedger } from '../holdout/ledger-branch.ts';
import { type AppRepository, authorOf } from '../repository.ts';
import { approvalsFor, approverLists, wantsApprovals } from './approvals.ts';
import { type Change, changeOf } from './change.ts';
import type { Asked } from './commands.ts';
import { unansweredCommands } from './unanswered-commands.ts';

export interface Pull {
  readonly number: number;
  readonly draft: boolean;
  /** From another repository: nothing is spent for it unless someone with write access asks. */
  readonly fork: boolean;
  readonly author: string;
  readonly head: Sha;
  /** Tip of the default branch. */
  readonly base: Sha;
  readonly defaultBranch: string;
}

/** What the ledger says of one model's question. */
export type Standing =
  | { readonly kind: 'never' }
  /** `unbegun`: why nothing answers it, where someone must look. */
  | { readonly kind: 'open'; readonly use: Use; readonly unbegun?: Unbegun }
  | { readonly kind: 'answered'; readonly use: Use; readonly evidence: Evidence }
  | { readonly kind: 'refused' | 'failed'; readonly use: Use; readonly reason: string };

/** A command of someone who may give it, or may not. */
export type Authorised = Asked & { readonly allowed: boolean };

export interface Observed {
  readonly pull: Pull;
  readonly change: Change;
  /** By model, for those that must be evaluated. */
  readonly standings: ReadonlyMap<string, Standing>;
  /** By model, for those that are to be promoted where the vault is asked. */
  readonly vaults: ReadonlyMap<string, Standing>;
  /** By model: the package that is asked about, where base's code can't train it. */
  readonly given: ReadonlyMap<string, GivenPackage>;
  readonly checks: readonly FoundCheck[];
  readonly comments: readonly FoundComment[];
  readonly commands: readonly Authorised[];
  /** People who approved this very head and made no part of the change; asked for only where an environment or the gates want approvals. */
  readonly approvals: readonly Approval[];
  readonly ledger: LedgerBranch;
  /** True: base runs our workflow on pull requests, so its checks are waited for. */
  readonly hasWorkflow: boolean;
}

/** Why there is nothing to look at now. `later`: git does not have the pull request's head yet. */
export type Unobserved =
  | { readonly kind: 'closed'; readonly merged: boolean; readonly defaultBranch: string }
  /** It is to be merged into another branch, which is not ours to judge. */
  | { readonly kind: 'elsewhere'; readonly defaultBranch: string }
  | { readonly kind: 'later' };

/**
 * Reads a pull request: three calls to the API, and git; one for each command that was answered, up to three for the first model whose package is
 * given, two for each other; where approvals count, a page of reviews, and for who approved what tells whether they count.
 */
export async function observePull(
  repository: AppRepository,
  number: number,
): Promise<{ readonly kind: 'observed'; readonly observed: Observed } | Unobserved> {
  const { client, where, mirror, identity } = repository;
  const { data } = await client.rest.pulls.get({ ...where, pull_number: number });
  const defaultBranch = data.base.repo.default_branch;
  if (data.state !== 'open') return { kind: 'closed', merged: data.merged, defaultBranch };
  if (data.base.ref !== defaultBranch) return { kind: 'elsewhere', defaultBranch };
  await mirror.fetch([`refs/heads/${defaultBranch}`, ledgerRefs, 'refs/tags/*', `refs/pull/${number}/*`]);
  const base = await mirror.commitOf(`refs/heads/${defaultBranch}`);
  const head = await mirror.commitOf(`refs/pull/${number}/head`);
  if (base === undefined || head !== data.head.sha) return { kind: 'later' };
  const pull: Pull = {
    number,
    draft: data.draft === true,
    fork: data.head.repo?.id !== data.base.repo.id,
    author: data.user?.login ?? '',
    head: parseSha(head),
    base,
    defaultBranch,
  };
  const change = await changeOf(mirror.repository, base, pull.head);
  const ledger = await openLedger(mirror, authorOf(identity));
  const comments = await commentsOf(repository, number);
  const given = await givenOf(repository, pull, change, ledger.ledger);
  const observed: Observed = {
    pull,
    change,
    ...(await standingsOf(change, ledger, given)),
    given,
    checks: await checksOf(repository, pull.head),
    comments,
    commands: await authorised(repository, comments),
    approvals: wantsApprovals(change) ? await approvalsFor(repository, number, pull, approverLists(change)) : [],
    ledger,
    hasWorkflow: await hasFile(repository, base, '.github/workflows/aval.yaml'),
  };
  return { kind: 'observed', observed };
}

/** What the ledger says of every model on trial, and of every promotion. */
export async function standingsOf(
  change: Change,
  ledger: LedgerBranch,
  given: Observed['given'],
): Promise<Pick<Observed, 'standings' | 'vaults'>> {
  const standings = new Map<string, Standing>();
  const vaults = new Map<string, Standing>();
  if (change.kind !== 'planned') return { standings, vaults };
  for (const { plan, trial } of change.models) {
    if (trial === undefined) continue;
    const question = putQuestion(trial.question, given.get(plan.model));
    standings.set(plan.model, await standingOf(question && useOf(ledger.ledger, question), ledger));
  }
  for (const { model, vault } of change.environments) {
    if (vault !== undefined) vaults.set(model, await standingOf(useOf(ledger.ledger, vault.question), ledger));
  }
  return { standings, vaults };
}

async function givenOf(
  repository: AppRepository,
  { head }: Pull,
  change: Change,
  ledger: Ledger,
): Promise<Observed['given']> {
  const given = new Map<string, GivenPackage>();
  if (change.kind !== 'planned') return given;
  const find = givenPackages(repository, { event: 'pull_request', sha: head });
  for (const { plan, trial } of change.models) {
    if (plan.action !== 'train' || trial === undefined || !isGiven(plan.resolved)) continue;
    given.set(plan.model, givenBefore(ledger, trial.question, head) ?? (await find(plan.resolved)));
  }
  return given;
}

/** A package that was asked about at this very head stands, so that its answer outlives the artifact, and no later run puts another in its place. */
function givenBefore(ledger: Ledger, question: Question, head: Sha): GivenPackage | undefined {
  const use = usesOf(ledger, question).findLast(
    ({ reserved, closed }) => reserved.commit === head && closed?.answer.outcome !== 'failed',
  );
  return use?.reserved.given && { kind: 'given', given: use.reserved.given };
}

async function standingOf(use: Use | undefined, ledger: LedgerBranch): Promise<Standing> {
  if (use === undefined) return { kind: 'never' };
  const answer = use.closed?.answer;
  if (answer === undefined) return { kind: 'open', use };
  if (answer.outcome === 'evaluated')
    return { kind: 'answered', use, evidence: await ledger.evidence(answer.evidence) };
  return { kind: answer.outcome, use, reason: answer.reason };
}

async function authorised(
  repository: AppRepository,
  comments: readonly FoundComment[],
): Promise<readonly Authorised[]> {
  const asked = await unansweredCommands(repository, comments);
  const rights = new Map<string, boolean>(); // anyone may write any number of commands: one question for each person
  for (const by of new Set(asked.map((one) => one.by))) rights.set(by, await mayWrite(repository, by));
  return asked.map((one) => ({ ...one, allowed: rights.get(one.by) === true }));
}

async function hasFile({ mirror }: AppRepository, commit: Sha, path: string): Promise<boolean> {
  const tree = await mirror.repository.treeAt(commit);
  return (await tree.list()).some((entry) => entry.path === path);
}
