import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ChildLimits } from '../../actions/child/run-child.ts';
import type { DispatchContext } from '../../actions/holdout/dispatch-context.ts';
import type { Job } from '../../actions/holdout/job.ts';
import { main } from '../../actions/holdout/main.ts';
import type { Ports } from '../../actions/holdout/ports.ts';
import type { Digest } from '../../src/core/digest.ts';
import { answerName } from '../../src/core/ledger/answer-file.ts';
import { type Asked, type Entry, entryDigest } from '../../src/core/ledger/entry.ts';
import { entryPath, entryText, readLedger, reserveUse } from '../../src/core/ledger/ledger.ts';
import type { ResolvedModel } from '../../src/core/plan/resolved-model.ts';
import type { Package } from '../../src/core/registry/package.ts';
import { findCommit } from '../../src/engines/git/branches.ts';
import { parseSha } from '../../src/engines/git/ref.ts';
import type { FoundRun } from '../../src/github/workflow-runs.ts';
import { edit, templateRepository } from '../cli/aval.ts';
import type { TemporaryRepository } from '../engines/git/temporary-repository.ts';
import { askedAt } from './asked-at.ts';
import { recordingToolkit, runIn } from './recording-toolkit.ts';

export const modelFile = 'models/credit-risk/model.yaml';
export const bot = { login: 'aval-guard[bot]', id: 41, type: 'Bot' };

/** What GitHub and the checkout hold when the run begins; all sound unless a test says otherwise. */
export interface Given {
  /** What is checked out: the default branch. */
  readonly tip?: string;
  readonly eventName?: string;
  readonly action?: string;
  readonly sender?: { readonly login: string; readonly id: number; readonly type: string };
  /** Id of the App's user, by GitHub; null: there is no such App. */
  readonly botId?: number | null;
  /** Keys beside or instead of those of the sound payload. */
  readonly payload?: Readonly<Record<string, unknown>>;
  /** Files of the ledger's branch; null: there is no branch. */
  readonly entries?: readonly string[] | null;
  readonly evaluate?: Ports['evaluate'];
  /** The input of that name. */
  readonly ledgerKey?: string;
  /** Brings private sources; there are none by default. */
  readonly fetchSource?: Ports['fetchSource'];
  /** What is different about the run that an entry names. */
  readonly ownRun?: Partial<FoundRun>;
  /** Packages of published releases; none by default. */
  readonly released?: (digest: Digest) => Promise<Package | undefined>;
  /** The package that this run made; none by default. */
  readonly made?: (resolved: ResolvedModel) => Promise<Package>;
}

/** A pull request's own run at a commit, as it should be. */
const ownRun = (id: number, sha: string): FoundRun => ({
  id,
  attempt: 1,
  title: 'aval for pull request 1',
  path: '.github/workflows/aval.yaml',
  event: 'pull_request',
  branch: 'change',
  sha,
  repository: 1,
  headRepository: 1,
  actor: { login: 'walter', type: 'User' },
  queued: false,
  finished: true,
  conclusion: 'success',
  url: '',
});

/** A checkout of the template's models whose aval.yaml names an App, and branches with changes on it. */
export async function trustedCheckout() {
  const repository = await templateRepository();
  edit(repository, 'aval.yaml', 'description:', 'app: aval-guard\ndescription:');
  repository.commit('Name the App');
  const temporary = mkdtempSync(path.join(tmpdir(), 'aval-runner-'));
  return {
    repository,
    /** Commits a change that is merged nowhere yet. */
    change: (make: (repository: TemporaryRepository) => void): string => {
      repository.git('switch', '--quiet', '--detach', 'main');
      make(repository);
      const commit = repository.commit('A change');
      repository.git('switch', '--quiet', 'main');
      return commit;
    },
    asked: (commit: string): Promise<Asked> =>
      askedAt(repository.root, 'credit-risk', commit, repository.git('rev-parse', 'main')),
    /** Runs the action for the newest of these entries, and says what came of it. */
    async run(entries: readonly Entry[], given: Given = {}) {
      const texts = given.entries === undefined ? entries.map(entryText) : given.entries;
      const asked = entries.at(-1);
      const entry = asked === undefined ? '' : entryDigest(asked);
      const ledger = texts === null ? undefined : parseSha(ledgerCommit(repository, texts));
      repository.git('switch', '--quiet', '--detach', given.tip ?? 'main');
      const jobs: { job: Job; limits: ChildLimits }[] = [];
      const ports: Ports = {
        botUserId: async () => (given.botId === null ? undefined : (given.botId ?? bot.id)),
        fetch: async (ref) => (ref === 'refs/heads/aval-ledger' ? ledger : findCommit(repository.root, ref)),
        releasedPackage: async (digest) => given.released?.(digest),
        ownRun: async (id) => ({ ...ownRun(id, asked?.state === 'reserved' ? asked.commit : ''), ...given.ownRun }),
        madePackage: async (_, resolved) => given.made?.(resolved),
        fetchSource: async (...asked) => given.fetchSource?.(...asked),
        evaluate: async (job, limits) => {
          jobs.push({ job, limits });
          await given.evaluate?.(job, limits);
        },
      };
      const key = given.ledgerKey === undefined ? {} : { 'ledger-key': given.ledgerKey };
      const toolkit = recordingToolkit({ token: 'a-secret', ...key });
      const context: DispatchContext = {
        ...runIn(repository.root),
        eventName: given.eventName ?? 'repository_dispatch',
        event: {
          action: given.action ?? 'aval-evaluate',
          sender: given.sender ?? bot,
          client_payload: given.payload ?? { entry, name: answerName(entry) },
        },
        serverUrl: 'http://127.0.0.1:1',
        temporaryFolder: temporary,
        run: { id: '77', attempt: 1, workflow: '.github/workflows/aval-holdout.yaml' },
      };
      const ended = main(toolkit, context, ports);
      return {
        ended,
        toolkit,
        jobs,
        left: () => readdirSync(temporary),
        folder: () => toolkit.outputs.get('folder') ?? '',
      };
    },
    [Symbol.dispose]() {
      repository[Symbol.dispose]();
      rmSync(temporary, { recursive: true, force: true });
    },
  };
}

export type TrustedCheckout = Awaited<ReturnType<typeof trustedCheckout>>;

/** One reserved entry behind others. */
export function reserved(asked: Asked, before: readonly Entry[] = []): Entry[] {
  return [...before, reserveUse(readLedger(before.map(entryText)), asked)];
}

/** A commit with these files as the ledger's branch has them. */
function ledgerCommit({ git, write, root }: TemporaryRepository, texts: readonly string[]): string {
  git('switch', '--quiet', '--orphan', `ledger-${++ledgers}`);
  write(Object.fromEntries(texts.map((text, index) => [entryPath(index), text])));
  git('add', '--all');
  git('commit', '--quiet', '--allow-empty', '-m', `The ledger of ${root}`);
  return git('rev-parse', 'HEAD');
}
let ledgers = 0;
