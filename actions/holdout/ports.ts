import type { Digest } from '../../src/core/digest.ts';
import type { ResolvedModel } from '../../src/core/plan/resolved-model.ts';
import type { Package } from '../../src/core/registry/package.ts';
import type { RegistryState } from '../../src/core/registry/state.ts';
import { fetchRef } from '../../src/engines/git/fetch-refs.ts';
import type { Ref, Sha } from '../../src/engines/git/ref.ts';
import { botUserId } from '../../src/github/bot-user.ts';
import { githubClient } from '../../src/github/client.ts';
import { packageOfRun } from '../../src/github/own-run.ts';
import { ReleaseSource } from '../../src/github/release-source.ts';
import { type FoundRun, runOf } from '../../src/github/workflow-runs.ts';
import { ensureNatives } from '../natives.ts';
import { repositoryName } from '../session.ts';
import type { Toolkit } from '../toolkit.ts';
import type { DispatchContext } from './dispatch-context.ts';
import type { Job } from './job.ts';
import { type JobLimits, runChild } from './run-child.ts';

/** What the trusted run asks of the outside; only `evaluate` reads data. */
export interface Ports {
  /** Id of the user that a GitHub App acts as; undefined when there is no such App. */
  botUserId(slug: string): Promise<number | undefined>;
  /** Brings a ref or a commit of the repository on GitHub into the checkout; undefined when it has none. */
  fetch(ref: Ref): Promise<Sha | undefined>;
  /** A published package, verified; undefined when no release holds it. */
  releasedPackage(digest: Digest, registry: RegistryState): Promise<Package | undefined>;
  /** A run of this repository's workflows. */
  ownRun(run: number): Promise<FoundRun>;
  /** The package that a run made of a model, held against its definition; undefined when it is gone. Throws `evidence` for anything else. */
  madePackage(run: number, resolved: ResolvedModel): Promise<Package | undefined>;
  /** Does the job in a process of its own, which leaves an answer and a package in the job's output folder. */
  evaluate(job: Job, limits: JobLimits): Promise<void>;
}

/** GitHub and this machine, with the job's own token, which stays in this process. */
export function runnerPorts(toolkit: Toolkit, context: DispatchContext, signal: AbortSignal): Ports {
  const token = toolkit.input('token');
  const client = githubClient(token, context.apiUrl);
  const where = repositoryName(context.repository);
  const remote = { address: `${context.serverUrl}/${where.owner}/${where.repo}`, token };
  return {
    botUserId: (slug) => botUserId(client, slug),
    fetch: (ref) => fetchRef(context.folder, remote, ref),
    releasedPackage: (digest, registry) => new ReleaseSource(client, where, registry).get(digest),
    ownRun: (run) => runOf({ client, where }, run),
    madePackage: (run, resolved) => packageOfRun({ client, where }, run, resolved),
    async evaluate(job, limits) {
      await ensureNatives(toolkit);
      await runChild(job, limits, signal);
    },
  };
}
