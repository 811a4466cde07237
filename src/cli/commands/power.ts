import type { Plan } from '../../core/comparison/sample-size.ts';
import { AvalError } from '../../core/errors.ts';
import { type Invocation, type Run, textOption } from '../command.ts';
import { oneNumber, severalNumbers } from '../number-options.ts';
import { columns } from '../terminal/paint.ts';
import { halfWidths, type PowerTable, rowsForAuc, rowsForMeans, rowsForShares } from './power/power-tables.ts';

/** What people most often plan for: shares of the rows, and shares of the rows that one model alone gets right. */
const usual = { margins: [0.005, 0.01, 0.02], disagreements: [0.02, 0.05, 0.1] };

/** `aval power`: how many rows a comparison needs before it can tell, or what so many rows can tell. Reads nothing. */
export const run: Run = async (invocation) => {
  const plan: Plan = {
    alpha: oneNumber(invocation, 'alpha', 0.5) ?? 0.05,
    power: oneNumber(invocation, 'power', 1) ?? 0.8,
  };
  const { says, rows, tables, notes = [] } = tableOf(invocation, plan);
  return {
    outcome: 'ok',
    data: { ...plan, rows },
    text: (paint) =>
      [
        ...says,
        paint('dim', `alpha ${plan.alpha} on one side, power ${plan.power}`),
        ...tables.flatMap(({ title, cells }) => ['', ...(title === undefined ? [] : [title]), columns(cells)]),
        ...notes,
      ].join('\n'),
  };
};

/** One kind of number at a time: that whose option is there, else shares. */
function tableOf(invocation: Invocation, plan: Plan): PowerTable {
  const kinds = ['rows', 'auc', 'deviation'].filter((name) => textOption(invocation, name) !== undefined);
  if (kinds.length > 1) {
    const message = `--${kinds.join(' and --')} are different questions`;
    throw new AvalError('usage', { rule: 'cli.power', message, hint: 'Ask one at a time.' });
  }
  const margins = severalNumbers(invocation, 'margin') ?? usual.margins;
  const disagreements = severalNumbers(invocation, 'disagreement', 1) ?? usual.disagreements;
  const counts = severalNumbers(invocation, 'rows');
  if (counts !== undefined) return halfWidths(counts, disagreements, oneNumber(invocation, 'share', 1), plan);
  const auc = oneNumber(invocation, 'auc', 1);
  if (auc !== undefined) {
    const positive = oneNumber(invocation, 'positive', 1) ?? 0.5;
    const correlation = oneNumber(invocation, 'correlation', 1) ?? 0.5;
    return rowsForAuc({ auc, positive, correlation }, margins, plan);
  }
  const deviations = severalNumbers(invocation, 'deviation');
  return deviations === undefined
    ? rowsForShares(margins, disagreements, plan)
    : rowsForMeans(margins, deviations, plan);
}
