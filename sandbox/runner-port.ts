/** What a workflow runner asks of the sandbox: the one border between the two. */

export interface JobTokenRequest {
  /** owner/name */
  repository: string;
  permissions: Readonly<Record<string, 'read' | 'write' | 'none'>>;
  runId: number;
  job: string;
}

export interface RunRecord {
  id: number;
  repository: string;
  name: string;
  path: string;
  event: string;
  headSha: string;
  headBranch: string;
  headRepository: string;
  actor: string;
  attempt: number;
  pullRequests: readonly number[];
  displayTitle: string;
}

export interface RunnerHost {
  cloneUrl(repository: string): string;
  issueJobToken(request: JobTokenRequest): string;
  createRun(run: Omit<RunRecord, 'id'>): RunRecord;
  updateRun(
    id: number,
    change: {
      status: 'queued' | 'in_progress' | 'completed';
      conclusion?: 'success' | 'failure' | 'cancelled' | 'skipped';
    },
  ): void;
  upsertJob(
    runId: number,
    job: {
      name: string;
      status: 'queued' | 'in_progress' | 'completed';
      conclusion?: string;
      startedAt: string;
      completedAt?: string;
      steps: readonly { name: string; status: string; conclusion?: string; number: number }[];
      log: string;
    },
  ): void;
  /** A zip, or a single file of another `type`. */
  addArtifact(runId: number, artifact: { name: string; bytes: Uint8Array; type?: string; expiresAt: string }): number;
}
