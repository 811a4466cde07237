import type { Case, Value, Values } from './case.ts';

/**
 * Where and how `got` misses `want`, one line each; empty when it matches. Keys that `got` has beyond `want` are not
 * looked at.
 */
export function mismatches(got: Value, want: Value, tol: Case['tol'], path = ''): string[] {
  if (typeof want === 'number') {
    const near =
      typeof got === 'number' && (Object.is(got, want) || Math.abs(got - want) <= tol.abs + tol.rel * Math.abs(want));
    return near || got === want ? [] : [`${path}: got ${show(got)}, want ${want}`];
  }
  if (Array.isArray(want)) {
    if (!Array.isArray(got) || got.length !== want.length)
      return [`${path}: got ${show(got)}, want ${want.length} items`];
    return want.flatMap((item, i) => mismatches(got[i], item, tol, `${path}[${i}]`));
  }
  if (typeof want === 'object' && want !== null) {
    const entries = isValues(got) ? got : {};
    return Object.entries(want).flatMap(([key, item]) =>
      mismatches(entries[key], item, tol, path === '' ? key : `${path}.${key}`),
    );
  }
  return got === want ? [] : [`${path}: got ${show(got)}, want ${show(want)}`];
}

function isValues(value: Value): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function show(value: Value): string {
  return (typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'nothing')).slice(0, 100);
}
