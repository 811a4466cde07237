import { AvalError } from '../errors.ts';
import { type Evidence, evidenceSchema } from '../gate/evidence.ts';
import type { Evaluation } from './evaluation.ts';
import { measuredRows } from './measured-rows.ts';
import { disagreement } from './measurers/disagreement.ts';
import type { Measurer } from './measurers/measurer.ts';
import { quantities } from './measurers/quantities.ts';
import { question } from './measurers/question.ts';
import { rowCounts } from './measurers/row-counts.ts';
import { thresholds } from './measurers/thresholds.ts';
import { weakSegments } from './measurers/weak-segments.ts';

/** What evidence is made of. A new question to the rows is one more of these, and its field in `evidenceSchema`. */
const measurers: readonly Measurer[] = [question, rowCounts, thresholds, quantities, disagreement, weakSegments];

/**
 * Measures challenger, champion and anchor on the same rows: those of the tier that have a label and that none learned from. Deterministic: equal
 * inputs give equal evidence. Throws as `measuredRows` does.
 */
export function evaluate(evaluation: Evaluation): Evidence {
  const tier = { ...measuredRows(evaluation), evaluation };
  const evidence: Partial<Evidence> = {};
  for (const measure of measurers) Object.assign(evidence, measure(tier));
  const parsed = evidenceSchema.safeParse(evidence);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AvalError('invariant', {
    rule: 'evaluate.evidence',
    message: `${evaluation.gates.model}: the evidence does not fit its own schema at ${issue?.path.join('.')}: ${issue?.message}`,
  });
}
