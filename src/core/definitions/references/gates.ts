import type { Fault } from '../../errors.ts';
import { uniqueColumns } from '../../features/spine.ts';
import type { DocumentOf } from '../document.ts';
import type { Catalogue } from './catalogue.ts';
import { isNumeric } from './columns.ts';
import { faultAt, unknownName } from './fault-at.ts';
import { checkEvaluation } from './gates-evaluation.ts';
import { checkProblem } from './gates-problem.ts';
import { checkQueries } from './gates-queries.ts';
import { checkRules } from './gates-rules.ts';
import { spineColumn } from './spine-column.ts';

type GatesDocument = DocumentOf<'Gates'>;
type SourceDocument = DocumentOf<'Source'>;

/** Gates judge a model that exists, on rows and columns that exist, by metrics that fit the task. */
export function* checkGates(gates: GatesDocument, catalogue: Catalogue): Generator<Fault> {
  const { model, data } = gates.value;
  if (!catalogue.model.has(model)) yield unknownName(gates, ['model'], 'model', model, catalogue.model.keys());
  const spine = catalogue.source.get(data.spine);
  if (spine) {
    yield* checkRowKey(gates, spine);
    yield* checkParts(gates, spine);
  } else {
    yield unknownName(gates, ['data', 'spine'], 'source', data.spine, catalogue.source.keys());
  }
  yield* checkRowColumns(gates, spine);
  yield* checkQueries(gates);
  yield* checkProblem(gates, spine);
  yield* checkEvaluation(gates, spine);
  yield* checkRules(gates, { spine, catalogue });
}

function* checkRowKey(gates: GatesDocument, spine: SourceDocument): Generator<Fault> {
  const unique = uniqueColumns(spine.value);
  if (unique.length === 1) return;
  const name = spine.value.name;
  const message =
    unique.length === 0
      ? `the spine "${name}" has no column with "unique: true"`
      : `the spine "${name}" has ${unique.length} columns with "unique: true": ${unique.join(', ')}`;
  yield faultAt(gates, ['data', 'spine'], 'gates.rowKey', message, 'Exactly one column is the key of a row.');
}

/** A window needs times; that these have a lock, which says until when, is checked with the source. */
function* checkParts(gates: GatesDocument, spine: SourceDocument): Generator<Fault> {
  const { dev, holdout, vault } = gates.value.data;
  for (const [key, part] of [
    ['dev', dev],
    ['holdout', holdout],
    ['vault', vault],
  ] as const) {
    if (part === undefined) continue;
    if ('group' in part) yield* spineColumn(gates, ['data', key, 'group'], part.group, spine);
    if (!('last' in part)) continue;
    const pointer = ['data', key, 'last'];
    const { name, time } = spine.value;
    if (time === undefined)
      yield faultAt(gates, pointer, 'gates.time', `the last ${part.last} needs "time" in the spine "${name}"`);
  }
  const shares = Object.entries({ dev, holdout, ...(vault && { vault }) }).flatMap(([key, part]) =>
    'share' in part ? [{ key, share: part.share }] : [],
  );
  if (shares.reduce((sum, { share }) => sum + share, 0) >= 1) {
    const message = `${shares.map(({ key, share }) => `${key} ${share}`).join(' and ')} leave nothing to train on`;
    yield faultAt(gates, ['data'], 'gates.shares', message, 'Together they are less than 1.');
  }
}

/** Columns that say which rows belong together, and how much each counts. */
function* checkRowColumns(gates: GatesDocument, spine: SourceDocument | undefined): Generator<Fault> {
  const { data, evaluate, problem } = gates.value;
  if (problem.query !== undefined) yield* spineColumn(gates, ['problem', 'query'], problem.query, spine);
  if (evaluate.cluster !== undefined) yield* spineColumn(gates, ['evaluate', 'cluster'], evaluate.cluster, spine);
  if (data.weight === undefined) return;
  const weight = yield* spineColumn(gates, ['data', 'weight'], data.weight, spine);
  if (weight && !isNumeric(weight)) {
    const message = `the weight "${data.weight}" holds no numbers: its type is ${weight.type}`;
    yield faultAt(gates, ['data', 'weight'], 'gates.weight', message, 'Expected a column of type int or float.');
  }
}
