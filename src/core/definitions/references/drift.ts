import type { Fault } from '../../errors.ts';
import type { DocumentOf, Pointer } from '../document.ts';
import { nearest } from '../nearest.ts';
import type { DriftMethodRule } from '../schema/drift.ts';
import { type DriftProfile, isLineMethod, methodsOfProfile } from '../schema/drift-methods.ts';
import type { SourceColumn } from '../schema/source.ts';
import type { Catalogue } from './catalogue.ts';
import { columnOf } from './columns.ts';
import { faultAt, faultAtKey } from './fault-at.ts';

type ModelDocument = DocumentOf<'Model'>;

/** Columns with a method of their own exist and can have it, and a profile is asked for nothing that its tool lacks. */
export function* checkDrift(model: ModelDocument, catalogue: Catalogue): Generator<Fault> {
  const drift = model.value.monitor?.drift;
  if (drift === undefined) return;
  const at = ['monitor', 'drift'];
  const columns = Object.entries(drift.columns ?? {});
  for (const [name, rule] of columns) yield* checkColumn(model, [...at, 'columns', name], name, rule, catalogue);
  if (drift.profile === undefined) return;
  if (drift.usual !== undefined) {
    const message = `"usual" is aval's own rule, and ${drift.profile} decides by its own`;
    yield faultAtKey(model, [...at, 'usual'], 'model.drift', message, 'Leave out one of them.');
  }
  const asked: [Pointer, DriftMethodRule | undefined][] = [
    [[...at, 'number', 'method'], drift.number],
    [[...at, 'category', 'method'], drift.category],
    ...columns.map(([name, rule]): [Pointer, DriftMethodRule] => [[...at, 'columns', name, 'method'], rule]),
  ];
  for (const [pointer, rule] of asked) if (rule) yield* checkMethod(model, pointer, drift.profile, rule.method);
}

function* checkMethod(
  model: ModelDocument,
  pointer: Pointer,
  profile: DriftProfile,
  method: DriftMethodRule['method'],
): Generator<Fault> {
  const known: readonly string[] = methodsOfProfile[profile];
  if (known.includes(method)) return;
  const own = method === 't_test' && profile === 'evidently' ? 'Its t_test is "student" here. ' : '';
  const hint = `${own}Its methods: ${known.join(', ')}.`;
  yield faultAt(model, pointer, 'model.drift', `${profile} has no limit for ${method}`, hint);
}

function* checkColumn(
  model: ModelDocument,
  pointer: Pointer,
  name: string,
  rule: DriftMethodRule,
  catalogue: Catalogue,
): Generator<Fault> {
  const known = [...model.value.features, 'prediction'];
  if (!known.includes(name)) {
    const near = nearest(name, known);
    const hint = near
      ? `Did you mean "${near}"?`
      : 'Expected a feature of this model, "view:feature", or "prediction".';
    yield faultAtKey(model, pointer, 'reference.feature', `"${name}" is no column that this model is watched by`, hint);
    return;
  }
  yield* checkType(model, pointer, name, rule, typeOf(name, catalogue));
}

function* checkType(
  model: ModelDocument,
  pointer: Pointer,
  name: string,
  rule: DriftMethodRule,
  type: SourceColumn['type'] | undefined,
): Generator<Fault> {
  if (type === 'timestamp' || type === 'date') {
    const message = `"${name}" holds times, which pass: only what is missing of them is watched`;
    yield faultAtKey(model, pointer, 'model.drift', message, 'Remove the entry.');
  }
  if (type !== 'string') return;
  if (isLineMethod(rule.method)) {
    const message = `"${name}" is text, and ${rule.method} compares numbers`;
    const hint = 'Expected a method of shares, such as jensen_shannon, psi or chi_square.';
    yield faultAt(model, [...pointer, 'method'], 'model.drift', message, hint);
  } else if ('bins' in rule && rule.bins !== undefined) {
    const message = `"${name}" is text: its levels are its cells, and nothing is put into bins`;
    yield faultAtKey(model, [...pointer, 'bins'], 'model.drift', message, 'Leave it out.');
  }
}

/** Undefined where SQL or an aggregate makes the feature. */
function typeOf(ref: string, { view, source }: Catalogue): SourceColumn['type'] | undefined {
  const [viewName = '', feature = ''] = ref.split(':');
  const found = view.get(viewName)?.value;
  const declared = found && Object.hasOwn(found.features, feature) ? found.features[feature] : undefined;
  const from = found && source.get(found.source);
  if (!declared || !from || declared.sql !== undefined || found.sql !== undefined) return undefined;
  return columnOf(from, declared.column ?? feature)?.type;
}
