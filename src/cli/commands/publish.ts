import { verdictText } from '../../core/report/verdict-text.ts';
import { type Published, publishModel, requireLanded } from '../../engines/workspace/publish.ts';
import { namedModels } from '../../engines/workspace/select-models.ts';
import { localStore } from '../../engines/workspace/workspace.ts';
import type { CommandOutcome, Run } from '../command.ts';
import { askedRows, overall, settingsOf } from '../evaluated.ts';
import { openSession } from '../session.ts';
import { type Paint, shortDigest } from '../terminal/paint.ts';

/** `aval publish [models...]`: versions of what landed and passes. What a version was made of before comes back without training. */
export const run: Run = async (invocation, context) => {
  const session = await openSession(invocation, context);
  const { workspace } = session;
  await requireLanded(workspace);
  const models = namedModels(workspace, invocation.arguments);
  const settings = settingsOf(session, context, askedRows(invocation, context, 'strongest'));
  const store = localStore(workspace.repository, workspace.head.definitions.project);
  const published: Published[] = [];
  for (const model of models) published.push(await publishModel(workspace, store, model, settings));
  return {
    outcome: outcomeOf(published),
    data: { models: published.map(plain) },
    text: (paint) => text(published, paint),
  };
};

function outcomeOf(published: readonly Published[]): CommandOutcome {
  return overall(published.flatMap((one) => (one.kind === 'refused' ? [one.evaluated] : [])));
}

/** Plain JSON: the verdict in place of everything that was evaluated. */
function plain(one: Published): Record<string, unknown> {
  if (!('evaluated' in one) || one.evaluated === undefined) return { ...one };
  const { evaluated, ...rest } = one;
  return { ...rest, verdict: evaluated.verdict };
}

function text(published: readonly Published[], paint: Paint): string {
  const shown = published.filter(({ kind }) => kind !== 'kept');
  if (shown.length === 0)
    return `${paint('green', '✓')} every model's newest version is made of what is here; nothing to publish`;
  return shown.map((one) => lineOf(one, paint)).join('\n');
}

function lineOf(one: Published, paint: Paint): string {
  if (one.kind === 'kept') return '';
  if (one.kind === 'refused')
    return [...verdictText(one.evaluated.verdict), `  ${one.model} was not published`].join('\n');
  return `${paint('green', '✓')} ${paint('bold', `${one.model} ${one.version}`)}  ${one.size}  ${shortDigest(one.package)}${judgedBy(one)}  ${one.sentence}`;
}

function judgedBy({ evaluated }: Extract<Published, { version: string; package: string }>): string {
  return evaluated === undefined
    ? ''
    : `  judged on ${evaluated.evidence.rows.evaluated} ${evaluated.evidence.tier} rows`;
}
