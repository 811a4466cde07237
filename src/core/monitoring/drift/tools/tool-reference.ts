import type { DriftMethodRule } from '../../../definitions/schema/drift.ts';
import type { DriftProfile } from '../../../definitions/schema/drift-methods.ts';
import type { Column, Frame } from '../../../features/frame.ts';
import { type DriftMethods, ruleOf } from '../chosen-methods.ts';
import { boundMethod } from '../methods/compare.ts';
import { type Sample, sampleOf } from '../methods/sample.ts';
import { standardDeviationLimit } from '../standard-deviation-limit.ts';
import { effectsAgainst } from '../value-effects.ts';
import type { Tool } from './tool.ts';
import { tools } from './tools.ts';

/** What a tool holds windows against. */
export interface ToolReference {
  readonly tool: Tool;
  readonly samples: ReadonlyMap<string, Sample>;
  /** What the definition asks for, by column. */
  readonly rules: ReadonlyMap<string, DriftMethodRule>;
  /** Up to where the effects of a column are usual by its windows; NaN where the reference has none. Only of methods that are judged so. */
  readonly usual: ReadonlyMap<string, number>;
  readonly share?: number;
}

interface WindowRows {
  readonly frame: Frame;
  readonly windows: readonly Uint32Array[];
  readonly later: readonly Uint32Array[];
}

export function toolReference(rows: WindowRows, { rule, values }: DriftMethods, profile: DriftProfile): ToolReference {
  const tool = tools[profile];
  const samples = new Map([...values].flatMap(([name, column]) => named(name, sampleOf(column))));
  const rules = new Map([...values].flatMap(([name, { type }]) => named(name, ruleOf(rule, name, type))));
  const usual = new Map(
    [...samples].flatMap(([name, sample]) => {
      const column = rows.frame.columns.get(name);
      return named(name, column && usualLimit(tool, rules.get(name), column, rows, sample));
    }),
  );
  const share = rule.share ?? tool.share;
  return { tool, samples, rules, usual, ...(share !== undefined && { share }) };
}

/** The windows are held against all of the reference, as that tool does with its chunks. */
function usualLimit(
  tool: Tool,
  rule: DriftMethodRule | undefined,
  column: Column,
  { windows, later }: WindowRows,
  sample: Sample,
): number | undefined {
  const method = rule ?? { method: tool.methodOf(sample, sample) };
  const given = tool.defaults[method.method];
  if (given === undefined || !('deviations' in given) || rule?.threshold !== undefined) return undefined;
  const effects = effectsAgainst(boundMethod(method, tool.handling), column, [...windows, ...later], sample);
  return effects.length < 2 ? Number.NaN : standardDeviationLimit(effects, given.deviations, { least: 0 });
}

const named = <T>(name: string, value: T | undefined): [string, T][] => (value === undefined ? [] : [[name, value]]);
