/** Whether a SQL text names a column; SQL compares names without regard to case. Text in single quotes is no name. */
export function mentions(sql: string, column: string): boolean {
  const names = sql.replace(/'(?:[^']|'')*'/g, ' ').match(/[A-Za-z_][A-Za-z0-9_]*/g) ?? [];
  return names.some((name) => name.toLowerCase() === column.toLowerCase());
}
