import { RunnerError } from '../runner-error.ts';
import type { JobDefinition } from '../workflow/definition.ts';
import type { Scope } from '../workflow/expression.ts';
import { child, plainOf } from '../workflow/template.ts';
import { Leg, type LegResult, type LegRun } from './leg.ts';
import { type Combination, expandMatrix } from './matrix.ts';
import { Slots } from './slots.ts';
import { combine } from './status.ts';
import type { JobOutcome } from './workflow-run.ts';

interface Strategy {
  readonly failFast: boolean;
  readonly maxParallel: number;
  readonly legs: readonly (Combination | undefined)[];
}

/** Runs all the legs of a job; a failed one stops the others if `fail-fast` says so. */
export async function runLegs(
  run: LegRun,
  job: JobDefinition,
  scope: Scope,
  follow: (leg: Leg) => () => void,
): Promise<JobOutcome> {
  const { failFast, maxParallel, legs: combinations } = readStrategy(job, scope);
  const total = combinations.length;
  const strategy = { 'fail-fast': failFast, 'job-total': total, 'max-parallel': Math.min(maxParallel, total) };
  const legs = combinations.map((matrix, index) => {
    const contexts = { ...scope.contexts, matrix: matrix ?? null, strategy: { ...strategy, 'job-index': index } };
    return new Leg(run, job, { contexts }, matrix, index);
  });
  const limit = new Slots(maxParallel);
  const open = new AbortController().signal;
  const results = await Promise.all(
    legs.map(async (leg): Promise<LegResult> => {
      const done = follow(leg);
      const leave = await limit.enter(open);
      const result = await leg.run();
      if (result.result === 'failure' && failFast) for (const other of legs) if (other !== leg) other.cancel();
      leave?.();
      done();
      return result;
    }),
  );
  return {
    result: combine(results.map((leg) => leg.result)),
    outputs: Object.assign({}, ...results.map((leg) => leg.outputs)),
  };
}

function readStrategy(job: JobDefinition, scope: Scope): Strategy {
  const strategy = plainOf(child(job.keys, 'strategy'), scope);
  if (strategy === undefined || strategy === null) return { failFast: true, maxParallel: 1, legs: [undefined] };
  if (typeof strategy !== 'object') throw new RunnerError(`job ${job.id}: strategy is not a mapping`);
  const { matrix, 'fail-fast': failFast, 'max-parallel': max }: Record<string, unknown> = { ...strategy };
  const maxParallel = Number(max ?? Number.MAX_SAFE_INTEGER);
  if (!(maxParallel >= 1)) throw new RunnerError(`job ${job.id}: max-parallel: expected at least 1, found ${max}`);
  const legs = matrix === undefined || matrix === null ? [undefined] : expandMatrix(matrix);
  return { failFast: String(failFast ?? true) === 'true', maxParallel, legs };
}
