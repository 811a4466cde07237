import { findModel, findRelease, parseVersionRequest } from '../../core/registry/find-release.ts';
import { formatVersion } from '../../core/registry/versions.ts';
import { registryOf } from '../../engines/workspace/champion.ts';
import { verifyVersion } from '../../engines/workspace/verify-version.ts';
import { openWorkspace } from '../../engines/workspace/workspace.ts';
import type { Run } from '../command.ts';

/** `aval verify <model>[@version]`: proves a version from its tag, offline. Fails when any check does. */
export const run: Run = async (invocation, context) => {
  const [version = ''] = invocation.arguments;
  const workspace = await openWorkspace(context.folder);
  const registry = await registryOf(workspace, workspace.head);
  const release = findRelease(registry, parseVersionRequest(version));
  const { model, tag } = release;
  const checks = await verifyVersion(workspace, findModel(registry, model), release);
  return {
    outcome: checks.every(({ ok }) => ok) ? 'ok' : 'fail',
    data: { model, version: formatVersion(release.version), commit: tag.commit, checks },
    text: (paint) =>
      [
        `${paint('bold', tag.name)}  ${release.record.subject}`,
        ...checks.map(
          ({ check, ok, says }) => `  ${ok ? paint('green', '✓') : paint('red', '✗')} ${check.padEnd(10)}  ${says}`,
        ),
      ].join('\n'),
  };
};
