import { isExpired } from '../../shapes/workflow.ts';
import type { PageCall, Shown } from '../page.ts';

/**
 * What a run left: a zip to be saved, or a file that was not zipped as a browser shows it. GitHub serves it from another host; here it may not so much
 * as know whose page it is.
 */
export function artifactPage({ hub, repository, param }: PageCall): Shown {
  const artifact = repository.artifacts.get(Number(param('artifact')));
  if (artifact === undefined || artifact.runId !== Number(param('id')) || artifact.deleted) return undefined;
  if (isExpired(artifact, hub.world.now())) return undefined;
  const zipped = artifact.type === 'application/zip';
  const name = `${artifact.name}${zipped ? '.zip' : ''}`.replaceAll(/["\\\r\n]/g, '_');
  const headers = {
    'content-type': /^[\w.+-]+\/[\w.+-]+$/.test(artifact.type) ? artifact.type : 'application/octet-stream',
    'content-disposition': `${zipped ? 'attachment' : 'inline'}; filename="${name}"`,
    'content-security-policy': "sandbox allow-downloads; default-src 'none'; style-src 'unsafe-inline'",
  };
  return new Response(Buffer.from(artifact.bytes), { headers });
}
