/** Why an expression or query from a definition is refused; null when it is fine. */
export type Refusal = string | null;

/** The syntax tree that DuckDB's json_serialize_sql gives is plain JSON; these are the parts that are asked for. */
type Node = unknown;
type Field =
  | 'error'
  | 'error_message'
  | 'statements'
  | 'node'
  | 'select_list'
  | 'from_table'
  | 'where_clause'
  | 'having'
  | 'qualify'
  | 'modifiers'
  | 'group_expressions'
  | 'class'
  | 'type'
  | 'function'
  | 'function_name'
  | 'children'
  | 'sample'
  | 'table_name'
  | 'schema_name'
  | 'catalog_name'
  | 'column_names'
  | 'cte_map'
  | 'map'
  | 'key';
type SyntaxNode = { readonly [name in Field]?: Node };

export interface FreeSqlRules {
  /** `expression`: over one row, so no subquery and no window. `query`: a SELECT over the source. */
  readonly form: 'expression' | 'query';
  /** The only table that may be read. */
  readonly table: string;
  /** Functions whose result changes from call to call or with the time of day. */
  readonly unstable: ReadonlySet<string>;
  /** Catalog views, in lower case: a WITH of that name would let the rest of the query read the view itself. */
  readonly reserved: ReadonlySet<string>;
}

const clocks = new Set([
  'current_date',
  'current_time',
  'current_timestamp',
  'localtime',
  'localtimestamp',
  'today',
  'now',
]);
const tableFunctions = new Set(['unnest', 'range', 'generate_series']);

/**
 * Checks SQL that a person wrote in a definition, by its syntax tree, before any of it runs. It may read one table, must
 * give the same answer whenever it runs, and an expression sees its own row only. What it would do to files and settings is
 * not asked here: the session in which it runs refuses that.
 */
export function refuseFreeSql(tree: Node, rules: FreeSqlRules): Refusal {
  const root = record(tree);
  if (root.error === true) return String(root.error_message);
  const statements = root.statements;
  if (!Array.isArray(statements) || statements.length !== 1) return 'expected one statement';
  const tables = new Set([rules.table]);
  for (const name of [...nodes(statements)].flatMap(commonTables)) {
    if (rules.reserved.has(name.toLowerCase())) return `"${name}" can't be the name of a WITH`;
    tables.add(name);
  }
  for (const node of nodes(statements)) {
    const refusal = refuseNode(node, rules, tables);
    if (refusal !== null) return refusal;
  }
  return rules.form === 'expression' ? refuseShape(statements[0]) : null;
}

/** An expression is checked as `SELECT <expression>`: nothing may follow it. */
function refuseShape(statement: Node): Refusal {
  const select = record(record(statement).node);
  const list = select.select_list;
  const alone =
    select.type === 'SELECT_NODE' &&
    Array.isArray(list) &&
    list.length === 1 &&
    record(select.from_table).type === 'EMPTY' &&
    [select.where_clause, select.having, select.qualify].every((clause) => clause === null) &&
    [select.modifiers, select.group_expressions].every((part) => Array.isArray(part) && part.length === 0);
  return alone ? null : 'expected one expression over the columns of one row';
}

function refuseNode(node: SyntaxNode, rules: FreeSqlRules, tables: ReadonlySet<string>): Refusal {
  const kind = String(node.class ?? node.type);
  const name = String(node.function_name ?? '').toLowerCase();
  if (node.sample !== undefined && node.sample !== null) return 'samples differ from run to run';
  if (kind === 'BASE_TABLE' || node.type === 'BASE_TABLE') return refuseTable(node, tables);
  if (node.type === 'SHOW_REF') return 'expected a SELECT';
  if (node.type === 'TABLE_FUNCTION') {
    const called = String(record(node.function).function_name).toLowerCase();
    return tableFunctions.has(called) ? null : `the table function ${called} is not allowed`;
  }
  if (kind === 'FUNCTION' && (rules.unstable.has(name) || clocks.has(name) || isAgeNow(name, node))) {
    return `${name}() gives another answer each time`;
  }
  if (kind === 'COLUMN_REF') {
    const path = node.column_names;
    if (Array.isArray(path) && path.length === 1 && clocks.has(String(path[0]).toLowerCase())) {
      return `${path[0]} gives another answer each time`;
    }
  }
  if (rules.form === 'expression' && (kind === 'SUBQUERY' || kind === 'WINDOW')) {
    return 'an expression sees one row: no subquery, no window';
  }
  return null;
}

function refuseTable(node: SyntaxNode, tables: ReadonlySet<string>): Refusal {
  const name = String(node.table_name);
  const qualified = node.schema_name !== '' || node.catalog_name !== '';
  return !qualified && tables.has(name) ? null : `"${name}" is not the source of this view`;
}

/** age(x) measures from today; age(x, y) does not. */
function isAgeNow(name: string, node: SyntaxNode): boolean {
  const children = node.children;
  return name === 'age' && Array.isArray(children) && children.length === 1;
}

function commonTables(node: SyntaxNode): string[] {
  const map = record(node.cte_map).map;
  return Array.isArray(map) ? map.map((entry) => String(record(entry).key)) : [];
}

function* nodes(value: Node): Generator<SyntaxNode> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield record(value);
  for (const child of Object.values(value)) yield* nodes(child);
}

function record(value: Node): SyntaxNode {
  const plain = typeof value === 'object' && value !== null && !Array.isArray(value);
  return plain ? (value as SyntaxNode) : {}; // any object is a node of unknown, optional fields
}
