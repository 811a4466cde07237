import type { JobDefinition } from '../workflow/definition.ts';

/** All the jobs that a job waits for, also through others. */
export function ancestorsOf(job: JobDefinition, jobs: readonly JobDefinition[]): Set<string> {
  const found = new Set(job.needs);
  for (const id of found) {
    for (const other of jobs.find((known) => known.id === id)?.needs ?? []) found.add(other);
  }
  return found;
}
