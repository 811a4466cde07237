// A cheap look at text before the YAML parser: which files can possibly mention a name. Every name here is written
// contiguously in YAML unless a double-quoted scalar escapes it, so text with a backslash may mention anything.

const references = /[a-z0-9][a-z0-9_-]*:[A-Za-z_][A-Za-z0-9_]*/g;
const words = /[a-z0-9][a-z0-9_-]*/g;
const separators = /[\s"'[\]{},]+/;

/** Whether text may hold one of these `view:feature` references, or any reference to one of `views`. */
export function mentionsFeature(text: string, features: ReadonlySet<string>, views: ReadonlySet<string>): boolean {
  if (text.includes('\\')) return true;
  for (const [reference] of text.matchAll(references)) {
    if (features.has(reference) || views.has(reference.slice(0, reference.indexOf(':')))) return true;
  }
  return false;
}

/** Whether text may hold one of these names. */
export function mentionsName(text: string, names: ReadonlySet<string>): boolean {
  if (text.includes('\\')) return true;
  for (const [word] of text.matchAll(words)) if (names.has(word)) return true;
  return false;
}

/** Whether text may hold one of the paths that `pathTokens` was made of. */
export function mentionsPath(text: string, tokens: ReadonlySet<string>): boolean {
  return text.includes('\\') || text.split(separators).some((word) => tokens.has(word));
}

/** What text that names one of these paths must hold: the path, or its longest piece where YAML may break or quote it. */
export function pathTokens(paths: Iterable<string>): ReadonlySet<string> {
  const tokens = new Set<string>();
  for (const path of paths) tokens.add(path.split(separators).reduce((a, b) => (b.length > a.length ? b : a), ''));
  return tokens;
}
