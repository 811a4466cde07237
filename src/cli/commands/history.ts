import { findModel } from '../../core/registry/find-release.ts';
import type { ModelState, RegisteredVersion } from '../../core/registry/state.ts';
import { formatVersion } from '../../core/registry/versions.ts';
import { plainText } from '../../core/report/plain-text.ts';
import { registryOf } from '../../engines/workspace/champion.ts';
import { openRegistered } from '../../engines/workspace/registered.ts';
import { type Stretch, versionHistory } from '../../engines/workspace/version-history.ts';
import type { Run } from '../command.ts';
import { type Paint, shortDigest } from '../terminal/paint.ts';

/** `aval history <model>`: its versions, newest first, with what each was for and where it ran. */
export const run: Run = async (invocation, context) => {
  const [model = ''] = invocation.arguments;
  const workspace = await openRegistered(context.folder);
  const state = findModel(await registryOf(workspace, workspace.head), model);
  const ran = await versionHistory(workspace, state);
  return { outcome: 'ok', data: plain(state, ran), text: (paint) => text(state, ran, paint) };
};

/** Seconds since 1970 as a time in UTC, to the minute. */
const minute = (seconds: number): string => `${new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')}`;

function ranAs({ version }: RegisteredVersion, ran: readonly Stretch[]): readonly Stretch[] {
  return ran.filter((stretch) => stretch.version === formatVersion(version));
}

function plain({ model, versions }: ModelState, ran: readonly Stretch[]): Record<string, unknown> {
  return {
    model,
    versions: versions.map((item) => {
      const { reverts, ...record } = item.record ?? {};
      return {
        version: formatVersion(item.version),
        commit: item.tag.commit,
        tagger: item.tag.tagger,
        time: new Date(item.tag.time * 1000).toISOString(),
        ...record,
        ...(reverts && { reverts: formatVersion(reverts) }),
        ran: ranAs(item, ran).map(({ environment, since, until, author, commit }) => ({
          environment,
          since: new Date(since * 1000).toISOString(),
          ...(until !== undefined && { until: new Date(until * 1000).toISOString() }),
          author,
          commit,
        })),
      };
    }),
  };
}

function text({ versions }: ModelState, ran: readonly Stretch[], paint: Paint): string {
  return versions
    .flatMap((item) => {
      const { record, tag } = item;
      const made =
        record === undefined
          ? 'another tool tagged it'
          : `${shortDigest(record.package)}  ${plainText(record.subject)}`;
      const by = paint('dim', `${minute(tag.time)} by ${plainText(tag.tagger)}, commit ${tag.commit.slice(0, 12)}`);
      const stretches = ranAs(item, ran).map(
        ({ environment, since, until, author }) =>
          `    ${environment}  ${minute(since)} … ${until === undefined ? paint('green', 'now') : minute(until)}  set by ${plainText(author)}`,
      );
      return [`${paint('bold', formatVersion(item.version))}  ${made}`, `    ${by}`, ...stretches];
    })
    .join('\n');
}
