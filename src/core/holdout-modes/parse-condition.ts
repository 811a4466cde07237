import { AvalError } from '../errors.ts';

/** n: the new model's accuracy; o: the old one's; d: the share of rows on which they answer differently. */
type Variable = 'n' | 'o' | 'd';

/** `expression cmp threshold +/- tolerance`, the expression a sum of variables times numbers. */
export interface ConditionClause {
  readonly variables: readonly Variable[];
  readonly coefficients: readonly number[];
  readonly cmp: '>' | '<';
  readonly threshold: number;
  readonly tolerance: number;
}

const number = String.raw`(?:\d+(?:\.\d*)?|\.\d+)`;
const term = String.raw`[+-]?\s*(?:${number}\s*\*\s*)?[nod]`;
const clause = new RegExp(
  String.raw`^(?<sum>${term}(?:\s*[+-]\s*(?:${number}\s*\*\s*)?[nod])*)\s*(?<cmp>[<>])\s*(?<threshold>-?${number})\s*(?:\+/-|±)\s*(?<tolerance>${number})$`,
);
const oneTerm = new RegExp(String.raw`(?<sign>[+-]?)\s*(?:(?<factor>${number})\s*\*\s*)?(?<variable>[nod])`, 'g');

/**
 * Reads a condition as ease.ml/ci writes it: `n - o > 0.02 +/- 0.01 /\ d < 0.1 +/- 0.01`, clauses joined by `/\`. Throws `usage` for anything else, for a
 * variable named twice in a clause and for a tolerance of 0.
 */
export function parseCondition(text: string): readonly ConditionClause[] {
  return text.split('/\\').map((part) => {
    const found = clause.exec(part.trim())?.groups;
    if (found === undefined) throw unreadable(part.trim());
    const terms = [...(found['sum'] ?? '').matchAll(oneTerm)].map(({ groups }) => ({
      variable: groups?.['variable'] as Variable, // the pattern admits no other
      coefficient: Number(groups?.['factor'] ?? 1) * (groups?.['sign'] === '-' ? -1 : 1),
    }));
    const variables = terms.map(({ variable }) => variable);
    const tolerance = Number(found['tolerance']);
    if (new Set(variables).size < variables.length || tolerance === 0) throw unreadable(part.trim());
    return {
      variables,
      coefficients: terms.map(({ coefficient }) => coefficient),
      cmp: found['cmp'] === '>' ? '>' : '<',
      threshold: Number(found['threshold']),
      tolerance,
    };
  });
}

function unreadable(part: string): AvalError {
  return new AvalError('usage', {
    rule: 'condition.form',
    message: `"${part.slice(0, 80)}" is no condition`,
    hint: 'Write for example "n - o > 0.02 +/- 0.01": n the new model, o the old one, d their disagreement, each once, and a tolerance above 0.',
  });
}
