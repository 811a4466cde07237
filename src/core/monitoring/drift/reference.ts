import type { Column, Frame } from '../../features/frame.ts';
import type { Profile } from '../profile/profile.ts';
import { tellWhatIsUsual } from '../reference-windows.ts';
import type { DriftMethods } from './chosen-methods.ts';
import { type DriftTest, driftTests, leastEffect } from './drift-test.ts';
import { type Sample, sampleOf } from './methods/sample.ts';
import { sketchedEffects } from './sketched-effects.ts';
import { type ToolReference, toolReference } from './tools/tool-reference.ts';
import { valueEffects } from './value-effects.ts';
import { deviationNull, type WindowNull, windowNull } from './window-null.ts';

/** What windows are held against. */
export interface DriftReference {
  readonly profile: Profile;
  readonly tests: readonly DriftTest[];
  readonly q: number;
  /** Absent: the reference has no time, or too few windows. Then p-values of rows decide. */
  readonly null?: WindowNull;
  /** Values of the columns that a method of the definition takes. */
  readonly samples: ReadonlyMap<string, Sample>;
  /** Set: this tool's rules decide, and `tests` is empty. */
  readonly tool?: ToolReference;
  /** The least share of columns by which a window drifts; absent: any one. */
  readonly share?: number;
}

export interface ReferenceRows {
  readonly frame: Frame;
  /** Profile of all reference rows. */
  readonly profile: Profile;
  /** Rows of each whole window of the reference. */
  readonly windows: readonly Uint32Array[];
  /** Windows that follow the reference, known to be in order: they are held against all of it. */
  readonly later: readonly Uint32Array[];
  readonly q: number;
  /** Absent: the methods are aval's own. */
  readonly methods?: DriftMethods;
}

export function driftReference(rows: ReferenceRows): DriftReference {
  const { frame, profile, windows, later, q, methods } = rows;
  if (methods?.rule.profile !== undefined) {
    const tool = toolReference(rows, methods, methods.rule.profile);
    return {
      profile,
      tests: [],
      q,
      samples: tool.samples,
      tool,
      ...(tool.share !== undefined && { share: tool.share }),
    };
  }
  const tests = driftTests(profile, methods?.rule);
  const samples = samplesOf(tests, methods?.values);
  const share = methods?.rule.share;
  const reference = { profile, tests, q, samples, ...(share !== undefined && { share }) };
  if (!tellWhatIsUsual({ windows, later })) return reference;
  const sketched = sketchedEffects(tests, rows);
  const chosen = tests.map((test) => {
    const [column, sample] = [frame.columns.get(test.column), samples.get(test.column)];
    return 'method' in test && column && sample && valueEffects(test.method, column, rows, sample);
  });
  const effects = sketched.map((window, w) =>
    window.map((effect, i) => (chosen[i] ? (chosen[i][w] ?? Number.NaN) : effect)),
  );
  const leasts = tests.map(leastEffect);
  const usual =
    methods?.rule.usual === 'std_deviation' ? deviationNull(effects, leasts) : windowNull(effects, leasts, q);
  return { ...reference, null: usual };
}

function samplesOf(tests: readonly DriftTest[], values: ReadonlyMap<string, Column> | undefined): Map<string, Sample> {
  const samples = tests.flatMap((test): [string, Sample][] => {
    const column = 'method' in test ? values?.get(test.column) : undefined;
    const sample = column && sampleOf(column);
    return sample ? [[test.column, sample]] : [];
  });
  return new Map(samples);
}
