import { matchesGlob, resolve } from 'node:path';
import { type Artifact, DefaultArtifactClient, type FindOptions } from '@actions/artifact';
import { getBooleanInput, getInput, info, setFailed, setOutput, warning } from '@actions/core';

const client = new DefaultArtifactClient();

async function download(): Promise<void> {
  const name = getInput('name');
  const path = resolve(getInput('path') || '.');
  const options = findOptions();
  const artifacts = name ? [(await client.getArtifact(name, options)).artifact] : await listed(options);
  for (const artifact of artifacts) {
    const apart = !name && !getBooleanInput('merge-multiple');
    const target = apart ? resolve(path, artifact.name) : path;
    if (!target.startsWith(path)) throw new Error(`Artifact ${artifact.name} would leave ${path}`);
    const expected = artifact.digest ? { expectedHash: artifact.digest } : {};
    const { digestMismatch } = await client.downloadArtifact(artifact.id, { ...options, path: target, ...expected });
    if (digestMismatch) throw new Error(`Artifact ${artifact.name}: its digest is not ${artifact.digest}`);
    info(`Downloaded ${artifact.name} to ${target}`);
  }
  setOutput('download-path', path);
}

/** With a token, the API of the run given is asked; without, the artifacts of this run. */
function findOptions(): FindOptions {
  const token = getInput('github-token');
  if (!token) return {};
  const [repositoryOwner = '', repositoryName = ''] = getInput('repository').split('/');
  const workflowRunId = Number(getInput('run-id'));
  if (!Number.isInteger(workflowRunId)) throw new Error(`run-id: expected a number, found ${getInput('run-id')}`);
  return { findBy: { token, workflowRunId, repositoryOwner, repositoryName } };
}

async function listed(options: FindOptions): Promise<Artifact[]> {
  const pattern = getInput('pattern');
  const { artifacts } = await client.listArtifacts({ latest: true, ...options });
  const found = pattern ? artifacts.filter((artifact) => matchesGlob(artifact.name, pattern)) : artifacts;
  if (found.length === 0) warning(`No artifacts found${pattern ? ` that match ${pattern}` : ''}`);
  return found;
}

await download().catch((error: unknown) => setFailed(error instanceof Error ? error.message : String(error)));
