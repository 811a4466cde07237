import type { GroupSizes } from '../gate/rule-quantities.ts';

/**
 * Parts of a group whose size has to be withheld: those of fewer than `least` rows, and with them, as the whole and the others would tell how many
 * these are, the smallest others: one at least, and more until all that are withheld together have `least` rows for each of them. Then any number
 * below `least` is possible for each small part, whatever the whole is. Of equals the first; all parts where there are not enough.
 */
export function withheldParts(parts: GroupSizes[string], least: number): ReadonlySet<string> {
  const small = parts.filter(({ n }) => n < least);
  const names = new Set(small.map(({ value }) => value));
  if (small.length === 0) return names;
  let rows = small.reduce((sum, { n }) => sum + n, 0);
  for (const { value, n } of parts.filter((part) => part.n >= least).sort((a, b) => a.n - b.n)) {
    if (names.size > small.length && rows >= least * names.size) break;
    names.add(value);
    rows += n;
  }
  return names;
}

/** What may be told of the size of a withheld part: `least` of a small one, of another a multiple of it above all that are withheld together. */
export function sizeBelow(parts: GroupSizes[string], withheld: ReadonlySet<string>, least: number) {
  const rows = parts.reduce((sum, { value, n }) => sum + (withheld.has(value) ? n : 0), 0);
  const above = least * (Math.floor(rows / least) + 1);
  return (n: number): number => (n < least ? least : above);
}
