import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { main as evaluate } from '../../actions/evaluate/main.ts';
import type { DispatchContext } from '../../actions/holdout/dispatch-context.ts';
import { main } from '../../actions/preview/main.ts';
import type { Comment, Ports } from '../../actions/preview/ports.ts';
import type { Check } from '../../src/github/check-runs.ts';
import { edit, templateRepository } from '../cli/aval.ts';
import type { TemporaryRepository } from '../engines/git/temporary-repository.ts';
import { recordingToolkit, runIn } from './recording-toolkit.ts';

export const modelFile = 'models/credit-risk/model.yaml';

/** What is different from a writer's pull request whose jobs went well. */
export interface Given {
  readonly base?: string;
  readonly head?: string;
  readonly fork?: boolean;
  readonly event?: unknown;
  /** Text by path below the folder of evidence, instead of what the evaluation left; null: that file is not there. */
  readonly evidence?: Readonly<Record<string, string | null>>;
  /** The pull request's newest commit by the time of writing. */
  readonly newest?: string;
  /** What GitHub says to a write, if it refuses. */
  readonly refuses?: Readonly<Partial<Record<'check' | 'comment', Error>>>;
}

/** GitHub's answer to a request. */
export const answer = (status: number, message: string): Error => Object.assign(new Error(message), { status });
export const onlyReads = answer(403, 'Resource not accessible by integration - https://docs.github.com/rest');

/** A pull request that gives credit-risk another feature, evaluated on dev; its base is what is checked out. */
export async function previewWorld() {
  const repository = await templateRepository();
  const base = repository.git('rev-parse', 'main');
  const change = (make: (repository: TemporaryRepository) => void, from = base): string => {
    repository.git('switch', '--quiet', '--detach', from);
    make(repository);
    const commit = repository.commit('A change');
    repository.git('switch', '--quiet', '--detach', base);
    return commit;
  };
  const head = change((one) => edit(one, modelFile, 'applicant:housing]', 'applicant:housing, applicant:job]'));
  repository.git('switch', '--quiet', '--detach', head);
  await evaluate(recordingToolkit({ model: 'credit-risk', token: 'none' }), runIn(repository.root, base));
  repository.git('switch', '--quiet', '--detach', base);
  const left = mkdtempSync(path.join(tmpdir(), 'aval-left-'));
  const place = 'aval-credit-risk/credit-risk/evidence.json';
  const folder = path.join(repository.root, 'aval-out');
  cpSync(path.join(folder, 'credit-risk/evidence.json'), path.join(left, place));
  return {
    repository,
    base,
    head,
    change,
    place,
    left,
    /** Runs the action, and says what it wrote and what it told. */
    async run(given: Given = {}) {
      rmSync(folder, { recursive: true, force: true });
      cpSync(left, folder, { recursive: true });
      for (const [name, text] of Object.entries(given.evidence ?? {})) {
        const file = path.join(folder, name);
        mkdirSync(path.dirname(file), { recursive: true });
        if (text === null) rmSync(file);
        else writeFileSync(file, text);
      }
      const [checks, comments, fetched]: [Check[], Comment[], string[]] = [[], [], []];
      const commit = given.head ?? head;
      const ports: Ports = {
        fetch: async (ref) => void fetched.push(ref) as undefined,
        newestHead: async () => given.newest ?? commit,
        async writeCheck(_, check) {
          if (given.refuses?.check) throw given.refuses.check;
          checks.push(check);
        },
        async writeComment(_, comment) {
          if (given.refuses?.comment) throw given.refuses.comment;
          comments.push(comment);
        },
      };
      const toolkit = recordingToolkit();
      const temporaryFolder = path.join(tmpdir(), 'aval-never-made');
      const context: DispatchContext = {
        ...runIn(repository.root),
        eventName: 'pull_request',
        event: given.event ?? {
          pull_request: {
            number: 7,
            head: { sha: commit, repo: given.fork === true ? { id: 2 } : { id: 1 } },
            base: { sha: given.base ?? base, repo: { id: 1 } },
          },
        },
        serverUrl: 'https://github.com',
        temporaryFolder,
        run: { id: '77', attempt: 1, workflow: '.github/workflows/aval.yaml' },
      };
      await main(toolkit, context, ports);
      if (existsSync(temporaryFolder)) throw new Error('a cache was made');
      return {
        result: toolkit.outputs.get('result'),
        summary: toolkit.summaries.join(''),
        lines: toolkit.lines,
        faults: toolkit.faults,
        fetched,
        checks,
        comments,
      };
    },
    [Symbol.dispose]() {
      repository[Symbol.dispose]();
      rmSync(left, { recursive: true });
    },
  };
}

export type PreviewWorld = Awaited<ReturnType<typeof previewWorld>>;
