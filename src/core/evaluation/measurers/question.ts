import type { Evidence } from '../../gate/evidence.ts';
import { policyDigest } from '../../gate/policy.ts';
import { present } from '../../present.ts';
import { accountDigest } from '../account.ts';
import { ofModels, type ScoredModel } from '../evaluation.ts';
import type { Measurer } from './measurer.ts';

/** Always: which models were held against each other, on which rows, by which policy and level. */
export const question: Measurer = ({ evaluation, settings }) => {
  const { gates, project, frame, rows, level, tier, holdout, alpha, seed, ledger, run } = evaluation;
  return {
    format: 'aval/evidence/v1',
    model: gates.model,
    level,
    tier,
    holdout,
    ...ofModels(evaluation, subject),
    policy: policyDigest(gates, project),
    account: accountDigest(frame, rows),
    alpha,
    seed,
    resamples: settings.resamples,
    ...present({ ledger, run }),
  };
};

function subject({ package: digest, definition, version, bytes }: ScoredModel): Evidence['challenger'] {
  return { package: digest, definition, ...present({ version, bytes }) };
}
