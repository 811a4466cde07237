import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { getBooleanInput, getInput, info, setFailed, setOutput, warning } from '@actions/core';
import { findFiles } from './find-files.ts';

async function upload(): Promise<void> {
  const path = getInput('path', { required: true });
  const name = getInput('name');
  const { files, root } = findFiles(path, process.cwd(), getBooleanInput('include-hidden-files'));
  if (files.length === 0)
    return nothingFound(`No files were found with the provided path: ${path}. No artifacts will be uploaded.`);
  // Loaded only here: it takes longer than all else.
  const { ArtifactNotFoundError, DefaultArtifactClient } = await import('@actions/artifact');
  const client = new DefaultArtifactClient();
  if (getBooleanInput('overwrite')) {
    await client.deleteArtifact(name).catch((error: unknown) => {
      if (!(error instanceof ArtifactNotFoundError)) throw error;
    });
  }
  const retentionDays = Number(getInput('retention-days'));
  if (!Number.isInteger(retentionDays) || retentionDays < 0) throw new Error('retention-days: expected 0 to 90');
  const compressionLevel = Number(getInput('compression-level'));
  const folder = statSync(root).isDirectory() ? root : dirname(root);
  const skipArchive = !getBooleanInput('archive');
  const options = { compressionLevel, skipArchive, ...(retentionDays > 0 && { retentionDays }) };
  const { id, digest } = await client.uploadArtifact(name, [...files], folder, options);
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID } = process.env;
  setOutput('artifact-id', id);
  setOutput('artifact-digest', digest);
  setOutput('artifact-url', `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}/artifacts/${id}`);
}

function nothingFound(message: string): void {
  const asked = getInput('if-no-files-found');
  if (asked === 'error') setFailed(message);
  else if (asked === 'ignore') info(message);
  else if (asked === 'warn') warning(message);
  else setFailed(`if-no-files-found: expected warn, error or ignore, found ${asked}`);
}

await upload().catch((error: unknown) => setFailed(error instanceof Error ? error.message : String(error)));
