import type { Source } from '../../src/core/definitions/schema/source.ts';
import type { Digest } from '../../src/core/digest.ts';
import type { ResolvedModel } from '../../src/core/plan/resolved-model.ts';
import type { Package } from '../../src/core/registry/package.ts';
import type { RegistryState } from '../../src/core/registry/state.ts';
import { fetchRef } from '../../src/engines/git/fetch-refs.ts';
import type { Ref, Sha } from '../../src/engines/git/ref.ts';
import { parseCredentials } from '../../src/engines/http/credentials.ts';
import { fetchedSource } from '../../src/engines/workspace/fetched-source.ts';
import { botUserId } from '../../src/github/bot-user.ts';
import { githubClient } from '../../src/github/client.ts';
import { packageOfRun } from '../../src/github/own-run.ts';
import { ReleaseSource } from '../../src/github/release-source.ts';
import { type FoundRun, runOf } from '../../src/github/workflow-runs.ts';
import type { ChildLimits } from '../child/run-child.ts';
import { ensureNatives } from '../natives.ts';
import { repositoryName } from '../session.ts';
import type { Toolkit } from '../toolkit.ts';
import type { DispatchContext } from './dispatch-context.ts';
import type { Job } from './job.ts';
import { runJob } from './run-child.ts';

/** What the trusted run asks of the outside; `fetchSource` brings private data, and only `evaluate` reads any. */
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
  /** Brings a source that needs a credential into a cache folder: the very bytes of this digest, or none. Throws `config`. */
  fetchSource(cacheFolder: string, source: Source, pin: string): Promise<unknown>;
  /** Does the job in a process of its own, which leaves an answer and a package in the job's output folder. */
  evaluate(job: Job, limits: ChildLimits): Promise<void>;
}

/** GitHub and this machine, with the job's own token and the credentials of private sources, which stay in this process. */
export function runnerPorts(toolkit: Toolkit, context: DispatchContext, signal: AbortSignal): Ports {
  const token = toolkit.input('token');
  const client = githubClient(token, context.apiUrl);
  const credentials = parseCredentials(toolkit.input('credentials'));
  for (const value of credentials.values()) toolkit.secret(value);
  const where = repositoryName(context.repository);
  const remote = { address: `${context.serverUrl}/${where.owner}/${where.repo}`, token };
  return {
    botUserId: (slug) => botUserId(client, slug),
    fetch: (ref) => fetchRef(context.folder, remote, ref),
    releasedPackage: (digest, registry) => new ReleaseSource(client, where, registry).get(digest),
    ownRun: (run) => runOf({ client, where }, run),
    madePackage: (run, resolved) => packageOfRun({ client, where }, run, resolved),
    fetchSource: (cacheFolder, source, pin) => fetchedSource(cacheFolder, source, pin, credentials),
    async evaluate(job, limits) {
      await ensureNatives(toolkit);
      await runJob(job, limits, signal);
    },
  };
}
