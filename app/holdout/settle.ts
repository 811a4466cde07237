import { AvalError } from '../../src/core/errors.ts';
import type { Evidence } from '../../src/core/gate/evidence.ts';
import { answerFileName, answerName, parseAnswerFile } from '../../src/core/ledger/answer-file.ts';
import type { Answer } from '../../src/core/ledger/entry.ts';
import { closeUse, type Use } from '../../src/core/ledger/ledger.ts';
import { treeSide } from '../../src/core/plan/tree-side.ts';
import { packageAmongFiles } from '../../src/core/registry/package-among-files.ts';
import { artifactOf } from '../../src/github/artifact.ts';
import { dispatchedRuns, type FoundRun } from '../../src/github/workflow-runs.ts';
import { projectOf } from '../definitions.ts';
import type { AppRepository } from '../repository.ts';
import { checkAnswer } from './check-answer.ts';
import type { LedgerBranch } from './ledger-branch.ts';

export const trustedWorkflow = '.github/workflows/aval-holdout.yaml';
const eventType = 'aval-evaluate';

const mostTries = 2;

/** `closed`: its answer is in the ledger now. `moved`: someone else wrote to the ledger; read it again. */
export type Settled = 'closed' | 'moved' | 'running';

/** Asks the default branch's workflow to answer an open use, which has so many runs. Asked twice, it answers the same: the entry is spent once. */
export async function dispatch({ client, where, context }: AppRepository, use: Use, runs = 0): Promise<void> {
  const client_payload = { entry: use.digest, name: answerName(use.digest) };
  await client.rest.repos.createDispatchEvent({ ...where, event_type: eventType, client_payload });
  context.asked.asked(use.digest, runs);
}

/** Brings open uses forward: asks for those whose run is not to be seen, and closes those that were answered. One call for all, two for each answer. */
export async function settle(
  repository: AppRepository,
  ledger: LedgerBranch,
  open: readonly Use[],
  defaultBranch: string,
): Promise<Settled> {
  if (open.length === 0) return 'running';
  const { asked } = repository.context;
  const runs = (await dispatchedRuns(repository, repository.identity.bot.login)).filter((run) =>
    isOurs(run, repository, defaultBranch),
  );
  for (const use of open) {
    const tries = runs.filter(({ title }) => title === answerName(use.digest));
    const run = tries.find(({ conclusion }) => conclusion === 'success') ?? tries[0];
    // A run may end for want of a machine or a network: asked once more, the same entry is answered, and no second use is spent.
    const again =
      tries.length < mostTries && tries.every(({ finished, conclusion }) => finished && conclusion !== 'success');
    if (run === undefined || again) {
      if (asked.isDue(use.digest, tries.length)) await dispatch(repository, use, tries.length);
    } else if (run.finished) {
      const { answer, evidence } = await answerOf(repository, ledger, use, run);
      const entry = closeUse(ledger.ledger, use.digest, answer);
      const { model } = use.reserved;
      const written = await ledger.append(entry, `${model}: ${answer.outcome}`, evidence);
      repository.context.log('holdout.closed', { model, outcome: answer.outcome, run: run.id });
      if (written === 'moved') return 'moved';
      asked.forget(use.digest);
      return 'closed';
    } else if (run.queued) asked.queued(use.digest, run.id);
    else asked.began(use.digest);
    warn(repository, use);
  }
  return 'running';
}

/** Says in the log that no run begins: for whoever keeps the App, who may not read the repository. */
function warn({ context }: AppRepository, { digest, reserved }: Use): void {
  const news = context.asked.news(digest);
  if (news !== undefined) context.warn('holdout.unbegun', { model: reserved.model, entry: digest, ...news });
}

/** A run that nobody but us can have begun, of the workflow as the default branch has it. Its title and artifacts may say what they like. */
function isOurs(run: FoundRun, { identity }: AppRepository, defaultBranch: string): boolean {
  return (
    run.event === 'repository_dispatch' &&
    run.path.split('@', 1)[0] === trustedWorkflow &&
    run.branch === defaultBranch &&
    run.headRepository === run.repository &&
    run.actor?.login === identity.bot.login &&
    run.actor.type === 'Bot'
  );
}

/** What would be the same at the next look. */
const final: ReadonlySet<AvalError['class']> = new Set(['usage', 'config', 'evidence']);

/** What a finished run says of a use. Whatever does not fit closes it as failed, with the reason: it stays spent. */
async function answerOf(
  repository: AppRepository,
  { ledger }: LedgerBranch,
  use: Use,
  run: FoundRun,
): Promise<{ readonly answer: Answer; readonly evidence?: Evidence }> {
  if (run.conclusion !== 'success') return failed(`run ${run.id} ended with ${run.conclusion ?? 'nothing'}.`);
  try {
    const files = await artifactOf(repository, run.id, answerName(use.digest));
    const bytes = files?.get(answerFileName);
    if (files === undefined || bytes === undefined) return failed(`run ${run.id} left no answer.`);
    const side = await treeSide(await repository.mirror.repository.treeAt(use.reserved.base), new Map());
    const statistics = (await projectOf(side))?.statistics;
    if (statistics === undefined) return failed('its base has no aval.yaml.');
    const file = parseAnswerFile(bytes);
    const answer = checkAnswer(file, use, ledger, statistics, run.id);
    if (answer.outcome !== 'evaluated' || file.answer.outcome !== 'evaluated') return { answer };
    const item = packageAmongFiles(files);
    if (item.digest !== answer.package || item.manifest.definition !== use.reserved.definition) {
      return failed(`run ${run.id} left another package than it evaluated.`);
    }
    return { answer, evidence: file.answer.evidence };
  } catch (error) {
    if (error instanceof AvalError && final.has(error.class)) return failed(`${error.message}.`);
    throw error;
  }
}

function failed(reason: string): { readonly answer: Answer } {
  return { answer: { outcome: 'failed', reason: reason.slice(0, 500) } };
}
