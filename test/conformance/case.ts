/** One case as its suite writes it; the README beside the cases explains every field. */
export interface Case {
  readonly id: string;
  readonly fn: string;
  readonly inputs: Values;
  readonly params: Values;
  readonly expected: Values;
  readonly tol: { readonly abs: number; readonly rel: number };
}

/** JSON, but for "NaN", "Infinity" and "-Infinity", which are read as the numbers they name. */
export type Value = number | string | boolean | null | undefined | readonly Value[] | Values;
export type Values = { readonly [key: string]: Value };

const special = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);

/** Cases of one suite's text. */
export function parseSuite(text: string): readonly Case[] {
  const revive = (_: string, value: unknown) => (typeof value === 'string' ? (special.get(value) ?? value) : value);
  const suite = JSON.parse(text, revive) as { readonly cases: readonly Case[] }; // the suites are ours, and a wrong one fails its cases
  return suite.cases;
}
