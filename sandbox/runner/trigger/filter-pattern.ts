/**
 * GitHub's filter patterns (Workflow syntax, "Filter pattern cheat sheet"): `*` stays within a path segment, `**` does
 * not, `?` and `+` repeat the character before them, `[…]` is a class, a leading `!` takes back what matched before.
 */
export function matchesPatterns(patterns: readonly string[], name: string): boolean {
  let matched = false;
  for (const pattern of patterns) {
    const negative = pattern.startsWith('!');
    if (toRegExp(negative ? pattern.slice(1) : pattern).test(name)) matched = !negative;
  }
  return matched;
}

function toRegExp(pattern: string): RegExp {
  let source = '';
  for (let index = 0; index < pattern.length; index++) {
    const char = pattern.charAt(index);
    if (char === '*') {
      if (pattern[index + 1] !== '*') source += '[^/]*';
      else if (pattern[index + 2] === '/' && (index === 0 || pattern[index - 1] === '/')) {
        source += '(?:.*/)?';
        index += 2;
      } else {
        source += '.*';
        index += 1;
      }
    } else if (char === '[') {
      const end = pattern.indexOf(']', index + 1);
      source += end < 0 ? '\\[' : pattern.slice(index, end + 1);
      if (end >= 0) index = end;
    } else if (char === '\\') {
      index += 1;
      source += quoted(pattern.charAt(index));
    } else {
      source += char === '?' || char === '+' ? char : quoted(char);
    }
  }
  return new RegExp(`^${source}$`, 's');
}

function quoted(char: string): string {
  return char.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
