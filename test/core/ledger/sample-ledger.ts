import { type Digest, digestOf } from '../../../src/core/digest.ts';
import { levelOfUse } from '../../../src/core/gate/spending-schedules.ts';
import { type Answer, type Asked, type Entry, entryDigest } from '../../../src/core/ledger/entry.ts';
import { closeUse, entryText, type Ledger, readLedger, reserveUse, type Use } from '../../../src/core/ledger/ledger.ts';
import { sampleRows } from './sample-rows.ts';

/** What is asked of the holdout where a test does not care. */
export function asked(other: Partial<Asked> = {}): Asked {
  return {
    model: 'credit-risk',
    definition: digestOf('definition'),
    rows: digestOf('rows'),
    spine: { source: 'applications', digest: 'git:1234' },
    question: digestOf('question'),
    commit: 'a'.repeat(40),
    base: 'b'.repeat(40),
    pull: 7,
    ...other,
  };
}

/** The answer of a run that evaluated. */
export function evaluated(
  account: string,
  use = 1,
  alpha = levelOfUse(use, 0.05),
): Extract<Answer, { outcome: 'evaluated' }> {
  const [item, evidence] = [digestOf('package'), digestOf('evidence')];
  const { sketch } = sampleRows(account);
  return { outcome: 'evaluated', account: digestOf(account), package: item, evidence, use, alpha, run: 11, sketch };
}

/** A ledger that grows by whole entries, read again from its text after each. */
export class GrowingLedger {
  readonly entries: Entry[] = [];

  get texts(): string[] {
    return this.entries.map(entryText);
  }

  get ledger(): Ledger {
    return readLedger(this.texts);
  }

  reserve(what: Partial<Asked> = {}): Digest {
    const entry = reserveUse(this.ledger, asked(what));
    this.entries.push(entry);
    return entryDigest(entry);
  }

  close(reserved: Digest, answer: Answer): void {
    this.entries.push(closeUse(this.ledger, reserved, answer));
  }

  use(digest: Digest): Use {
    const found = this.ledger.uses.find((use) => use.digest === digest);
    if (found === undefined) throw new Error(`no use ${digest}`);
    return found;
  }
}
