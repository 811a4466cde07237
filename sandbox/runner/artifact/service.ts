import { textAt } from '../trigger/event.ts';
import type { RuntimeIdentity } from './runtime-token.ts';
import { type Artifact, ArtifactRefusal, type ArtifactStore } from './store.ts';

interface Links {
  upload(key: string): string;
  download(artifact: Artifact): string;
}

/** The five methods of `github.actions.results.api.v1.ArtifactService`, as JSON with the names of the proto file. */
export function callService(
  method: string,
  body: unknown,
  caller: RuntimeIdentity,
  store: ArtifactStore,
  links: Links,
): unknown {
  if (textAt(body, 'workflow_run_backend_id') !== String(caller.runId)) {
    throw new ArtifactRefusal('permission_denied', 'the token is of another workflow run');
  }
  const name = textAt(body, 'name');
  switch (method) {
    case 'CreateArtifact': {
      const expires = textAt(body, 'expires_at');
      const type = textAt(body, 'mime_type') || 'application/zip';
      const key = store.create(caller, name, expires === '' ? undefined : new Date(expires), type);
      return { ok: true, signed_upload_url: links.upload(key) };
    }
    case 'FinalizeArtifact': {
      const expected = { size: Number(textAt(body, 'size')), hash: textAt(body, 'hash') };
      return { ok: true, artifact_id: String(store.finalize(caller, name, expected).id) };
    }
    case 'ListArtifacts': {
      const [named, id] = [textAt(body, 'name_filter'), textAt(body, 'id_filter')];
      const found = store.list(caller.runId).filter((artifact) => {
        return (named === '' || artifact.name === named) && (id === '' || String(artifact.id) === id);
      });
      return { artifacts: found.map(view) };
    }
    case 'GetSignedArtifactURL':
      return { signed_url: links.download(store.find(caller.runId, name)) };
    case 'DeleteArtifact':
      return { ok: true, artifact_id: String(store.delete(caller.runId, name).id) };
    default:
      throw new ArtifactRefusal('not_found', `no such method: ${method}`);
  }
}

function view(artifact: Artifact): object {
  return {
    workflow_run_backend_id: String(artifact.owner.runId),
    workflow_job_run_backend_id: `${artifact.owner.attempt}-${artifact.owner.job}`,
    database_id: String(artifact.id),
    name: artifact.name,
    size: String(artifact.bytes.length),
    created_at: artifact.createdAt.toISOString(),
    digest: artifact.digest,
  };
}
