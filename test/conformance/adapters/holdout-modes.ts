import { sidakLevel } from '../../../src/core/comparison/multiple-testing.ts';
import { statistics } from '../../../src/core/definitions/schema/statistics.ts';
import { levelInMode, spentLevels } from '../../../src/core/gate/spending.ts';
import { obrienFlemingSpent, pocockSpent, scheduledLevel } from '../../../src/core/gate/spending-schedules.ts';
import { conditionPasses, conditionVerdict } from '../../../src/core/holdout-modes/condition.ts';
import {
  type Adaptivity,
  bennettSize,
  clauseSizes,
  conditionSize,
} from '../../../src/core/holdout-modes/easeml-sizes.ts';
import { ladderWithoutStep, ladderWithStep } from '../../../src/core/holdout-modes/ladder.ts';
import { parseCondition } from '../../../src/core/holdout-modes/parse-condition.ts';
import { type Adapter, column, matrix, number } from '../shapes.ts';

const single = [1];
const pair = [1, -1];

/** How often a holdout may be asked, how many rows that takes, and what is told. */
export const holdoutModeAdapters: Readonly<Record<string, Adapter>> = {
  easeml_sample_size: ({ reliability, epsilon }, { steps }) => {
    const size = (coefficients: readonly number[], adaptivity: Adaptivity) =>
      conditionSize([{ coefficients, tolerance: number(epsilon) }], {
        delta: 1 - number(reliability),
        steps: number(steps),
        adaptivity,
      });
    return {
      single_none: size(single, 'none'),
      single_full: size(single, 'full'),
      pair_none: size(pair, 'none'),
      pair_full: size(pair, 'full'),
      hybrid_equals_none: size(pair, 'hybrid') === size(pair, 'none'),
    };
  },
  easeml_condition_size: ({ condition }, { reliability, steps, adaptivity }) => {
    const plan = { delta: 1 - number(reliability), steps: number(steps), adaptivity: adaptivity as Adaptivity };
    const clauses = parseCondition(String(condition));
    return { clause_sizes: clauseSizes(clauses, plan), n: conditionSize(clauses, plan) };
  },
  bennett_sample_size: ({ p, epsilon, delta }, { steps }) => {
    const plan = (adaptivity: Adaptivity) => ({ delta: number(delta), steps: number(steps), adaptivity });
    const none = bennettSize(number(p), number(epsilon), plan('none'));
    return {
      hoeffding_none: conditionSize([{ coefficients: pair, tolerance: number(epsilon) }], plan('none')),
      bennett_none: none,
      bennett_full: bennettSize(number(p), number(epsilon), plan('full')),
      labels_needed_if_only_disagreements_labelled: Math.ceil(number(p) * none),
    };
  },
  condition_verdict: ({ estimate, threshold, epsilon, op }) => {
    const verdict = conditionVerdict(number(estimate), op === '>' ? '>' : '<', number(threshold), number(epsilon));
    return {
      verdict,
      fp_free_pass: conditionPasses(verdict, 'fp-free'),
      fn_free_pass: conditionPasses(verdict, 'fn-free'),
    };
  },
  ladder_fixed: ({ losses }, { eta }) => ({ released: ladderWithStep([...column(losses)], number(eta)) }),
  ladder_parameter_free: ({ y_true, submissions }) => {
    const label = column(y_true);
    const losses = matrix(submissions).map((answers) => answers.map((answer, row) => (answer === label[row] ? 0 : 1)));
    const answered = ladderWithoutStep(losses);
    return {
      released_loss: answered.map(({ released }) => released),
      accepted: answered.map(({ accepted }) => accepted),
    };
  },
  alpha_spending: ({ looks }, { alpha: level }) => {
    const [budget, alpha] = [number(looks), number(level)];
    const uses = Array.from({ length: budget }, (_, i) => i + 1);
    const none = statistics.parse({ alpha, holdoutBudget: budget, holdout: { mode: 'none' } });
    const each = (schedule: 'harmonic' | 'basel') =>
      uses.map((use) => scheduledLevel(schedule, { use, budget }, alpha));
    return {
      obrien_fleming_cumulative: uses.map((use) => obrienFlemingSpent(use / budget, alpha)),
      pocock_cumulative: uses.map((use) => pocockSpent(use / budget, alpha)),
      bonferroni_each: levelInMode(1, none),
      sidak_each: sidakLevel(alpha, budget),
      harmonic_each: each('harmonic'),
      basel_each: each('basel'),
    };
  },
  alpha_budget: ({ requests }, { budget }) => {
    const spent: { use: number; alpha: number }[] = [];
    const log = [...column(requests)].map((alpha, i) => {
      const allowed = spentLevels(spent).fits(alpha, number(budget));
      if (allowed) spent.push({ use: i + 1, alpha });
      return { i, allowed, used: spentLevels(spent).sum };
    });
    return { log };
  },
};
