import type { RunRecord } from '../runner-port.ts';
import type { CheckRun, CheckSuite } from './check.ts';
import type { User } from './people.ts';

export interface WorkflowRun extends Readonly<Omit<RunRecord, 'attempt'>> {
  attempt: number;
  readonly runNumber: number;
  readonly workflowId: number;
  readonly suite: CheckSuite;
  readonly triggeredBy: User;
  status: 'queued' | 'in_progress' | 'completed';
  conclusion: string | null;
  readonly createdAt: string;
  updatedAt: string;
}

export interface Job {
  readonly id: number;
  readonly runId: number;
  readonly name: string;
  readonly check: CheckRun;
  status: 'queued' | 'in_progress' | 'completed';
  conclusion: string | null;
  readonly createdAt: string;
  startedAt: string;
  completedAt: string | null;
  steps: readonly { name: string; status: string; conclusion?: string; number: number }[];
  log: string;
}

export interface Artifact {
  readonly id: number;
  readonly runId: number;
  readonly name: string;
  readonly bytes: Uint8Array;
  /** application/zip, or what a single file is that was not zipped. */
  readonly type: string;
  readonly digest: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  deleted: boolean;
}
