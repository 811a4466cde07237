import { digestOf } from '../../src/core/digest.ts';
import { AvalError } from '../../src/core/errors.ts';
import type { Evidence } from '../../src/core/gate/evidence.ts';
import { parseEvidence } from '../../src/core/gate/parse-evidence.ts';
import type { Entry } from '../../src/core/ledger/entry.ts';
import {
  entryPath,
  entryText,
  evidencePath,
  type Ledger,
  ledgerBranch,
  readLedger,
} from '../../src/core/ledger/ledger.ts';
import type { Mirror } from '../../src/engines/git/mirror.ts';
import { parseSha, type Sha } from '../../src/engines/git/ref.ts';
import { type NewCommit, writeCommit } from '../../src/engines/git/write-commit.ts';
import { evidenceBytes } from '../../src/engines/workspace/evidence-file.ts';
import { readLedgerTree } from '../../src/engines/workspace/ledger-tree.ts';

const ref = `refs/heads/${ledgerBranch}`;
/** What to fetch for it; as a pattern, because there is no such branch before the first entry. */
export const ledgerRefs = `${ref}*`;

/** The holdout ledger as its branch held it when the mirror was last fetched. */
export interface LedgerBranch {
  readonly ledger: Ledger;
  /** Evidence that an entry was closed with, proved by its digest. */
  evidence(digest: string): Promise<Evidence>;
  /** Appends one entry. `moved`: another one was first; read and decide again. */
  append(entry: Entry, message: string, evidence?: Evidence): Promise<'done' | 'moved'>;
}

/** Reads and proves the ledger. No branch is an empty one. Throws `evidence` for a chain that is broken, or a branch that was moved back. */
export async function openLedger(mirror: Mirror, author: NewCommit['author']): Promise<LedgerBranch> {
  if (!(await mirror.follows(ref))) {
    const message = `the branch ${ledgerBranch} does not hold any more what it held before`;
    const hint =
      'Someone rewrote or deleted it. Restore it from a clone; the rulesets that aval doctor asks for forbid this.';
    throw new AvalError('evidence', { rule: 'ledger.rewound', message, hint });
  }
  const head = await mirror.commitOf(ref);
  const tree = head && (await mirror.repository.treeAt(head));
  const ledger = tree === undefined ? readLedger([]) : await readLedgerTree(tree);
  await mirror.approve(ref);
  return {
    ledger,
    async evidence(digest) {
      const path = evidencePath(digest);
      const bytes = (await tree?.read([path]))?.get(path);
      if (bytes !== undefined && digestOf(bytes) === digest) return parseEvidence(bytes, path);
      const message = `${path} on ${ledgerBranch} is missing, or has another digest than its entry says`;
      throw new AvalError('evidence', {
        rule: 'ledger.evidence',
        message,
        hint: `Restore the branch ${ledgerBranch}.`,
      });
    },
    async append(entry, message, evidence) {
      const files = new Map<string, Uint8Array | string>([[entryPath(entry.index), entryText(entry)]]);
      if (evidence !== undefined) {
        const bytes = evidenceBytes(evidence);
        files.set(evidencePath(digestOf(bytes)), bytes);
      }
      const time = await timeAfter(mirror, head, entry);
      const commit = await writeCommit(mirror.repository.root, { parent: head, files, message, author, time });
      return mirror.push(commit, ledgerBranch);
    },
  };
}

/** No clock is asked: a commit is as old as what it reserves a use for, and younger than the one before it. */
async function timeAfter({ repository }: Mirror, head: Sha | undefined, entry: Entry): Promise<number> {
  const asked = entry.state === 'reserved' ? await repository.timeOf(parseSha(entry.commit)) : 0;
  return head === undefined ? asked : Math.max(asked, (await repository.timeOf(head)) + 1);
}
