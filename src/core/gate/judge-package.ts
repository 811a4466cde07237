import type { PackageRule } from '../definitions/schema/gate-rules.ts';
import type { Evidence } from './evidence.ts';
import { judgeImportance } from './importance-verdict.ts';
import { judgeNewDominance } from './new-dominance-verdict.ts';
import { judgeOperation } from './operational-verdict.ts';
import { packageFrame } from './package-verdict.ts';
import { sentenceStart } from './quantity-title.ts';
import { judgeSize } from './size-verdict.ts';
import type { RuleVerdict } from './verdict.ts';

/** One rule about the package itself. `oneOf`: how many rules share the error rate. */
export function judgePackage(rule: PackageRule, evidence: Evidence, oneOf: number): RuleVerdict {
  switch (rule.rule) {
    case 'sizeAtMost':
      return judgeSize(rule, evidence);
    case 'importanceAtMost':
      return judgeImportance(rule, evidence, oneOf);
    case 'noNewDominantFeature':
      return judgeNewDominance(rule, evidence, oneOf);
    case 'latencyAtMost':
    case 'latencyNotWorse':
    case 'rowsPerSecondAtLeast':
      return judgeOperation(rule, evidence, oneOf);
  }
}

/** One-sided level of the bounds that such a rule is held against: no row of a holdout is in them, so nothing is spent. Undefined: it has no bounds. */
export function packageLevel(
  { rule }: PackageRule,
  { operational, importance }: Evidence,
  oneOf: number,
): number | undefined {
  if (rule === 'sizeAtMost') return undefined;
  const measured = rule === 'importanceAtMost' || rule === 'noNewDominantFeature' ? importance : operational;
  return measured && measured.alpha / oneOf;
}

/** Such a rule that compares, where nothing is in production: it says so and counts for nothing. */
export function packageNotApplicable(rule: PackageRule): RuleVerdict {
  const frame = packageFrame(rule, 0);
  const sentence = `${sentenceStart(frame.title)}: doesn't apply, no version is in production to compare with.`;
  const effect = { undefined: 'nothing to compare with', n: 0 };
  return { ...frame, outcome: 'waiting', word: "doesn't apply", applies: false, sentence, effect };
}
