import type { Fault } from '../../errors.ts';
import type { DocumentOf, Pointer } from '../document.ts';
import { nearest } from '../nearest.ts';
import type { PreparationStep } from '../schema/model.ts';
import { faultAt } from './fault-at.ts';
import { isTimeZone } from './source.ts';

type ModelDocument = DocumentOf<'Model'>;

/** Preparation steps name features of the model, and what they ask makes sense. */
export function* checkPreparation(model: ModelDocument): Generator<Fault> {
  for (const [i, step] of (model.value.prepare ?? []).entries()) {
    for (const [name, { columns }] of Object.entries(step)) {
      if (typeof columns !== 'string') yield* checkNames(model, ['prepare', i, name, 'columns'], columns);
    }
    yield* checkSettings(model, i, step);
  }
}

function* checkNames(model: ModelDocument, pointer: Pointer, columns: readonly string[]): Generator<Fault> {
  const features = [...new Set(model.value.features)];
  for (const [i, asked] of columns.entries()) {
    // Earlier steps add columns: "amount.missing", "purpose=car".
    const name = asked.replace(/[.=].*$/, '');
    const found = features.filter((ref) => ref === name || ref.slice(ref.indexOf(':') + 1) === name);
    if (found.length === 1 || features.includes(name)) continue;
    const at = [...pointer, i];
    if (found.length > 1) {
      const message = `"${asked}" could be ${found.map((ref) => `"${ref}"`).join(' or ')}`;
      yield faultAt(model, at, 'model.ambiguousColumn', message, 'Write the full name.');
      continue;
    }
    const near = nearest(asked, [...features, ...features.map((ref) => ref.slice(ref.indexOf(':') + 1))]);
    const hint = near === undefined ? 'Expected a feature of this model.' : `Did you mean "${near}"?`;
    yield faultAt(model, at, 'reference.feature', `"${asked}" is no feature of this model`, hint);
  }
}

function* checkSettings(model: ModelDocument, index: number, step: PreparationStep): Generator<Fault> {
  if ('dateParts' in step && !isTimeZone(step.dateParts.zone)) {
    const pointer = ['prepare', index, 'dateParts', 'zone'];
    yield faultAt(model, pointer, 'model.zone', `unknown time zone "${step.dateParts.zone}"`);
  }
  if (!('clip' in step)) return;
  const { low, high, quantiles } = step.clip;
  const pointer = ['prepare', index, 'clip'];
  if (quantiles && (low !== undefined || high !== undefined))
    yield faultAt(model, pointer, 'model.clip', 'clip has either "quantiles" or "low" and "high"');
  if (!quantiles && low === undefined && high === undefined)
    yield faultAt(model, pointer, 'model.clip', 'clip needs "low", "high" or "quantiles"');
  const [from, to] = quantiles ?? [low ?? Number.NEGATIVE_INFINITY, high ?? Number.POSITIVE_INFINITY];
  if (from >= to) yield faultAt(model, pointer, 'model.clip', `clip from ${from} to ${to} leaves nothing`);
}
