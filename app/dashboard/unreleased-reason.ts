import { headline } from '../../src/core/report/outcome-text.ts';
import { unbegunText } from '../holdout/unbegun-text.ts';
import type { LandedVerdict } from '../landed/verdict.ts';

/** Why what landed is no version yet, in a few words of plain text. */
export function unreleasedReason(verdict: LandedVerdict): string {
  switch (verdict.kind) {
    case 'judged':
      return headline(verdict.verdict);
    case 'open':
      return verdict.unbegun === undefined
        ? 'it is being evaluated'
        : `its evaluation waits for ${unbegunText(verdict.unbegun)}`;
    case 'never':
      return 'its evaluation is still to come';
    case 'unanswered':
      return 'its evaluation came to nothing; its issue says why';
  }
}
