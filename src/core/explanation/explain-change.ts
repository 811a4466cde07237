import { AvalError } from '../errors.ts';
import { devRows } from './dev-rows.ts';
import type { FeatureSize, Provenance } from './explanation.ts';
import { featureSizes } from './feature-sizes.ts';
import { type EvaluatedPackage, type OpenedExplainer, openForEvaluation } from './open-for-evaluation.ts';
import { type Agreement, agreementOf } from './row-agreement.ts';
import type { Attributions } from './shapley/attributions.ts';

/** What a change leans on, beside what production leans on: the same dev rows, the same background, by methods on the same scale. */
export interface ExplainedChange {
  readonly provenance: Provenance;
  readonly rows: number;
  readonly alpha: number;
  /** Features of both, the largest of the challenger first. */
  readonly features: readonly ChangedFeature[];
  /** Of single rows' attributions, averaged; absent for a first version. */
  readonly agreement?: Agreement;
  /** How many features `overlap` looks at. */
  readonly top: number;
}

export interface ChangedFeature {
  readonly feature: string;
  readonly challenger?: FeatureSize;
  readonly champion?: FeatureSize;
}

const mostTop = 3;
/** A report is made of every push: fewer rows, and models that are asked are asked less. */
const quick = { scored: 200_000, rows: 2000 };

/** Explains challenger and, where there is one, champion; each has its own evaluation, on the same dev rows. Throws as `openExplainer` does. */
export async function explainChange(
  challenger: EvaluatedPackage,
  champion?: EvaluatedPackage,
): Promise<ExplainedChange> {
  const [own, other] = await openAlike(challenger, champion);
  const most = Math.min(own.most, other?.most ?? own.most);
  const { frame, keys, averaged } = devRows(challenger.evaluation, most);
  const found = await own.explainer.explain(frame, keys);
  const before = other && champion && (await attributionsOf(other, champion, most, keys));
  const sizes = featureSizes(found, averaged);
  const sizesBefore = before === undefined ? [] : featureSizes(before, averaged);
  const names = [...new Set([...sizes, ...sizesBefore].map(({ feature }) => feature))];
  const top = Math.min(mostTop, names.length);
  const by = (list: readonly FeatureSize[], name: string) => list.find(({ feature }) => feature === name);
  return {
    provenance: own.provenance,
    rows: frame.rows,
    alpha: averaged.alpha,
    top,
    features: names.map((feature) => {
      const [one, two] = [by(sizes, feature), by(sizesBefore, feature)];
      return { feature, ...(one && { challenger: one }), ...(two && { champion: two }) };
    }),
    ...(before && { agreement: agreementOf(found, before, names, top, averaged) }),
  };
}

/** Both on one scale: where the engines' own are not the same, both models are asked. */
async function openAlike(
  challenger: EvaluatedPackage,
  champion: EvaluatedPackage | undefined,
): Promise<readonly [OpenedExplainer, OpenedExplainer | undefined]> {
  const own = await openForEvaluation(challenger, quick);
  const other = champion && (await openForEvaluation(champion, quick));
  if (champion === undefined || other === undefined || other.provenance.scale === own.provenance.scale)
    return [own, other];
  const asked = { ...quick, method: 'permutation' } as const;
  return [await openForEvaluation(challenger, asked), await openForEvaluation(champion, asked)];
}

async function attributionsOf(
  { explainer }: OpenedExplainer,
  { evaluation }: EvaluatedPackage,
  most: number,
  keys: readonly string[],
): Promise<Attributions> {
  const own = devRows(evaluation, most);
  if (own.keys.length === keys.length && own.keys.every((key, row) => key === keys[row]))
    return explainer.explain(own.frame, keys);
  throw new AvalError('invariant', {
    rule: 'explain.rows',
    message: 'two models were to be explained on different rows',
  });
}
