import type { Fault } from '../../errors.ts';
import { uniqueColumns } from '../../features/spine.ts';
import type { DocumentOf } from '../document.ts';
import type { Catalogue } from './catalogue.ts';
import { faultAt, unknownName } from './fault-at.ts';
import { checkEvaluation } from './gates-evaluation.ts';
import { checkProblem } from './gates-problem.ts';
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
  yield* checkProblem(gates, spine);
  yield* checkEvaluation(gates, spine);
  yield* checkRules(gates, spine, catalogue.project);
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
  const { dev, holdout } = gates.value.data;
  for (const [key, part] of [
    ['dev', dev],
    ['holdout', holdout],
  ] as const) {
    if ('group' in part) yield* spineColumn(gates, ['data', key, 'group'], part.group, spine);
    if (!('last' in part)) continue;
    const pointer = ['data', key, 'last'];
    const { name, time } = spine.value;
    if (time === undefined)
      yield faultAt(gates, pointer, 'gates.time', `the last ${part.last} needs "time" in the spine "${name}"`);
  }
  if ('share' in dev && 'share' in holdout && dev.share + holdout.share >= 1) {
    const message = `dev ${dev.share} and holdout ${holdout.share} leave nothing to train on`;
    yield faultAt(gates, ['data'], 'gates.shares', message, 'Together they are less than 1.');
  }
}
