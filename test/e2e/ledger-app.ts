import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { answerName } from '../../src/core/ledger/answer-file.ts';
import { type Answer, type Asked, type Entry, entryDigest } from '../../src/core/ledger/entry.ts';
import { closeUse, entryPath, entryText, readLedger, reserveUse } from '../../src/core/ledger/ledger.ts';
import { askedAt } from '../actions/asked-at.ts';
import { temporaryRepository } from '../engines/git/temporary-repository.ts';
import { addApp, asApp } from '../sandbox/world.ts';
import type { World } from './world.ts';

const run = promisify(execFile);
export const slug = 'aval-guard';
const where = { owner: 'olivia', repo: 'models' };

/** What the App does for the holdout and nothing else: keeps the ledger, sends the event, takes the answer. */
export async function ledgerApp(world: World) {
  const { sandbox, clone } = world;
  const app = addApp({ sandbox, owner: world.people.owner }, slug, {
    contents: 'write',
    actions: 'read',
    pull_requests: 'read',
  });
  const { octokit, token } = await asApp(sandbox, app, where);
  const ledger = temporaryRepository();
  ledger.git('switch', '--quiet', '--orphan', 'aval-ledger');
  const entries: string[] = [];
  const remote = `${sandbox.url.replace('//', `//x-access-token:${token}@`)}/olivia/models.git`;
  const append = async (entry: Entry) => {
    ledger.write({ [entryPath(entry.index)]: entryText(entry) });
    ledger.commit(`Entry ${entry.index}`);
    await run('git', ['push', '--quiet', remote, 'aval-ledger'], { cwd: ledger.root });
    entries.push(entryText(entry));
    return entryDigest(entry);
  };
  return {
    slug,
    octokit,
    /** What a pull request asks of the holdout, computed from git as the App does. */
    async asked(pull: number, model: string): Promise<Asked> {
      const { data } = await octokit.rest.pulls.get({ ...where, pull_number: pull });
      await run('git', ['fetch', '--quiet', remote, `refs/pull/${pull}/merge`], { cwd: clone.root });
      return askedAt(clone.root, model, clone.git('rev-parse', 'FETCH_HEAD'), data.base.sha, pull);
    },
    reserve: (asked: Asked) => append(reserveUse(readLedger(entries), asked)),
    close: (reserved: string, answer: Answer) => append(closeUse(readLedger(entries), reserved as never, answer)),
    /** Sends the event, waits for the run of that name, and takes what it left. */
    async evaluate(entry: string, name = answerName(entry), by: typeof octokit = octokit) {
      await by.rest.repos.createDispatchEvent({
        ...where,
        event_type: 'aval-evaluate',
        client_payload: { entry, name },
      });
      await world.settle();
      const { data } = await octokit.rest.actions.listWorkflowRunsForRepo({ ...where, event: 'repository_dispatch' });
      const found = data.workflow_runs.find(({ display_title }) => display_title === name);
      if (found === undefined) throw new Error(`no run is named ${name}: ${world.reports}`);
      const notes = world.runner.notes(found.id);
      return {
        run: found,
        faults: notes.flatMap(({ annotations }) => annotations),
        files: await artifact(found.id, name),
      };
    },
    [Symbol.dispose]: () => ledger[Symbol.dispose](),
  };

  async function artifact(run_id: number, name: string): Promise<Record<string, Uint8Array> | undefined> {
    const { data } = await octokit.rest.actions.listWorkflowRunArtifacts({ ...where, run_id });
    const [found, ...more] = data.artifacts;
    if (found === undefined) return undefined;
    if (found.name !== name || more.length > 0) throw new Error(`artifacts ${data.artifacts.map((one) => one.name)}`);
    const archive_format = 'zip';
    const answer = await octokit.rest.actions.downloadArtifact({ ...where, artifact_id: found.id, archive_format });
    return unzipSync(new Uint8Array(answer.data as ArrayBuffer)); // this operation answers with the archive
  }
}
