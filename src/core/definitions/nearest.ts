import { distance } from 'fastest-levenshtein';

/** The candidate that a person most likely meant: at most a third of the letters differ, or two of four. Undefined when none is close. */
export function nearest(found: string, candidates: Iterable<string>): string | undefined {
  if (found.length > 200) return undefined;
  let best: string | undefined;
  let least = Math.max(found.length < 4 ? 1 : 2, Math.floor(found.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - found.length) >= least) continue;
    const edits = distance(found.toLowerCase(), candidate.toLowerCase());
    if (edits >= least) continue;
    best = candidate;
    least = edits;
  }
  return best;
}

/** `Did you mean "x"?`, or the names there are while they are few enough to read, or how many. */
export function suggestion(found: string, candidates: Iterable<string>, noun = 'Known'): string {
  const names = [...candidates];
  const near = nearest(found, names);
  if (near !== undefined) return `Did you mean "${near}"?`;
  if (names.length === 0) return `${noun}: none.`;
  const shown = names.slice(0, 12).join(', ');
  return names.length > 12 ? `${noun}: ${shown}, and ${names.length - 12} more.` : `${noun}: ${shown}.`;
}
