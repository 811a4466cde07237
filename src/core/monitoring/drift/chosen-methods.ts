import type { DriftMethodRule, DriftRule } from '../../definitions/schema/drift.ts';
import { isLineMethod } from '../../definitions/schema/drift-methods.ts';
import { AvalError } from '../../errors.ts';
import type { Column } from '../../features/frame.ts';
import { type BoundMethod, boundMethod } from './methods/compare.ts';
import { ownHandling } from './methods/handling.ts';
import { methodFacts } from './methods/method-facts.ts';

/** What a definition asks for, and the reference's values that its methods take. */
export interface DriftMethods {
  readonly rule: DriftRule;
  /** Columns of all reference rows. */
  readonly values: ReadonlyMap<string, Column>;
}

/** The method that a definition gives a column; undefined where it leaves the choice to aval. Throws `config` for one that its type can't have. */
export function ruleOf(rule: DriftRule, column: string, type: Column['type']): DriftMethodRule | undefined {
  const named = rule.columns && Object.hasOwn(rule.columns, column) ? rule.columns[column] : undefined;
  if (named && (type === 'time' || (type === 'category' && isLineMethod(named.method))))
    throw unfit(column, named, type);
  return named ?? (type === 'number' ? rule.number : type === 'category' ? rule.category : undefined);
}

/** A method in aval's own reading, with the least effect that can alarm. */
export interface ChosenMethod extends BoundMethod {
  readonly least: number;
}

export function chosenMethod(rule: DriftMethodRule): ChosenMethod {
  return { ...boundMethod(rule, ownHandling), least: rule.threshold ?? methodFacts[rule.method].least };
}

function unfit(column: string, { method }: DriftMethodRule, type: 'time' | 'category'): AvalError {
  return new AvalError('config', {
    rule: 'model.drift',
    message: `monitor.drift.columns: "${column}" is a ${type}, and ${method} compares numbers`,
    hint:
      type === 'time'
        ? 'A time passes: only what is missing of it is watched. Remove the entry.'
        : 'Expected a method of shares, such as jensen_shannon, psi or chi_square.',
  });
}
