import { join } from 'node:path';
import { AvalError } from '../../src/core/errors.ts';
import { escapeMarkdown } from '../../src/core/report/escape.ts';
import { plainText } from '../../src/core/report/plain-text.ts';
import { type Preview, renderFaults, renderPreview } from '../../src/core/report/preview.ts';
import { findCommit } from '../../src/engines/git/branches.ts';
import { parseRef } from '../../src/engines/git/ref.ts';
import { openRepository, type Repository } from '../../src/engines/git/repository.ts';
import type { DispatchContext } from '../holdout/dispatch-context.ts';
import { namedApp } from '../named-app.ts';
import type { Toolkit } from '../toolkit.ts';
import type { Ports } from './ports.ts';
import { type PullRequest, pullRequestOf } from './pull-request.ts';
import { readChange } from './read-change.ts';
import { writePreview } from './write-preview.ts';

export type Result = 'written' | 'app' | 'read-only' | 'moved';

/** What a pull request's own run claims, as the check `aval / preview` and one comment. The checkout is of the base: nothing of the change runs. */
export async function main(toolkit: Toolkit, context: DispatchContext, ports: Ports): Promise<void> {
  const say = async (result: Result, sentence: string, details = ''): Promise<void> => {
    toolkit.log(plainText(sentence));
    await toolkit.summary(`${escapeMarkdown(sentence)}\n\n${details}`);
    toolkit.output('result', result);
  };
  const pull = pullRequestOf(context.event);
  const repository = await openRepository(context.folder);
  const app = await namedApp(await repository.treeAt(pull.base));
  if (app !== undefined)
    return say('app', `No preview: aval.yaml of the base names the App ${app}, which comments and decides.`);
  await ports.fetch(parseRef(`refs/pull/${pull.number}/head`));
  const moved = `No preview of ${pull.head.slice(0, 12)}: the pull request moved on, and its newest commit has a run of its own.`;
  if ((await findCommit(repository.root, pull.head)) === undefined) return say('moved', moved);
  const preview = await previewOf(toolkit, context, repository, pull);
  if ((await ports.newestHead(pull.number)) !== pull.head) return say('moved', moved);
  const refused = await writePreview(preview, pull, ports);
  if (refused.length === 0) return say('written', preview.title);
  const why = pull.fork
    ? 'GitHub gives a pull request from a fork a token that only reads'
    : "the job's token lacks the permission";
  await say('read-only', `No ${refused.join(' and no ')}: ${why}. This is what would be said.`, preview.body);
}

/** A change that is at fault is told like any other: on the pull request, in the words of its fault. */
async function previewOf(
  toolkit: Toolkit,
  { folder, temporaryFolder, serverUrl, repository: name, run }: DispatchContext,
  repository: Repository,
  pull: PullRequest,
): Promise<Preview> {
  const folders = { evidence: join(folder, toolkit.input('evidence') || 'aval-out'), temporary: temporaryFolder };
  try {
    const models = await readChange(repository, pull, folders);
    const commits = { base: pull.base, head: pull.head };
    const page = `${serverUrl}/${name}/actions/runs/${run.id}`;
    return renderPreview({ models, commits, server: serverUrl, links: { run: page, report: `${page}#artifacts` } });
  } catch (error) {
    if (error instanceof AvalError && (error.class === 'config' || error.class === 'evidence'))
      return renderFaults(error);
    throw error;
  }
}
