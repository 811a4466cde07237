import { takeRows } from '../../features/frame.ts';
import { askedInteractions } from '../interactions/asked-interactions.ts';
import { randomOrder } from '../permuted-frame.ts';
import { type Asked, coalitionAnswers } from './coalition-answers.ts';
import { allCoalitions, coalitionsOf, mostEnumerated } from './coalitions.ts';
import { withCommonLevels } from './common-levels.ts';
import { exactShapley } from './exact-shapley.ts';
import type { ExplainedModel, Explainer, MethodSettings } from './explainer.ts';
import { kernelCoalitions } from './kernel-coalitions.ts';
import { kernelShapley } from './kernel-shapley.ts';
import { defaultCoalitions } from './kernel-weights.ts';
import type { Method } from './methods.ts';
import { orderCoalitions, permutationShapley } from './permutation-shapley.ts';
import { type Question, tooFew, tooMany } from './question.ts';
import { scaleOfAnswers } from './scales.ts';
import { owenByViews } from './views.ts';

type AskingMethod = Extract<Method, 'exact' | 'kernel' | 'permutation' | 'views'>;

/** Orders of permutation SHAP where nobody says how many evaluations. */
const usualOrders = 10;

/** Explains any model by what it answers to rows in which some features are the background's. On the scale of the answers. */
export async function scoreExplainer(
  { item, score, background }: ExplainedModel,
  method: AskingMethod,
  settings: MethodSettings,
): Promise<Explainer> {
  const { task, classes, signature } = item.manifest;
  const features = signature.inputs.map(({ name }) => name);
  const outputs = classes?.length ?? 1;
  const asked = (others = background): Asked => ({ score, outputs, features, background: others });
  const questionOf = questions(method, features, settings);
  const none = coalitionsOf([new Uint8Array(features.length)], features.length);
  const base = await coalitionAnswers(asked(), takeRows(background, new Uint32Array(1)), none);
  const explainer: Explainer = {
    method,
    scale: scaleOfAnswers(task),
    features,
    outputs,
    base: Float64Array.from(base, (answer) => answer[0] ?? Number.NaN),
    evaluations: questionOf('').coalitions.count,
    async explain(frame, names) {
      const shares = new Float64Array(frame.rows * outputs * features.length);
      const errors = new Float64Array(shares.length);
      const [rows, others] = withCommonLevels(frame, background);
      for (let row = 0; row < rows.rows; row++) {
        const question = questionOf(names[row] ?? String(row));
        const answers = await coalitionAnswers(asked(others), takeRows(rows, Uint32Array.of(row)), question.coalitions);
        for (const [output, answer] of answers.entries()) {
          const found = question.shares(answer);
          const at = (row * outputs + output) * features.length;
          shares.set(found.shares, at);
          if (found.errors) errors.set(found.errors, at);
        }
      }
      return { rows: frame.rows, outputs, features, shares, ...(method === 'permutation' && { errors }) };
    },
  };
  if (method === 'views') return explainer;
  return {
    ...explainer,
    async interactions(frame, names) {
      const [rows, others] = withCommonLevels(frame, background);
      return askedInteractions(asked(others), rows, () => explainer.explain(frame, names));
    },
  };
}

/** What a row with this name asks. */
function questions(
  method: AskingMethod,
  features: readonly string[],
  { evaluations, seed }: MethodSettings,
): (name: string) => Question {
  const width = features.length;
  switch (method) {
    case 'exact': {
      if (width > mostEnumerated) throw tooMany('exact', width);
      const coalitions = allCoalitions(width);
      return () => ({ coalitions, shares: (answers) => ({ shares: exactShapley(answers, width) }) });
    }
    case 'kernel': {
      const budget = evaluations ?? Math.max(2 * width, defaultCoalitions(width));
      if (budget < 2 * width) throw tooFew('kernel', 2 * width, budget);
      const question = kernelQuestion(width, budget, seed);
      return () => question;
    }
    case 'permutation': {
      const count = Math.floor((evaluations ?? 2 * width * usualOrders) / (2 * width));
      if (count < 2) throw tooFew('permutation', 4 * width, evaluations ?? 0);
      return (name) =>
        permutationQuestion(Array.from({ length: count }, (_, k) => randomOrder(width, seed, `${name} order ${k}`)));
    }
    case 'views': {
      const question = owenByViews(features);
      return () => question;
    }
  }
}

function kernelQuestion(features: number, budget: number, seed: number): Question {
  if (features === 1) {
    const coalitions = allCoalitions(1);
    return { coalitions, shares: (answers) => ({ shares: exactShapley(answers, 1) }) };
  }
  const { coalitions, weights } = kernelCoalitions(features, budget, seed);
  const members = new Uint8Array((coalitions.count + 2) * features).fill(1);
  members.set(coalitions.members);
  members.fill(0, coalitions.count * features, (coalitions.count + 1) * features);
  return {
    coalitions: { count: coalitions.count + 2, features, members },
    shares: (answers) => {
      const [none = Number.NaN, all = Number.NaN] = answers.subarray(coalitions.count);
      return { shares: kernelShapley({ coalitions, weights, values: answers, none, all }) };
    },
  };
}

function permutationQuestion(orders: readonly Uint32Array[]): Question {
  const all = orders.map(orderCoalitions);
  const [{ features, count } = { features: 0, count: 0 }] = all;
  const members = new Uint8Array(all.length * count * features);
  for (const [k, one] of all.entries()) members.set(one.members, k * count * features);
  return {
    coalitions: { count: all.length * count, features, members },
    shares: (answers) =>
      permutationShapley(
        orders,
        orders.map((_, k) => answers.subarray(k * count, (k + 1) * count)),
      ),
  };
}
