/** Writes the inner loop of the linear learner as WebAssembly: in JavaScript it takes more than twice as long. */
import { add, element, get, moduleFile, parameters } from './kernel-text.ts';

/** The generated source file by its path from the repository root. */
export async function linearKernels(): Promise<ReadonlyMap<string, string>> {
  const file = await moduleFile('linear-kernels.ts', [accumulate], '');
  return new Map([['src/core/training/linear/kernels/module.generated.ts', file]]);
}

const names = ['starts', 'end', 'columns', 'values', 'residual', 'curvature', 'gradient', 'hessian', 'order'];
const advance = (pointer: string, bytes: number) =>
  `(local.tee $${pointer} ${add(get(pointer), `(i32.const ${bytes})`)})`;
/** The number at an address grows by a product. */
const grow = (address: string, a: string, b: string) =>
  `(f64.store ${get(address)} (f64.add (f64.load ${get(address)}) (f64.mul ${a} ${b})))`;

/**
 * For every row from `starts` to `end` (addresses): gradient += residual * row, and lower triangle of hessian += curvature * row' * row. A row has
 * at least one value, and its columns ascend.
 */
const accumulate = `(func (export "accumulate") ${parameters(names)}
  (local $first i32) (local $firstValue i32) (local $last i32) (local $k i32) (local $kValue i32) (local $m i32) (local $mValue i32)
  (local $to i32) (local $line i32) (local $weighted f64)
  (loop $nextRow
    (local.set $first ${element('columns', `(i32.load ${get('starts')})`, 2)})
    (local.set $firstValue ${element('values', `(i32.load ${get('starts')})`, 3)})
    (local.set $last ${element('columns', `(i32.load offset=4 ${get('starts')})`, 2)})
    (local.set $k ${get('first')})
    (local.set $kValue ${get('firstValue')})
    (loop $nextValue
      (local.set $to ${element('gradient', `(i32.load ${get('k')})`, 3)})
      ${grow('to', `(f64.load ${get('residual')})`, `(f64.load ${get('kValue')})`)}
      (local.set $weighted (f64.mul (f64.load ${get('curvature')}) (f64.load ${get('kValue')})))
      (local.set $line ${element('hessian', `(i32.mul (i32.load ${get('k')}) ${get('order')})`, 3)})
      (local.set $m ${get('first')})
      (local.set $mValue ${get('firstValue')})
      (loop $nextProduct
        (local.set $to ${element('line', `(i32.load ${get('m')})`, 3)})
        ${grow('to', get('weighted'), `(f64.load ${get('mValue')})`)}
        (local.set $mValue ${add(get('mValue'), '(i32.const 8)')})
        (br_if $nextProduct (i32.le_u ${advance('m', 4)} ${get('k')})))
      (local.set $kValue ${add(get('kValue'), '(i32.const 8)')})
      (br_if $nextValue (i32.lt_u ${advance('k', 4)} ${get('last')})))
    (local.set $residual ${add(get('residual'), '(i32.const 8)')})
    (local.set $curvature ${add(get('curvature'), '(i32.const 8)')})
    (br_if $nextRow (i32.lt_u ${advance('starts', 4)} ${get('end')}))))`;
