import { canonicalJson } from '../digest.ts';
import { AvalError, type Fault } from '../errors.ts';
import { entryDigest, type LedgerEntry, ledgerEntrySchema, ledgerStart } from './ledger-entry.ts';

/** One entry as its line, line break included. Appending it is all that is ever done to a ledger. */
export function ledgerLine(entry: LedgerEntry): string {
  return `${canonicalJson(entry)}\n`;
}

/**
 * Reads a ledger and proves it whole: each line in its one canonical form, indexes without gaps, each entry naming the digest of the one before, no use of
 * an account reserved twice, nothing closed that was not reserved, nothing closed twice. An empty text is an empty ledger. Throws `evidence`
 * with the line. A chain can't tell that its end was cut off: a caller who knows the newest digest hands it in as `head`.
 */
export function parseLedger(text: string, head?: string): readonly LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  const lines = text.split('\n');
  if (lines.pop() !== '') throw broken(lines.length + 1, 'the last line is cut off');
  for (const [index, line] of lines.entries()) entries.push(checkedEntry(line, index, entries));
  if (head !== undefined && head !== headOf(entries))
    throw broken(lines.length, `the newest entry is not ${head.slice(0, 80)}`);
  return entries;
}

/** Digest of the newest entry: what the next one names. */
export function headOf(entries: readonly LedgerEntry[]): string {
  const last = entries.at(-1);
  return last ? entryDigest(last) : ledgerStart;
}

function checkedEntry(line: string, index: number, before: readonly LedgerEntry[]): LedgerEntry {
  const entry = parseEntry(line, index + 1);
  if (canonicalJson(entry) !== line) throw broken(index + 1, 'the line is not in canonical form');
  if (entry.index !== index) throw broken(index + 1, `its index is ${entry.index}, expected ${index}`);
  if (entry.previous !== headOf(before)) throw broken(index + 1, 'it does not follow from the entry before it');
  const uses = before.filter((other) => other.account === entry.account && other.state === 'reserved');
  if (entry.state === 'reserved') {
    if (uses.some((other) => other.use === entry.use))
      throw broken(index + 1, `use ${entry.use} of its account is reserved already`);
    return entry;
  }
  const reserved = uses.find((other) => other.use === entry.use);
  if (reserved === undefined || !closes(entry, reserved))
    throw broken(index + 1, 'it closes a use that was not reserved so');
  if (before.some((other) => other.state === 'closed' && other.account === entry.account && other.use === entry.use)) {
    throw broken(index + 1, 'it closes a use a second time');
  }
  return entry;
}

function closes(entry: LedgerEntry, reserved: LedgerEntry): boolean {
  return (['model', 'package', 'definition', 'question', 'alpha', 'tier'] as const).every(
    (field) => entry[field] === reserved[field],
  );
}

function parseEntry(line: string, number: number): LedgerEntry {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw broken(number, 'it is not JSON', { cause });
  }
  const parsed = ledgerEntrySchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw broken(number, `${issue?.path.join('.') || 'entry'}: ${issue?.message}`);
}

function broken(line: number, reason: string, options?: ErrorOptions): AvalError {
  const fault: Fault = {
    rule: 'ledger.broken',
    message: `holdout ledger, line ${line}: ${reason}`,
    hint: 'The ledger is append-only. Restore it from a copy; nothing is evaluated on the holdout until it is whole.',
  };
  return new AvalError('evidence', fault, options);
}
