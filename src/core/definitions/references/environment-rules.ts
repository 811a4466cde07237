import type { Fault } from '../../errors.ts';
import type { DocumentOf, Pointer } from '../document.ts';
import type { GateItem, GatePreset, GateRule } from '../schema/gate-rules.ts';
import { type AskedMetric, askable } from '../schema/metrics-of-task.ts';
import type { Catalogue } from './catalogue.ts';
import { faultAt } from './fault-at.ts';
import { checkItems } from './gates-rules.ts';

type ProjectDocument = DocumentOf<'Project'>;

/** Rules of environments are about every model whose task they can be about; only where the champion runs may they compare with it. */
export function* checkEnvironmentRules(project: ProjectDocument, catalogue: Catalogue): Generator<Fault> {
  const { environments } = project.value;
  for (const [i, { name, require }] of environments.entries()) {
    const pointer: Pointer = ['environments', i, 'require', 'gates'];
    const items = require.gates ?? [];
    const holdsChampion = i === environments.length - 1;
    for (const { asked, at } of items.flatMap((item, j) => placedIn(item, [...pointer, j]))) {
      if (!holdsChampion && compares(asked)) yield comparesTooEarly(project, at, name);
      if ('metric' in asked) yield* fitsSomeModel(project, asked, at, catalogue);
    }
    yield* distinct([...ofModels(project, items, pointer, catalogue)]);
  }
}

/** What a model's own gates would say of such rules, told where the rules stand. */
function* ofModels(
  project: ProjectDocument,
  items: readonly GateItem[],
  pointer: Pointer,
  catalogue: Catalogue,
): Generator<Fault> {
  for (const gates of catalogue.gates.values()) {
    const placed = { ...gates, locate: project.locate };
    const fits = (asked: AskedMetric) => askable(gates.value.problem.task, asked).includes(asked.metric);
    yield* checkItems(placed, items, pointer, { spine: catalogue.source.get(gates.value.data.spine), catalogue, fits });
  }
}

interface Placed {
  readonly asked: GateRule | GatePreset;
  readonly at: Pointer;
}

function placedIn(item: GateItem, at: Pointer): readonly Placed[] {
  const inside = (rules: readonly GateRule[], pointer: Pointer) =>
    rules.map((rule, i): Placed => ({ asked: rule, at: [...pointer, i] }));
  if ('rule' in item || 'preset' in item) return [{ asked: item, at }];
  if ('all' in item) return inside(item.all, [...at, 'all']);
  if ('none' in item) return inside(item.none, [...at, 'none']);
  return item.any.flatMap((one, i) => {
    const place = [...at, 'any', i];
    return 'rule' in one ? [{ asked: one, at: place }] : inside(one.all, [...place, 'all']);
  });
}

const comparing: ReadonlySet<GateRule['rule']> = new Set(['notWorse', 'superior', 'gapNotWider', 'latencyNotWorse']);

function compares(asked: GateRule | GatePreset): boolean {
  if ('rule' in asked) return comparing.has(asked.rule);
  if (asked.preset === 'mlflow-thresholds')
    return asked.minimumChange !== undefined || asked.minimumRelativeChange !== undefined;
  return asked.preset === 'model-risk';
}

function comparesTooEarly(project: ProjectDocument, at: Pointer, environment: string): Fault {
  const message = `a rule that compares, in "${environment}": evidence compares with what the last environment runs`;
  return faultAt(project, at, 'project.compares', message, 'Put it into gates.yaml, or into the last environment.');
}

function* fitsSomeModel(
  project: ProjectDocument,
  asked: AskedMetric,
  at: Pointer,
  { gates }: Catalogue,
): Generator<Fault> {
  const tasks = new Set([...gates.values()].map(({ value }) => value.problem.task));
  if (tasks.size === 0 || [...tasks].some((task) => askable(task, asked).includes(asked.metric))) return;
  const ofClass = asked.class === undefined ? '' : ' of a class';
  const message = `"${asked.metric}"${ofClass} measures no model here: their tasks are ${[...tasks].sort().join(', ')}`;
  yield faultAt(project, [...at, 'metric'], 'project.metric', message);
}

/** Several models may say the same of one rule. */
function distinct(faults: readonly Fault[]): readonly Fault[] {
  return [...new Map(faults.map((fault) => [JSON.stringify(fault), fault])).values()];
}
