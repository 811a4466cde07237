/**
 * Writes the inner loops of the tree learner as WebAssembly: straight-line code, one function for each width, since a loop over features costs
 * 1.5 to 2 times as much (the steps of one row can't overlap). In JavaScript they take about twice as long, in some processes and not
 * in others: every access checks bounds, and reads address and length anew after every store.
 */
import { add, element, get, moduleFile, next, parameters } from './kernel-text.ts';

const widestAddRows = 32;
const widestAddLeaves = 31; // 32 leaves have 31 splits
const deepestSearch = 8; // 256 bins
const treeBytes = 4 * (3 + widestAddLeaves);

/** The generated source file by its path from the repository root. */
export async function treeKernels(): Promise<ReadonlyMap<string, string>> {
  const functions = [partition, ...upTo(widestAddRows).map(addRows), addLeaves, ...upTo(deepestSearch).map(searchBins)];
  const constants = `export const widestAddRows = ${widestAddRows};
export const widestAddLeaves = ${widestAddLeaves};
/** 32-bit words of one tree in a program of addLeaves: number of columns, addresses of values, masks and columns. */
export const treeWords = ${treeBytes / 4};

`;
  const file = await moduleFile('tree-kernels.ts', functions, constants);
  return new Map([['src/core/training/gbdt/kernels/module.generated.ts', file]]);
}

const upTo = (widest: number) => Array.from({ length: widest }, (_, k) => k + 1);
const range = (width: number) => Array.from({ length: width }, (_, k) => k);

/** sums[bin] += packed[row] for every bin of the rows at `index[from]` to `index[to - 1]`. */
function addRows(width: number): string {
  const adds = range(width).map(
    (k) => `(local.set $sum ${element('sums', `(i32.load16_u offset=${2 * k} ${get('bins')})`, 3)})
    (f64.store ${get('sum')} (f64.add (f64.load ${get('sum')}) ${get('value')}))`,
  );
  return `(func (export "addRows${width}") ${parameters(['sums', 'binIds', 'packed', 'index', 'from', 'to'])}
  (local $row i32) (local $bins i32) (local $sum i32) (local $value f64)
  (loop $next
    (local.set $row (i32.load ${element('index', get('from'), 2)}))
    (local.set $value (f64.load ${element('packed', get('row'), 3)}))
    (local.set $bins ${add(get('binIds'), `(i32.mul ${get('row')} (i32.const ${2 * width}))`)})
    ${adds.join('\n    ')}
    ${next('from', 'to')}))`;
}

/**
 * For each tree of a program: scores[row] += value of the row's leaf, the lowest bit that the masks of all its bins leave. A tree is a record of
 * `treeBytes`: its number of columns, the addresses of values and masks, the addresses of the columns. One call for all trees, because for a single
 * row the calls would cost more than the work.
 */
const addLeaves = `(type $addTree (func ${parameters(['scores', 'rows', 'tree'])}))
(table $trees ${widestAddLeaves + 1} funcref)
(elem (table $trees) (i32.const 0) func ${range(widestAddLeaves + 1)
  .map((width) => `$addTree${width}`)
  .join(' ')})
${range(widestAddLeaves + 1)
  .map(addTree)
  .join('\n')}
(func (export "addLeaves") ${parameters(['scores', 'rows', 'program', 'end'])}
  (loop $next
    (call_indirect $trees (type $addTree) ${get('scores')} ${get('rows')} ${get('program')} (i32.load ${get('program')}))
    (br_if $next (i32.lt_u (local.tee $program ${add(get('program'), `(i32.const ${treeBytes})`)}) ${get('end')}))))`;

function addTree(width: number): string {
  const columns = range(width).map((k) => `c${k}`);
  const word = (k: number) => `(i32.load offset=${4 * k} ${get('tree')})`;
  const bin = (column: string) => `(i32.load8_u ${add(get(column), get('row'))})`;
  const mask = columns
    .map((column, k) => `(i32.load offset=${1024 * k} ${element('masks', bin(column), 2)})`)
    .reduce((all, one) => (all === '' ? one : `(i32.and ${all} ${one})`), '');
  const leaf = width === 0 ? '(i32.const 0)' : `(i32.ctz ${mask})`;
  return `(func $addTree${width} (type $addTree) ${parameters(['scores', 'rows', 'tree'])}
  (local $row i32) (local $score i32) ${['values', 'masks', ...columns].map((name) => `(local $${name} i32)`).join(' ')}
  ${['values', 'masks', ...columns].map((name, k) => `(local.set $${name} ${word(k + 1)})`).join(' ')}
  (loop $next
    (local.set $score ${element('scores', get('row'), 3)})
    (f64.store ${get('score')} (f64.add (f64.load ${get('score')}) (f64.load ${element('values', leaf, 3)})))
    ${next('row', 'rows')}))`;
}

/** bins[row] = bounds below values[row], of 2^depth - 1 that ascend; 255 for NaN. Halvings without a jump that depends on data. */
function searchBins(depth: number): string {
  const steps = range(depth).map((k) => {
    const half = 2 ** (depth - 1 - k);
    const bound = `(f64.load offset=${8 * (half - 1)} ${element('bounds', get('bin'), 3)})`;
    const step = `(i32.mul (f64.gt ${get('value')} ${bound}) (i32.const ${half}))`;
    return `(local.set $bin ${k === 0 ? step : add(get('bin'), step)})`;
  });
  return `(func (export "searchBins${depth}") ${parameters(['values', 'bounds', 'bins', 'rows'])}
  (local $row i32) (local $bin i32) (local $value f64)
  (loop $next
    (local.set $value (f64.load ${element('values', get('row'), 3)}))
    (local.set $bin (i32.const 0))
    ${steps.join('\n    ')}
    (i32.store8 ${add(get('bins'), get('row'))} (select (i32.const 255) ${get('bin')} (f64.ne ${get('value')} ${get('value')})))
    ${next('row', 'rows')}))`;
}

/**
 * Moves rows `source[from]` to `source[to - 1]` into `target`: those that go left from `from` upwards, the others from `to - 1` downwards.
 * Returns where the right side begins. Both stores always happen, only the cursors depend on the row: a split that no processor can predict
 * costs no more than one it can.
 */
const partition = `(func (export "partition") ${parameters(['source', 'target', 'bins', 'goesLeft', 'from', 'to'])} (result i32)
  (local $left i32) (local $right i32) (local $row i32) (local $isLeft i32)
  (local.set $left ${get('from')})
  (local.set $right (i32.sub ${get('to')} (i32.const 1)))
  (loop $next
    (local.set $row (i32.load ${element('source', get('from'), 2)}))
    (local.set $isLeft (i32.load8_u ${add(get('goesLeft'), `(i32.load8_u ${add(get('bins'), get('row'))})`)}))
    (i32.store ${element('target', get('left'), 2)} ${get('row')})
    (i32.store ${element('target', get('right'), 2)} ${get('row')})
    (local.set $left ${add(get('left'), get('isLeft'))})
    (local.set $right ${add(get('right'), `(i32.sub ${get('isLeft')} (i32.const 1))`)})
    ${next('from', 'to')})
  ${get('left')})`;
