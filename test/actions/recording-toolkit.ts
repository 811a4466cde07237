import type { RunContext, Toolkit } from '../../actions/toolkit.ts';
import type { Fault } from '../../src/core/errors.ts';

/** A toolkit that hands out inputs and keeps what an action said. */
export interface RecordingToolkit extends Toolkit {
  readonly outputs: Map<string, string>;
  readonly lines: string[];
  readonly faults: Fault[];
  readonly summaries: string[];
  readonly secrets: string[];
}

export function recordingToolkit(inputs: Readonly<Record<string, string>> = {}): RecordingToolkit {
  const [outputs, lines, faults, summaries, secrets] = [
    new Map<string, string>(),
    [] as string[],
    [] as Fault[],
    [] as string[],
    [] as string[],
  ];
  return {
    outputs,
    lines,
    faults,
    summaries,
    secrets,
    input: (name) => inputs[name] ?? '',
    output: (name, value) => void outputs.set(name, value),
    log: (line) => void lines.push(line),
    secret: (text) => void secrets.push(text),
    annotate: (fault) => void faults.push(fault),
    summary: async (markdown) => void summaries.push(markdown),
  };
}

/** A run in this checkout; nothing is behind its API address. */
export function runIn(folder: string, base?: string): RunContext {
  return { folder, repository: 'o/r', base, apiUrl: 'http://127.0.0.1:1' };
}
