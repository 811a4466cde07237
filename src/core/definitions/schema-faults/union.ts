import type { Issue } from './context.ts';

/** How a value failed a union: like one of its options, whose issues then say it best, or like none. */
export type UnionFailure =
  | { readonly kind: 'option'; readonly issues: readonly Issue[]; readonly foreign: ReadonlySet<string> }
  | { readonly kind: 'types'; readonly issues: readonly Issue[] }
  | { readonly kind: 'keys'; readonly keys: readonly string[] };

/** Picks the option that the value resembles most: right type first, then fewest unknown and missing keys. */
export function readUnion(errors: readonly (readonly Issue[])[], value: unknown): UnionFailure {
  const alike = errors.filter((issues) => !issues.some(isRootMismatch));
  if (alike.length === 0) return { kind: 'types', issues: errors.flatMap((issues) => issues.slice(0, 1)) };
  const keys = Object.keys(value ?? {});
  const known = keys.filter((key) => alike.some((issues) => !unknownKeys(issues).includes(key)));
  const weights = alike.map((issues) => unknownKeys(issues).length + missingKeys(issues, value).length);
  const best = alike.filter((_, i) => weights[i] === Math.min(...weights));
  if (best.length > 1 && known.length === 0)
    return { kind: 'keys', keys: [...new Set(best.flatMap((issues) => missingKeys(issues, value)))] };
  const issues = best.reduce((a, b) => (b.length < a.length ? b : a));
  return { kind: 'option', issues, foreign: new Set(known) };
}

function isRootMismatch(issue: Issue): boolean {
  if (issue.path.length > 0) return false;
  if (issue.code === 'invalid_union') return issue.errors.every((nested) => nested.some(isRootMismatch));
  return issue.code === 'invalid_type' || issue.code === 'invalid_value';
}

function unknownKeys(issues: readonly Issue[]): readonly string[] {
  return issues.flatMap((issue) => (issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : []));
}

function missingKeys(issues: readonly Issue[], value: unknown): readonly string[] {
  return issues.flatMap(({ path }) => {
    const [key, ...deeper] = path;
    const isKey = typeof key === 'string' && deeper.length === 0 && typeof value === 'object' && value !== null;
    return isKey && !Object.hasOwn(value, key) ? [key] : [];
  });
}
