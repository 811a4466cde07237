import type { Digest } from '../digest.ts';
import { type JudgingRows, knownAccounts, mayShareRows, type Spending, type SpendingPolicy } from './account.ts';
import type { Asked, ReservedEntry } from './entry.ts';
import { shareJudgedBefore } from './judged-before.ts';
import { type AccountRows, distinctAccounts } from './known-accounts.ts';
import type { Ledger, Use } from './ledger.ts';
import { asOneTier } from './row-sketch.ts';

type AskedVault = Pick<Asked, 'model' | 'question' | 'vault'>;

/**
 * What the ledger says of a promotion's question to the vault; undefined: it may be asked. A pass stands for this version beside this champion under
 * this policy, whichever rows are pinned meanwhile. Anything else stands until a person asks again: a vault is spent by nobody's oversight.
 */
export function vaultUseOf({ uses }: Ledger, asked: AskedVault): Use | undefined {
  const same = uses.filter(({ reserved }) => isSamePromotion(reserved, asked));
  const passed = same.findLast(({ closed }) => closed?.answer.outcome === 'evaluated' && closed.answer.passed === true);
  return passed ?? same.at(-1);
}

/**
 * The one use of a vault, at the whole of alpha, as `reserveVault` decides on a laptop: refused where more than 1 - `newRows` of its rows judged
 * before, in a vault or a holdout. Which rows an earlier use of a vault had is not known while it is open, and for good when it failed: then all that
 * were at hand may have judged.
 */
export function vaultSpendingOf(
  { uses }: Ledger,
  { reserved }: Use,
  rows: JudgingRows,
  { alpha, newRows }: SpendingPolicy,
): Spending {
  const before = uses.filter((use) => use.reserved.index < reserved.index);
  const known = knownAccounts(before, reserved.index);
  const hasOtherLabel = (model: string): boolean => {
    const labels = known.flatMap(({ models, sketch }) => (models.has(model) && sketch ? [sketch.label] : []));
    return rows.sketch !== undefined && labels.length > 0 && !labels.includes(rows.sketch.label);
  };
  const lost = before
    .filter((use) => isLost(use, reserved) && !hasOtherLabel(use.reserved.model))
    .map((use) => rowsAtHand(use, before, reserved, rows));
  const { model, spine } = reserved;
  const judged = shareJudgedBefore({ ...rows, model, spine }, [...known, ...distinctAccounts(lost)]);
  if (judged === 'unknown') return { kind: 'refused', reason: 'whether its rows judged before cannot be told' };
  if (judged <= 1 - newRows) return { kind: 'granted', use: 1, budget: 1, alpha };
  return { kind: 'refused', reason: `the vault is retired: ${Math.round(100 * judged)} % of its rows judged before` };
}

function isSamePromotion(reserved: ReservedEntry, { model, question, vault }: AskedVault): boolean {
  return reserved.model === model && reserved.question === question && reserved.vault?.package === vault?.package;
}

/** A use of a vault whose rows nobody can tell, and which may be these. The same evaluation once more is no further look at them. */
function isLost({ reserved: other, closed }: Use, entry: ReservedEntry): boolean {
  if (other.vault === undefined || !mayShareRows(other, entry)) return false;
  const answer = closed !== undefined && closed.index < entry.index ? closed.answer : undefined;
  if (answer !== undefined && answer.outcome !== 'failed') return false;
  return !(isSamePromotion(other, entry) && other.rows === entry.rows);
}

/** Every row with this label that was at hand when a use was lost, by an evaluation on the same data; without a sketch where there was none. */
function rowsAtHand(
  { reserved, digest }: Use,
  before: readonly Use[],
  entry: ReservedEntry,
  rows: JudgingRows,
): AccountRows {
  const { spine } = reserved;
  const { model } = entry;
  if (spine.digest === entry.spine.digest) return { ...rows, model };
  const account: Digest = digest;
  const onSame = before.filter((use) => use.reserved.spine.digest === spine.digest);
  const sketches = onSame.flatMap((use) => sketchIn(use, entry) ?? []);
  const sketch = sketches.find(({ label }) => label === rows.sketch?.label);
  return { account, model, spine, ...(sketch && { sketch: asOneTier(sketch) }) };
}

function sketchIn({ closed }: Use, entry: ReservedEntry) {
  if (closed === undefined || closed.index > entry.index) return undefined;
  return closed.answer.outcome === 'evaluated' ? closed.answer.sketch : undefined;
}
