import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { adapter } from './adapter.ts';
import { outOfScope, outOfScopeCases } from './out-of-scope.ts';
import { runFolder } from './run.ts';

const results = runFolder(join(import.meta.dirname, 'cases'));
/** Raised with every function that is mapped; lowering it needs a reason in the pull request. */
const pinned = { functions: 138, ofFunctions: 143, cases: 237, ofCases: 243 };

describe('numeric conformance', () => {
  test('every case of a mapped function passes', () => {
    const faults = results.filter(({ mapped }) => mapped).flatMap(({ id, faults }) => faults.map((f) => `${id} ${f}`));
    expect(faults).toEqual([]);
  });

  test('the functions and cases that are mapped do not shrink', () => {
    const passed = results.filter(({ faults }) => faults.length === 0).length;
    const functions = new Set(results.map(({ fn }) => fn));
    const mapped = [...functions].filter((fn) => fn in adapter);
    console.log(`conformance: ${mapped.length} of ${functions.size} functions, ${passed} of ${results.length} cases`);
    expect({ functions: mapped.length, ofFunctions: functions.size, cases: passed, ofCases: results.length }).toEqual(
      pinned,
    );
  });

  test('the adapter maps no function that no case names', () => {
    const functions = new Set(results.map(({ fn }) => fn));
    expect(Object.keys(adapter).filter((fn) => !functions.has(fn))).toEqual([]);
  });

  test('what is out of scope is in a suite, has a reason, and is not mapped', () => {
    const functions = new Set(results.map(({ fn }) => fn));
    for (const [fn, reason] of Object.entries(outOfScope)) {
      expect([fn, functions.has(fn), fn in adapter]).toEqual([fn, true, false]);
      expect(reason.length).toBeGreaterThan(20);
    }
  });

  test('a single case that is out of scope is in a suite, has a reason, and its function is mapped', () => {
    for (const [id, reason] of Object.entries(outOfScopeCases)) {
      const found = results.filter((one) => one.id === id).map(({ fn }) => fn in adapter);
      expect([id, ...found]).toEqual([id, true]);
      expect(reason.length).toBeGreaterThan(20);
    }
  });

  test('a wrong value, a missing key and an unknown function fail', () => {
    const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
    const one = (fn: string, expected: object) => ({
      id: `${fn} ${JSON.stringify(expected)}`,
      fn,
      inputs: { y_true: [0, 1], y_score: [0.1, 0.9] },
      params: {},
      expected,
      tol: { abs: 1e-9, rel: 1e-9 },
    });
    const cases = [
      one('binary_rank_metrics', { roc_auc: 1 }),
      one('binary_rank_metrics', { roc_auc: 0.99 }),
      one('binary_rank_metrics', { roc_auc: 'NaN' }),
      one('binary_rank_metrics', { gini: 1 }),
      one('no_such_function', { roc_auc: 1 }),
    ];
    writeFileSync(join(folder, 'suite.json'), JSON.stringify({ cases }));
    expect(runFolder(folder).map(({ faults }) => faults.length > 0)).toEqual([false, true, true, true, true]);
  });
});
