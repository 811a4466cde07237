import { attributionAdapters } from './adapters/attributions.ts';
import { auditAdapters } from './adapters/audits.ts';
import { calibrationAdapters } from './adapters/calibration.ts';
import { comparisonAdapters } from './adapters/comparison.ts';
import { driftAdapters } from './adapters/drift.ts';
import { driftCellAdapters } from './adapters/drift-cells.ts';
import { evaluationAdapters } from './adapters/evaluation.ts';
import { explanationAdapters } from './adapters/explanation.ts';
import { fairnessAdapters } from './adapters/fairness.ts';
import { groupFairnessAdapters } from './adapters/group-fairness.ts';
import { holdoutModeAdapters } from './adapters/holdout-modes.ts';
import { localExplanationAdapters } from './adapters/local-explanations.ts';
import { multiclassAdapters } from './adapters/multiclass.ts';
import { pairedProportionAdapters } from './adapters/paired-proportions.ts';
import { performanceEstimationAdapters } from './adapters/performance-estimation.ts';
import { planningAdapters } from './adapters/planning.ts';
import { profileAdapters } from './adapters/profiles.ts';
import { proportionAdapters } from './adapters/proportions.ts';
import { rankingAdapters } from './adapters/rankings.ts';
import { regressionAdapters } from './adapters/regression.ts';
import { retrievalAdapters } from './adapters/retrieval.ts';
import { secondOpinionAdapters } from './adapters/second-opinions.ts';
import { sketchAdapters } from './adapters/sketches.ts';
import { togetherAdapters } from './adapters/together.ts';
import { twoGroupAdapters } from './adapters/two-groups.ts';
import type { Adapter } from './shapes.ts';

/** Neutral function name → the function here. Maps names and shapes only. */
export const adapter: Readonly<Record<string, Adapter>> = {
  ...evaluationAdapters,
  ...rankingAdapters,
  ...calibrationAdapters,
  ...multiclassAdapters,
  ...retrievalAdapters,
  ...regressionAdapters,
  ...comparisonAdapters,
  ...pairedProportionAdapters,
  ...proportionAdapters,
  ...planningAdapters,
  ...secondOpinionAdapters,
  ...holdoutModeAdapters,
  ...fairnessAdapters,
  ...groupFairnessAdapters,
  ...auditAdapters,
  ...twoGroupAdapters,
  ...profileAdapters,
  ...sketchAdapters,
  ...driftAdapters,
  ...driftCellAdapters,
  ...togetherAdapters,
  ...explanationAdapters,
  ...attributionAdapters,
  ...localExplanationAdapters,
  ...performanceEstimationAdapters,
};
