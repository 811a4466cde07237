import type { Statistics } from '../../core/definitions/schema/statistics.ts';
import { AvalError } from '../../core/errors.ts';
import { openAccount } from '../../core/gate/account-use.ts';
import type { LedgerEntry } from '../../core/gate/ledger-entry.ts';
import { levelInMode } from '../../core/gate/spending.ts';
import type { SpendingSchedule } from '../../core/gate/spending-schedules.ts';
import { type Adaptivity, bennettSize, conditionSize } from '../../core/holdout-modes/easeml-sizes.ts';
import { parseCondition } from '../../core/holdout-modes/parse-condition.ts';
import { countText, levelText } from '../../core/report/number-text.ts';
import { fetchedLedger } from '../../engines/workspace/fetched-ledger.ts';
import { localLedgerOf } from '../../engines/workspace/own-holdout.ts';
import { openWorkspace, type Workspace } from '../../engines/workspace/workspace.ts';
import { type Invocation, type Run, textOption } from '../command.ts';
import { columns, type Paint, painted } from '../terminal/paint.ts';
import { onBranch, onBranchText } from './holdout/on-branch.ts';

/** One holdout, or vault, that this machine used. */
interface UsedHoldout {
  readonly model: string;
  readonly tier: 'holdout' | 'vault';
  readonly account: string;
  readonly used: number;
  readonly budget: number;
  readonly spent: number;
}

/** Rows that a condition takes for as many answers as the budget allows, at alpha together. */
interface ConditionRows {
  readonly none: number;
  readonly hybrid: number;
  readonly full: number;
}

/** `aval holdout [--condition <text>]`: what this machine and the App spent of holdouts and vaults, and how many rows a holdout needs. Spends nothing. */
export const run: Run = async (invocation, { folder }) => {
  const workspace = await openWorkspace(folder);
  const { statistics } = (workspace.policy ?? workspace.head).definitions.project;
  const used = usedHoldouts(await localLedgerOf(workspace).entries(), workspace);
  const ledger = await fetchedLedger(workspace.repository);
  const app = ledger && onBranch(ledger);
  const { holdout, holdoutBudget: budget, alpha } = statistics;
  const levels = Array.from({ length: Math.min(4, budget) }, (_, i) => levelInMode(i + 1, statistics));
  const last = levelInMode(budget, statistics);
  const rows = conditionRows(invocation, workspace);
  const schedule = scheduleOf(statistics);
  return {
    outcome: 'ok',
    data: {
      mode: holdout.mode,
      ...(schedule && { schedule }),
      budget,
      alpha,
      levels,
      last,
      used,
      ...(app && { app }),
      ...(rows && { rows }),
    },
    text: (paint) =>
      [
        `mode ${holdout.mode}${schedule ? ` by ${schedule}` : ''}: ${budget} uses, the first at ${levels.map(levelText).join(', ')}${budget > 4 ? `, the last at ${levelText(last)}` : ''}`,
        used.length === 0 ? 'This machine used no holdout yet.' : usedText(used, paint),
        ...(app === undefined ? [] : [onBranchText(app, paint)]),
        ...(rows === undefined ? [] : [rowsText(rows, budget)]),
      ].join('\n\n'),
  };
};

/** How alpha is spent, where the mode leaves a choice. */
function scheduleOf({ holdout: { mode, schedule } }: Statistics): SpendingSchedule | undefined {
  return mode === 'spending' || mode === 'ladder' ? (schedule ?? 'basel') : undefined;
}

function usedHoldouts(entries: readonly LedgerEntry[], { policy, head }: Workspace): readonly UsedHoldout[] {
  const { statistics } = (policy ?? head).definitions.project;
  const known = new Map<string, UsedHoldout>();
  for (const entry of entries) {
    if (entry.state !== 'reserved' || known.has(`${entry.model} ${entry.account}`)) continue;
    const { model, account, tier = 'holdout' } = entry;
    const { used, budget, spent } =
      tier === 'vault' ? { used: 1, budget: 1, spent: entry.alpha } : openAccount(entries, entry, statistics);
    known.set(`${model} ${account}`, { model, tier, account, used, budget, spent });
  }
  return [...known.values()];
}

/** By Hoeffding, or, where a bound of the disagreement is known, for `n - o` by Bennett, which takes fewer. */
function conditionRows(invocation: Invocation, { policy, head }: Workspace): ConditionRows | undefined {
  const text = textOption(invocation, 'condition');
  if (text === undefined) return undefined;
  const { alpha, holdoutBudget } = (policy ?? head).definitions.project.statistics;
  const clauses = parseCondition(text);
  const disagreement = shareOf(textOption(invocation, 'disagreement'));
  const size = (adaptivity: Adaptivity): number => {
    const plan = { delta: alpha, steps: holdoutBudget, adaptivity };
    const [only] = clauses;
    if (disagreement === undefined || only === undefined) return conditionSize(clauses, plan);
    if (clauses.length === 1 && only.variables.join() === 'n,o' && only.coefficients.join() === '1,-1')
      return bennettSize(disagreement, only.tolerance, plan);
    const message = 'a known disagreement helps with one clause on n - o, and with no other condition';
    throw new AvalError('usage', { rule: 'cli.disagreement', message, hint: 'Leave out --disagreement.' });
  };
  return { none: size('none'), hybrid: size('hybrid'), full: size('full') };
}

function shareOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const share = Number(text);
  if (share > 0 && share <= 1) return share;
  const message = `--disagreement is a share above 0, at most 1, not "${text.slice(0, 40)}"`;
  throw new AvalError('usage', { rule: 'cli.share', message });
}

function usedText(used: readonly UsedHoldout[], paint: Paint): string {
  const rows = used.map(({ model, tier, account, used: count, budget, spent }) => [
    painted(paint, 'bold', model),
    tier,
    account.slice('sha256:'.length, 'sha256:'.length + 12),
    `${count} of ${budget} used`,
    `alpha spent: ${Number(spent.toPrecision(3))}`,
  ]);
  return columns(rows);
}

function rowsText({ none, hybrid, full }: ConditionRows, budget: number): string {
  const lines = [
    ['none', countText(none), 'nobody tunes by the answers'],
    ['hybrid', countText(hybrid), 'only pass or not is told; retired by a pass'],
    ['full', countText(full), 'whatever is made of each answer'],
  ];
  return `labelled rows that decide it ${budget} times:\n${columns(lines)}`;
}
