import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkAnswer } from '../../../app/holdout/check-answer.ts';
import { digestOf } from '../../../src/core/digest.ts';
import { AvalError } from '../../../src/core/errors.ts';
import { questionDigest } from '../../../src/core/gate/account-use.ts';
import { spendingOf } from '../../../src/core/ledger/account.ts';
import type { Answer } from '../../../src/core/ledger/entry.ts';
import type { Use } from '../../../src/core/ledger/ledger.ts';
import { evidence } from '../../core/gate/sample-evidence.ts';
import { GrowingLedger } from '../../core/ledger/sample-ledger.ts';
import { spendingBy } from '../../core/ledger/sample-policy.ts';
import { sampleRows } from '../../core/ledger/sample-rows.ts';

const policy = spendingBy({ holdoutBudget: 6, alpha: 0.05 });
const question = questionDigest(digestOf('champion'), digestOf('policy'));

const spines = fc.record({ source: fc.constantFrom('loans', 'copy', 'clients'), digest: fc.constantFrom('d1', 'd2') });
const reservation = fc.record({
  kind: fc.constant('reserve' as const),
  model: fc.constantFrom('credit', 'churn', 'fraud'),
  rows: fc.constantFrom('r1', 'r2', 'r3').map(digestOf),
  spine: spines,
});
const closing = fc.record({
  kind: fc.constant('close' as const),
  which: fc.nat(9),
  account: fc.constantFrom('A', 'B'),
  fails: fc.boolean(),
});
/** Any order, whatever ties uses to rows: two runs may find the same rows where nothing of the entries said so. */
const life = fc.array(fc.oneof(reservation, closing, closing), { maxLength: 40 });

/** What the App writes for a run that computes its use as every run does, from what its entry was reserved behind. */
function answerOf(grown: GrowingLedger, use: Use, rows: string, fails: boolean): Answer {
  const { account, sketch } = sampleRows(rows);
  const failed = { outcome: 'failed', reason: 'it fell over' } as const;
  if (fails) return failed;
  const spending = spendingOf(grown.ledger, use, { account, sketch }, policy);
  const about = { format: 'aval/answer/v1', entry: use.digest, sketch } as const;
  if (spending.kind === 'refused') {
    const answer = { outcome: 'refused', account, reason: spending.reason } as const;
    return checkAnswer({ ...about, answer }, use, grown.ledger, policy, 7);
  }
  const made = evidence(undefined, {
    model: use.reserved.model,
    alpha: spending.alpha,
    account,
    ledger: { entry: use.digest, used: spending.use, budget: spending.budget },
    run: { id: '7', attempt: 1, workflow: '.github/workflows/aval-holdout.yaml' },
  });
  try {
    const answer = { outcome: 'evaluated', evidence: made } as const;
    return checkAnswer({ ...about, answer }, use, grown.ledger, policy, 7);
  } catch (error) {
    if (!(error instanceof AvalError)) throw error;
    return failed;
  }
}

test('however uses of several models overlap, an account never spends more than alpha, nor a number twice, nor over its budget', () => {
  fc.assert(
    fc.property(life, (steps) => {
      const grown = new GrowingLedger();
      for (const step of steps) {
        const open = grown.ledger.uses.filter(({ closed }) => closed === undefined);
        const use = step.kind === 'close' ? open[step.which % Math.max(1, open.length)] : undefined;
        if (step.kind === 'reserve') {
          const { model, rows, spine } = step;
          grown.reserve({ model, rows, spine, question });
        } else if (use !== undefined) {
          grown.close(use.digest, answerOf(grown, use, step.account, step.fails));
        }
      }
      for (const account of ['A', 'B'].map(digestOf)) {
        const spent = grown.ledger.uses.flatMap(({ closed }) =>
          closed?.answer.outcome === 'evaluated' && closed.answer.account === account ? [closed.answer] : [],
        );
        expect(spent.reduce((sum, { alpha }) => sum + alpha, 0)).toBeLessThan(policy.alpha);
        expect(new Set(spent.map(({ use }) => use)).size).toBe(spent.length);
        for (const { use } of spent) expect(use).toBeLessThanOrEqual(policy.holdoutBudget);
      }
    }),
    { numRuns: 400 },
  );
});
