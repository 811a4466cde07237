import { spentLevels } from '../../../src/core/gate/spending.ts';
import { conditionPasses, conditionVerdict } from '../../../src/core/holdout-modes/condition.ts';
import {
  type Adaptivity,
  bennettSize,
  clauseSizes,
  conditionSize,
} from '../../../src/core/holdout-modes/easeml-sizes.ts';
import { ladderWithoutStep, ladderWithStep } from '../../../src/core/holdout-modes/ladder.ts';
import { parseCondition } from '../../../src/core/holdout-modes/parse-condition.ts';
import { thresholdout } from '../../../src/core/holdout-modes/thresholdout.ts';
import type { Value } from '../case.ts';
import { type Adapter, column, matrix, number, values } from '../shapes.ts';

const single = [1];
const pair = [1, -1];
const list = (value: Value): readonly Value[] => (Array.isArray(value) ? value : []);

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
  thresholdout: ({ train_holdout, noise }, { T, budget, gamma_initial }) => {
    const noises = list(noise).map(values);
    const queries = matrix(train_holdout).map(([train = 0, holdout = 0], i) => ({
      train,
      holdout,
      noise: {
        threshold: number(noises[i]?.['threshold'] ?? null),
        comparison: number(noises[i]?.['eta'] ?? null),
        answer: number(noises[i]?.['xi'] ?? null),
      },
    }));
    const settings = { threshold: number(T), budget: number(budget), thresholdNoise: number(gamma_initial) };
    const steps = thresholdout(queries, settings).map(({ answer, fromHoldout, budgetLeft }) => ({
      answer: answer ?? null,
      from_holdout: fromHoldout ?? null,
      budget_left: budgetLeft,
    }));
    return { steps };
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
