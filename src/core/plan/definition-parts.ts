// What of each document can change the trained bits. The parts keep the paths of the documents, so that a difference
// between two parts is a place in a file. docs/reference/definition-digest.md is generated from these decisions.
import type { FeatureView } from '../definitions/schema/feature-view.ts';
import type { Gates } from '../definitions/schema/gates.ts';
import type { Model, Train } from '../definitions/schema/model.ts';
import type { Entity, Source } from '../definitions/schema/source.ts';

/** The name counts because the package's manifest holds it; description, owner and monitoring don't. */
export function modelPart(model: Model) {
  const { name, features, join, prepare, train } = model;
  // The order of features is the order of the model's inputs.
  return { name, features, join, prepare, train: trainPart(train) };
}

/** Limits of time and memory decide whether training ends, not what it yields. Files count by their digests. */
function trainPart(train: Train) {
  if (train.engine !== 'command') return train;
  const { engine, run, parameters, seed, reweigh } = train;
  return { engine, run, parameters, seed, reweigh };
}

/**
 * Label, split rules, the group that `reweigh` names, and the costs of several classes, because a package holds them to decide by, and the
 * query where a ranking is learned by it. Other costs, baseline, threshold, metrics, other groups, clusters and gates judge a model
 * that is already trained.
 */
export function gatesPart({ problem, data, evaluate }: Gates, { train }: Pick<Model, 'train'>) {
  const { reweigh } = train;
  const { column, positive, above, classes } = problem.label;
  // `equalRows` only refuses to train; it moves no row.
  const { spine, dev, holdout, vault, seed, weight } = data;
  return {
    problem: {
      task: problem.task,
      label: { column, positive, above, classes },
      classCosts: problem.classCosts,
      query: problem.task === 'ranking' && learnsQueries(train) ? problem.query : undefined,
    },
    data: { spine, dev, holdout, vault, seed, weight },
    ...(reweigh && { evaluate: { groups: groupParts(evaluate.groups, reweigh.by) } }),
  };
}

/** Whether a ranking is learned query by query. */
function learnsQueries(train: Train): boolean {
  return train.engine === 'gbdt' && train.parameters.objective !== 'regression';
}

/** A group, after those that it crosses. Which part is the reference is asked of finished models. */
function groupParts(groups: Gates['evaluate']['groups'], name: string): readonly unknown[] {
  return groups
    .filter((group) => group.name === name)
    .flatMap((group) => {
      if ('by' in group) return [{ name, by: group.by, bins: group.bins }];
      return [...group.crossing.flatMap((crossed) => groupParts(groups, crossed)), { name, crossing: group.crossing }];
    });
}

/** A feature that the model doesn't use changes nothing for it; neither do descriptions, units, owner and `online`. */
export function viewPart(view: FeatureView, used: ReadonlySet<string>) {
  const { entity, source, keys, time, knownAt, createdAt, equalTimes, ttl, sql } = view;
  const features = pick(
    view.features,
    used,
    ({ column, sql }: { column?: string | undefined; sql?: string | undefined }, name) => ({
      // Written out or left to the feature's own name, the column is the same.
      column: column ?? (sql === undefined ? name : undefined),
      sql,
    }),
  );
  const aggregate = pick(view.aggregate, used, (item) => ({
    function: item.function,
    of: item.function === 'count' ? undefined : item.of,
    window: item.window,
  }));
  return { entity, source, keys, time, knownAt, createdAt, equalTimes, ttl, sql, features, aggregate };
}

/** Join keys in order. */
export function entityPart({ keys }: Entity) {
  return { keys };
}

/**
 * What changes how bytes are read: format, time, zone, and type and format of every column, because SQL may read any. Whether a column is personal
 * decides what the package's profile says of it.
 * Expectations only refuse data. The address doesn't count, the bytes are pinned; it may say the format, though.
 */
export function sourcePart(source: Source) {
  const { time, zone } = source;
  const columns = pick(source.columns, undefined, ({ type, format, personal }) => ({
    type,
    format,
    personal: personal || undefined,
  }));
  return { format: source.format ?? endingOf(source.uri), time, zone, columns };
}

function endingOf(uri: string): string | undefined {
  return /\.([A-Za-z0-9]+)(?:[?#].*)?$/.exec(uri)?.[1]?.toLowerCase();
}

function pick<T, P>(
  record: Readonly<Record<string, T>>,
  used: ReadonlySet<string> | undefined,
  part: (value: T, name: string) => P,
): Record<string, P> {
  const picked: [string, P][] = [];
  for (const [name, value] of Object.entries(record)) {
    if (used === undefined || used.has(name)) picked.push([name, part(value, name)]);
  }
  return Object.fromEntries(picked);
}
