import type { Fault } from '../../errors.ts';
import { levelInMode } from '../../gate/spending.ts';
import type { DocumentOf } from '../document.ts';
import { faultAt, unknownName } from './fault-at.ts';

/** Environments have names of their own, each soaks in an earlier one, so there are no cycles, and who answers for rules has rules to answer for. */
export function* checkProject(project: DocumentOf<'Project'>): Generator<Fault> {
  yield* checkSchedule(project);
  const names = project.value.environments.map((environment) => environment.name);
  for (const [i, environment] of project.value.environments.entries()) {
    const first = names.indexOf(environment.name);
    if (first !== i) {
      const message = `a second environment "${environment.name}"`;
      yield faultAt(project, ['environments', i, 'name'], 'project.environment', message, 'Names are unique.');
    }
    const { soak, gates, whenInconclusive } = environment.require;
    if (whenInconclusive !== undefined && gates === undefined) {
      const message = `"${environment.name}" has no rules of its own that could be inconclusive`;
      const hint = 'Add "gates" beside it. For the rules of a model, write it in its gates.yaml.';
      yield faultAt(project, ['environments', i, 'require', 'whenInconclusive'], 'project.inconclusive', message, hint);
    }
    if (soak === undefined) continue;
    const pointer = ['environments', i, 'require', 'soak', 'in'];
    const earlier = names.slice(0, i);
    if (!names.includes(soak.in)) yield unknownName(project, pointer, 'environment', soak.in, earlier);
    else if (!earlier.includes(soak.in)) {
      const message = `"${environment.name}" can't wait for "${soak.in}", which does not come before it`;
      const hint =
        earlier.length === 0 ? 'The first environment has no earlier one.' : `Earlier: ${earlier.join(', ')}.`;
      yield faultAt(project, pointer, 'project.soak', message, hint);
    }
  }
}

/** The later of more uses than these have so much that whoever climbs by the answers gets a worse model through too often: docs/reference/coverage.md. */
const mostUses: { readonly [schedule: string]: number } = { harmonic: 32, pocock: 16 };
/** With a smaller share of alpha no interval is worth its name: that of mode `full` with the most uses that it may have. */
const leastShare = 1 / 65_536;

/** A schedule that keeps alpha for later uses is for few of them. */
function* checkSchedule(project: DocumentOf<'Project'>): Generator<Fault> {
  const { statistics } = project.value;
  const { schedule } = statistics.holdout;
  if (schedule === undefined) return;
  const known = mostUses[schedule];
  const first = (holdoutBudget: number) => levelInMode(1, { ...statistics, holdoutBudget });
  const isFine = (budget: number) =>
    known === undefined ? first(budget) >= statistics.alpha * leastShare : budget <= known;
  if (isFine(statistics.holdoutBudget)) return;
  let most = 1;
  while (isFine(most + 1)) most += 1;
  const why = known === undefined ? 'the first ones have next to nothing' : 'the last ones have too much';
  const message = `"${schedule}" is for ${most} uses at most, not ${statistics.holdoutBudget}: ${why} of alpha ${statistics.alpha}`;
  const hint = 'Lower holdoutBudget, or take another schedule.';
  yield faultAt(project, ['statistics', 'holdout', 'schedule'], 'project.schedule', message, hint);
}
