import type { Octokit } from '@octokit/rest';
import { digestOf } from '../../core/digest.ts';
import { AvalError } from '../../core/errors.ts';
import { usesOnBranch } from '../../core/ledger/inspect.ts';
import { evidencePath, ledgerBranch, readLedger } from '../../core/ledger/ledger.ts';
import type { InspectedLedger } from '../../core/onboarding/checks/ledger.ts';
import type { RepositoryName } from '../release-source.ts';
import { repositoryTree } from './repository-tree.ts';
import { answered } from './seen.ts';

/** One call for each file: a person's token has 5,000 an hour. */
const mostFiles = 2000;
const day = 86_400_000;

/** The ledger's branch, entry by entry and evidence by evidence; `now` in ms since 1970. */
export async function inspectBranch(octokit: Octokit, name: RepositoryName, now: number): Promise<InspectedLedger> {
  const asked = octokit.rest.git.listMatchingRefs({ ...name, ref: `heads/${ledgerBranch}` });
  const { data: refs } = await answered(`the branch ${ledgerBranch}`, asked);
  const branch = refs.find(({ ref }) => ref === `refs/heads/${ledgerBranch}`);
  if (branch === undefined) return { kind: 'none' };
  const tree = await repositoryTree(octokit, name, branch.object.sha);
  const paths = (await tree.list()).map(({ path }) => path).filter((path) => /^(?:entries|evidence)\//.test(path));
  if (paths.length > mostFiles) {
    const why = `it has ${paths.length} files, too many to ask for one by one; the App proves the chain at each look`;
    return { kind: 'hidden', why };
  }
  const files = await tree.read(paths);
  const entries = paths.filter((path) => path.startsWith('entries/')).sort();
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true }); // byte for byte: a mark at the start makes another text of it
  try {
    const ledger = readLedger(entries.map((path) => decoder.decode(files.get(path))));
    const stored = [...files].filter(([path]) => path.startsWith('evidence/'));
    const whole = stored.flatMap(([path, bytes]) =>
      evidencePath(digestOf(bytes)) === path ? [[digestOf(bytes), bytes] as const] : [],
    );
    const dates = await datesOf(octokit, name, ledger.entries.length);
    const daysOpen = new Map([...dates].map(([index, date]) => [index, (now - date) / day]));
    return { kind: 'read', uses: usesOnBranch(ledger), daysOpen, evidence: new Map(whole) };
  } catch (error) {
    if (error instanceof AvalError && error.class === 'evidence') return { kind: 'broken', why: error.message };
    throw error;
  }
}

/** When the newest hundred entries were written, each by one commit: what is open longer is the oldest of these at least. */
async function datesOf(octokit: Octokit, name: RepositoryName, entries: number): Promise<ReadonlyMap<number, number>> {
  const asked = octokit.rest.repos.listCommits({ ...name, sha: ledgerBranch, per_page: 100 });
  const { data } = await answered(`the commits of ${ledgerBranch}`, asked);
  const dates = data.map(({ commit }) => Date.parse(commit.committer?.date ?? ''));
  const oldest = dates.at(-1) ?? Number.NaN;
  return new Map(Array.from({ length: entries }, (_, index) => [index, dates[entries - 1 - index] ?? oldest]));
}
