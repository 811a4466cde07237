/** A name as SQL: quoted, whatever it holds. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A value as SQL. Text is quoted; numbers must be finite. */
export function literal(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  return `'${value.replaceAll("'", "''")}'`;
}

/** `left.k0 = right.k0 AND ...` for `count` key columns. */
export function equalKeys(left: string, right: string, count: number): string {
  return keyColumns(count)
    .map((key) => `${left}.${key} = ${right}.${key}`)
    .join(' AND ');
}

/** The key columns of a spine or of view rows: k0, k1, ... */
export function keyColumns(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `k${index}`);
}
