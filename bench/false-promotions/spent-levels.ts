import { statistics } from '../../src/core/definitions/schema/statistics.ts';
import { digestOf } from '../../src/core/digest.ts';
import { reserve } from '../../src/core/gate/account-use.ts';
import type { LedgerEntry } from '../../src/core/gate/ledger-entry.ts';
import type { SpendingSchedule } from '../../src/core/gate/spending-schedules.ts';

/** Levels of a whole account, as the ledger reserves them one after the other until it refuses. */
export function spentLevels(alpha: number, budget: number, schedule: SpendingSchedule): readonly number[] {
  const entries: LedgerEntry[] = [];
  for (;;) {
    const asked = digestOf(`package ${entries.length}`);
    const request = {
      model: 'sorter',
      package: asked,
      definition: asked,
      account: digestOf('account'),
      question: digestOf('question'),
    };
    const policy = statistics.parse({ holdoutBudget: budget, alpha, holdout: { schedule } });
    const decision = reserve(entries, request, policy);
    if (decision.kind !== 'reserved') return entries.map((entry) => entry.alpha);
    entries.push(decision.entry);
  }
}
