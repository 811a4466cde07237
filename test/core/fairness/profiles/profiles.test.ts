import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { aequitasReport } from '../../../../src/core/fairness/profiles/aequitas.ts';
import { aif360Report } from '../../../../src/core/fairness/profiles/aif360.ts';
import { controlledReport, fairlearnReport } from '../../../../src/core/fairness/profiles/fairlearn.ts';

interface PeerCase {
  readonly name: string;
  readonly rows: { label: number[]; predicted: number[]; group: string[]; weight: number[] };
  readonly fairlearn: unknown;
  readonly fairlearn_weighted: unknown;
  readonly control: readonly string[];
  readonly fairlearn_controlled: unknown;
  readonly aequitas: Readonly<Record<'a' | 'majority' | 'min_metric', unknown>>;
  readonly aif360: unknown;
  readonly aif360_weighted: unknown;
}

/** What the tools themselves say: made-by-peers.py. */
const cases = JSON.parse(readFileSync(join(import.meta.dirname, 'peers.json'), 'utf8')) as readonly PeerCase[];

/** Every number within 1e-12 of what is expected; all else equal. */
function differences(got: unknown, expected: unknown, path = ''): string[] {
  if (typeof expected === 'object' && expected !== null) {
    const inner = (typeof got === 'object' && got !== null ? got : {}) as Readonly<Record<string, unknown>>;
    return Object.entries(expected).flatMap(([key, value]) => differences(inner[key], value, `${path}/${key}`));
  }
  const equal =
    typeof got === 'number' && typeof expected === 'number' ? Math.abs(got - expected) <= 1e-12 : got === expected;
  return equal ? [] : [`${path}: ${String(got)}, expected ${String(expected)}`];
}

describe.each(cases)('$name', ({ rows, ...said }) => {
  const decisions = {
    label: Float64Array.from(rows.label),
    predicted: Float64Array.from(rows.predicted),
    group: rows.group,
  };
  const weighted = { ...decisions, weight: Float64Array.from(rows.weight) };

  test('fairlearn says the same', () => {
    expect(differences(fairlearnReport(decisions), said.fairlearn)).toEqual([]);
    expect(differences(fairlearnReport(weighted), said.fairlearn_weighted)).toEqual([]);
  });

  test('fairlearn with a control feature says the same, in strata that lack a group too', () => {
    expect(differences(controlledReport(decisions, said.control), said.fairlearn_controlled)).toEqual([]);
  });

  test.each(['a', 'majority', 'min_metric'] as const)('Aequitas says the same against %s', (reference) => {
    const chosen = reference === 'a' ? { group: 'a' } : reference;
    expect(differences(aequitasReport(decisions, { reference: chosen }), said.aequitas[reference])).toEqual([]);
  });

  test('AIF360 says the same', () => {
    expect(differences(aif360Report(decisions, 'a'), said.aif360)).toEqual([]);
    expect(differences(aif360Report(weighted, 'a'), said.aif360_weighted)).toEqual([]);
  });
});

test('every number of AIF360 is one that the tool has under this name, and none is left out', () => {
  const namesOf = (report: object) =>
    Object.entries(report).map(([kind, numbers]) => [kind, Object.keys(numbers).sort()]);
  for (const { rows, aif360 } of cases) {
    const [label, predicted] = [Float64Array.from(rows.label), Float64Array.from(rows.predicted)];
    const own = aif360Report({ label, predicted, group: rows.group }, 'a');
    expect(namesOf(own)).toEqual(namesOf(aif360 as object));
  }
});

test('a case is really compared: another number is a difference', () => {
  const [first] = cases;
  expect(
    differences({ ...(first?.aif360 as object), group: { disparate_impact_ratio: 3 } }, first?.aif360),
  ).not.toEqual([]);
});
