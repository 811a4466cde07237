import { type VaultUse, vaultUses } from '../../core/ledger/vault-uses.ts';
import { findModel } from '../../core/registry/find-release.ts';
import type { ModelState, RegisteredVersion } from '../../core/registry/state.ts';
import { formatVersion } from '../../core/registry/versions.ts';
import { plainText } from '../../core/report/plain-text.ts';
import { registryOf } from '../../engines/workspace/champion.ts';
import { fetchedLedger } from '../../engines/workspace/fetched-ledger.ts';
import { openRegistered } from '../../engines/workspace/registered.ts';
import { type Stretch, versionHistory } from '../../engines/workspace/version-history.ts';
import type { Run } from '../command.ts';
import { type Paint, shortDigest } from '../terminal/paint.ts';
import { vaultOutcome } from './holdout/on-branch.ts';

/** `aval history <model>`: its versions, newest first, with what each was for and where it ran. */
export const run: Run = async (invocation, context) => {
  const [model = ''] = invocation.arguments;
  const workspace = await openRegistered(context.folder);
  const state = findModel(await registryOf(workspace, workspace.head), model);
  const ran = await versionHistory(workspace, state);
  const ledger = await fetchedLedger(workspace.repository);
  const vaults = ledger === undefined ? [] : vaultUses(ledger).filter((use) => use.model === model);
  return { outcome: 'ok', data: plain(state, ran, vaults), text: (paint) => text(state, ran, vaults, paint) };
};

/** Seconds since 1970 as a time in UTC, to the minute. */
const minute = (seconds: number): string => `${new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')}`;

function ranAs({ version }: RegisteredVersion, ran: readonly Stretch[]): readonly Stretch[] {
  return ran.filter((stretch) => stretch.version === formatVersion(version));
}

/** Questions to a vault about the package of a version. */
function askedAbout({ record }: RegisteredVersion, vaults: readonly VaultUse[]): readonly VaultUse[] {
  return vaults.filter((use) => use.package === record?.package);
}

function plain(
  { model, versions }: ModelState,
  ran: readonly Stretch[],
  vaults: readonly VaultUse[],
): Record<string, unknown> {
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
        vaults: askedAbout(item, vaults).map(({ entry, version, outcome, reason, pull }) => ({
          entry,
          version,
          outcome,
          ...(reason !== undefined && { reason }),
          ...(pull !== undefined && { pull }),
        })),
      };
    }),
  };
}

function text({ versions }: ModelState, ran: readonly Stretch[], vaults: readonly VaultUse[], paint: Paint): string {
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
      const judged = askedAbout(item, vaults).map(
        (use) => `    vault  ${vaultOutcome(use)}${use.pull === undefined ? '' : `, asked by #${use.pull}`}`,
      );
      return [`${paint('bold', formatVersion(item.version))}  ${made}`, `    ${by}`, ...stretches, ...judged];
    })
    .join('\n');
}
