import { dirname } from 'node:path';
import { systemClock } from '../../clock.ts';
import type { ArtifactServer } from '../artifact/server.ts';
import type { RunnerOptions } from '../options.ts';
import { ConcurrencyGroups } from './concurrency.ts';
import { Slots } from './slots.ts';

/** What all runs share: the options with their defaults, the limits, the artifact server. */
export interface Machine {
  readonly options: RunnerOptions;
  readonly artifacts: ArtifactServer;
  readonly groups: ConcurrencyGroups;
  readonly slots: Slots;
  readonly serverUrl: string;
  readonly path: readonly string[];
  readonly minuteMs: number;
  readonly graceMs: number;
  readonly now: () => Date;
}

const SYSTEM = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

export function createMachine(options: RunnerOptions, artifacts: ArtifactServer): Machine {
  const clock = options.clock ?? systemClock;
  return {
    options,
    artifacts,
    groups: new ConcurrencyGroups(),
    slots: new Slots(options.maxJobs ?? 4),
    serverUrl: options.serverUrl ?? `http://github.localhost:${new URL(options.apiUrl).port || '80'}`,
    path: options.path ?? [dirname(process.execPath), ...SYSTEM],
    minuteMs: options.minuteMs ?? 60_000,
    graceMs: options.graceMs ?? 10_000,
    now: () => clock.now(),
  };
}
