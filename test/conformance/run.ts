import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { adapter } from './adapter.ts';
import { type Case, parseSuite } from './case.ts';
import { mismatches } from './match.ts';
import { outOfScope, outOfScopeCases } from './out-of-scope.ts';

/** What one case came to. `faults` is empty when it passed. */
export interface CaseResult {
  readonly suite: string;
  readonly id: string;
  readonly fn: string;
  readonly mapped: boolean;
  readonly faults: readonly string[];
}

/** Every case of every suite (`*.json`) in a folder, in order of file name. */
export function runFolder(folder: string): CaseResult[] {
  const suites = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return suites.sort().flatMap((file) => {
    const suite = basename(file, '.json');
    return parseSuite(readFileSync(join(folder, file), 'utf8')).map((one) => ({ suite, ...runCase(one) }));
  });
}

function runCase(one: Case): Omit<CaseResult, 'suite'> {
  const { id, fn } = one;
  const reason = outOfScopeCases[id];
  if (reason !== undefined) return { id, fn, mapped: false, faults: [`out of scope: ${reason}`] };
  const compute = adapter[fn];
  if (compute === undefined) return { id, fn, mapped: false, faults: ['no function is mapped'] };
  try {
    return { id, fn, mapped: true, faults: mismatches(compute(one.inputs, one.params), one.expected, one.tol) };
  } catch (error) {
    return { id, fn, mapped: true, faults: [`threw ${String(error)}`] };
  }
}

/** Prints every failed case and every function without an entry, with the reason where it is out of scope, then the counts: both are failed. */
function report(results: readonly CaseResult[]): number {
  const failed = results.filter(({ faults }) => faults.length > 0);
  for (const { suite, id, fn, faults } of failed.filter(({ mapped }) => mapped)) {
    for (const fault of faults.slice(0, 5)) console.log(`${suite} ${id} (${fn}) ${fault}`);
  }
  const isSingle = ({ id }: CaseResult) => Object.hasOwn(outOfScopeCases, id);
  for (const { suite, id, faults } of failed.filter(isSingle)) console.log(`${suite} ${id} is ${faults[0]}`);
  const without = [...new Set(failed.filter((one) => !one.mapped && !isSingle(one)).map(({ fn }) => fn))];
  const unmapped = without.filter((fn) => !Object.hasOwn(outOfScope, fn));
  if (unmapped.length > 0) console.log(`${unmapped.length} functions are not mapped: ${unmapped.join(', ')}`);
  for (const fn of without.filter((fn) => Object.hasOwn(outOfScope, fn)))
    console.log(`${fn} is out of scope: ${outOfScope[fn]}`);
  console.log(`${results.length - failed.length} passed, ${failed.length} failed`);
  return failed.length > 0 ? 1 : 0;
}

if (import.meta.main) {
  const folder = process.argv[2];
  if (folder === undefined) {
    console.error('usage: node test/conformance/run.ts DIR');
    process.exitCode = 2;
  } else process.exitCode = report(runFolder(folder));
}
