/** Named numbers as other tools print them; null is what they write as NaN or inf. */
export type PlainNumbers = Readonly<Record<string, number | null>>;

export function plainNumbers(numbers: Readonly<Record<string, number>>): PlainNumbers {
  return Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, plainNumber(value)]));
}

export function plainNumber(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
