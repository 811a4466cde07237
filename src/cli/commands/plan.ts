import type { Tree } from '../../core/definitions/definitions.ts';
import { AvalError } from '../../core/errors.ts';
import { emptyTree } from '../../core/plan/empty-tree.ts';
import { type ModelPlan, planModels } from '../../core/plan/plan.ts';
import { registryState } from '../../core/registry/state.ts';
import { engineRevisions } from '../../engines/engines.ts';
import { openRepository } from '../../engines/git/repository.ts';
import { releasedVersions } from '../../engines/workspace/select-models.ts';
import { type Run, textOption } from '../command.ts';
import { columns, type Paint } from '../terminal/paint.ts';

/** `aval plan [--base REF]`: which models a change trains again, and why. Reads git, definitions and locks; never data. */
export const run: Run = async (invocation, context) => {
  const repository = await openRepository(context.folder);
  const base = await repository.defaultBase(textOption(invocation, 'base'));
  const head = await repository.workTree();
  await requireProject(head);
  const before = base ? await repository.treeAt(base.commit) : emptyTree;
  const released = releasedVersions(registryState(await repository.listTags(), new Map()));
  const plans = await planModels(before, head, { engineRevisions, released: (digest) => released.get(digest) });
  const invalid = plans.some((plan) => plan.action === 'invalid');
  return {
    outcome: invalid ? 'fail' : 'ok',
    data: { base: base?.name ?? null, models: plans.map(plain) },
    text: (paint) => text(plans, base?.name ?? 'an empty repository', paint),
  };
};

/** A folder without aval.yaml is no model repository: there is nothing to say about it. */
async function requireProject(tree: Tree): Promise<void> {
  if ((await tree.list()).some(({ path }) => path === 'aval.yaml')) return;
  throw new AvalError('config', {
    rule: 'file.project',
    message: 'there is no aval.yaml',
    hint: 'To start: aval init',
  });
}

/** Plain JSON of one plan: the digest instead of everything that it was made from. */
function plain(plan: ModelPlan): Record<string, unknown> {
  if (!('resolved' in plan)) return { ...plan };
  const { resolved, ...rest } = plan;
  return { ...rest, digest: resolved.digest };
}

function text(plans: readonly ModelPlan[], base: string, paint: Paint): string {
  const shown = plans.filter((plan) => !(plan.action === 'keep' && plan.because === 'untouched'));
  const untouched = plans.length - shown.length;
  const rows = shown.flatMap((plan) =>
    describe(plan).map((line, k) => [k === 0 ? plan.model : '', k === 0 ? plan.action : '', ...line]),
  );
  const rest =
    untouched > 0 ? paint('dim', `  ${untouched} ${untouched === 1 ? 'model' : 'models'} untouched since ${base}`) : '';
  return [columns(rows), rest].filter(Boolean).join('\n') || `  no model is defined`;
}

/** Lines of place and sentence. */
function describe(plan: ModelPlan): readonly (readonly [string, string])[] {
  switch (plan.action) {
    case 'keep':
      if (plan.because === 'released') return [['', `made of the same bytes as v${plan.version}`]];
      return [['', plan.because === 'untouched' ? 'untouched' : 'nothing that changed counts']];
    case 'remove':
      return [['', 'no longer defined']];
    case 'invalid':
      return plan.faults.map((fault) => [
        fault.location ? `${fault.location.file}:${fault.location.line}` : '',
        fault.message,
      ]);
    case 'train': {
      if (plan.because === 'new') return [['', 'new']];
      if (plan.because === 'mended') return [['', 'could not be resolved before']];
      return plan.reasons.flatMap((reason) =>
        reason.changes.map((change): [string, string] => [
          change.line === undefined ? change.file : `${change.file}:${change.line}`,
          reason.chain.length > 2 ? `${change.text}  (${reason.chain.slice(1).join(' → ')})` : change.text,
        ]),
      );
    }
  }
}
