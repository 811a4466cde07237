import type { SourceLock } from '../../src/core/definitions/schema/source.ts';
import type { RetrainingDecision } from '../../src/core/monitoring/decide-retraining.ts';
import { type RetrainingPull, retrainingPullBody, retrainingPullTitle } from '../../src/core/report/retraining-pull.ts';
import { newestUntil } from './answered-windows.ts';
import { retrainingMessage } from './retraining-commit.ts';

/** What a retraining is about, and what stands of it. */
export interface ObservedRetraining {
  readonly model: string;
  readonly version: string;
  readonly package: string;
  readonly decision: RetrainingDecision;
  /** Windows whose alarm was answered before. */
  readonly answered: readonly string[];
  readonly locks: readonly SourceLock[];
  /** Texts of lock files by path, where they differ from the default branch's. */
  readonly files: ReadonlyMap<string, string>;
  /** `taken`: it holds something that we did not write. */
  readonly branch: 'none' | 'taken' | { readonly message: string; readonly files: ReadonlyMap<string, string> };
  /** The open pull request of that branch; `own`: we opened it. */
  readonly pull?: { readonly number: number; readonly title: string; readonly body: string; readonly own: boolean };
  /** Whether one more may be opened now. */
  readonly room: boolean;
}

/** Why nothing is proposed though enough windows drifted. */
export type Hindrance = 'nothing newer' | 'no room' | 'taken';

export interface RetrainingPlan {
  /** What the branch should hold from now on; absent: it stays. */
  readonly commit?: { readonly message: string; readonly files: ReadonlyMap<string, string> };
  readonly open?: { readonly title: string; readonly body: string };
  readonly edit?: { readonly number: number; readonly title: string; readonly body: string };
  readonly hindrance?: Hindrance;
}

/** What is to be done about the retraining of one model: nothing, where it was done. Pure. */
export function planRetraining(observed: ObservedRetraining): RetrainingPlan {
  const { decision, files, branch, pull, room } = observed;
  if (pull?.own === false) return {}; // a person proposes it: theirs
  if (decision.decision !== 'retrain') return pull === undefined ? {} : edited(observed, pull, pull.title);
  if (files.size === 0) return { hindrance: 'nothing newer' };
  if (branch === 'taken') {
    return pull === undefined ? { hindrance: 'taken' } : edited(observed, pull, retrainingPullTitle(shown(observed)));
  }
  if (pull === undefined && !room) return { hindrance: 'no room' };
  const message = messageOf(observed);
  const stands = branch !== 'none' && branch.message === message && sameTexts(branch.files, files);
  const commit = stands ? {} : { commit: { message, files } };
  const title = retrainingPullTitle(shown(observed));
  if (pull === undefined) return { ...commit, open: { title, body: retrainingPullBody(shown(observed)) } };
  return { ...commit, ...edited(observed, pull, title) };
}

function edited(
  observed: ObservedRetraining,
  pull: NonNullable<ObservedRetraining['pull']>,
  title: string,
): Pick<RetrainingPlan, 'edit'> {
  const body = retrainingPullBody(shown(observed));
  const same = pull.title === title && pull.body.replaceAll('\r\n', '\n').trim() === body.trim();
  return same ? {} : { edit: { number: pull.number, title, body } };
}

function shown({ model, version, decision, locks, branch }: ObservedRetraining): RetrainingPull {
  return { model, version, decision, locks, taken: branch === 'taken' };
}

/** Windows that were answered before stay answered when this is closed, so they are named again. */
function messageOf({ model, version, package: digest, decision, answered, locks }: ObservedRetraining): string {
  const asking = decision.asking.map(({ window }) => window.until);
  return retrainingMessage({
    model,
    version,
    package: digest,
    until: newestUntil(locks),
    windows: [...new Set([...answered, ...asking])].sort(),
  });
}

function sameTexts(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean {
  return one.size === other.size && [...one].every(([path, text]) => other.get(path) === text);
}
