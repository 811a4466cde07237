import type { DriftMethodRule } from '../../../definitions/schema/drift.ts';
import type { Frame } from '../../../features/frame.ts';
import type { JudgedTest } from '../judge-window.ts';
import { boundMethod, compareSamples } from '../methods/compare.ts';
import { type Sample, sampleOf } from '../methods/sample.ts';
import type { ToolLimit } from './tool.ts';
import type { ToolReference } from './tool-reference.ts';

/** Holds a window against the reference as a tool does: column by column, by its own limits. `seed` drives permutations. */
export function judgeAsTool(reference: ToolReference, current: Frame, seed: number): readonly JudgedTest[] {
  return [...reference.samples].flatMap(([column, before]) => {
    const values = current.columns.get(column);
    const now = values && sampleOf(values);
    return now ? [judged(reference, column, before, now, seed)] : [];
  });
}

function judged(reference: ToolReference, column: string, before: Sample, now: Sample, seed: number): JudgedTest {
  const { tool, rules, usual } = reference;
  const rule = rules.get(column) ?? { method: tool.methodOf(before, now) };
  const { p: pOf, ...found } = compareSamples(boundMethod(rule, tool.handling), before, now, seed);
  const limit = limitOf(reference, rule, usual.get(column));
  const p = pOf();
  const passes = limit.tests === 'p' ? p <= limit.limit : passed(found.effect, limit.limit, tool.alarmsAtLimit);
  const comparable = !Number.isNaN(limit.limit);
  return {
    column,
    statistic: rule.method,
    chosen: true,
    ...(comparable ? found : { effect: Number.NaN, because: 'the reference has no windows that say what is usual' }),
    threshold: limit.tests === 'effect' && comparable ? limit.limit : 0,
    p,
    ...(comparable && { tool: limit }),
    alarm: passes,
  };
}

const passed = (effect: number, limit: number, atLimit: boolean): boolean =>
  atLimit ? effect >= limit : effect > limit;

function limitOf({ tool }: ToolReference, { method, threshold }: DriftMethodRule, usual = Number.NaN): ToolLimit {
  const given = tool.defaults[method];
  const tests = given?.tests ?? 'effect';
  const limit = threshold ?? (given && 'limit' in given ? given.limit : usual);
  return { tool: tool.name, tests, limit };
}
