import type { Deployment } from '../definitions/schema/gates.ts';
import type { Fault } from '../errors.ts';
import { parseReleaseRecord, type ReleaseRecord } from './release-record.ts';
import type { TagRecord } from './tag-record.ts';
import { parseTag, type TagEvent, versionTag } from './tags.ts';
import { compareVersions, findVersion, formatVersion, type SemanticVersion } from './versions.ts';

/** A version that a tag names. `record` is absent for tags that another tool wrote: shown, never promoted. */
export interface RegisteredVersion {
  readonly model: string;
  readonly version: SemanticVersion;
  readonly tag: TagRecord;
  readonly record?: ReleaseRecord;
}

/** What an environment must run. `released` is absent where no tag says what that version is. */
export interface LiveVersion {
  readonly environment: string;
  readonly deployment: Deployment;
  readonly released?: RegisteredVersion;
}

export interface ModelState {
  readonly model: string;
  /** Greatest first. */
  readonly versions: readonly RegisteredVersion[];
  /** By environment, in the order of the files. */
  readonly live: ReadonlyMap<string, LiveVersion>;
}

export interface RegistryState {
  readonly models: ReadonlyMap<string, ModelState>;
  /** GTO's stages and withdrawals, which decide nothing here: environments do. */
  readonly foreign: readonly { readonly event: TagEvent; readonly tag: TagRecord }[];
  /** Tags that look like ours and can't be read, and deployments that no tag backs. */
  readonly warnings: readonly Fault[];
}

/**
 * Versions from tags, live versions from environment files (keys `<environment>/<model>`). No tag stops the others from
 * being read, and no clock decides. Linear in tags but for sorting each model's versions.
 */
export function registryState(tags: readonly TagRecord[], deployments: ReadonlyMap<string, Deployment>): RegistryState {
  const versions = new Map<string, RegisteredVersion[]>();
  const foreign: RegistryState['foreign'][number][] = [];
  const warnings: Fault[] = [];
  for (const tag of tags) {
    const event = parseTag(tag.name);
    if (event === undefined) {
      if (/[@#]/.test(tag.name)) warnings.push(warning(tag, 'is not a version tag that can be read'));
      continue;
    }
    if (event.event !== 'register') {
      foreign.push({ event, tag });
      continue;
    }
    const model = nameOf(event);
    const read = tag.name === versionTag(model, event.version) ? readRecord(tag) : undefined;
    if (read !== undefined && 'problem' in read) warnings.push(warning(tag, `is no release: ${read.problem}`));
    const list = versions.get(model) ?? [];
    list.push({
      model,
      version: event.version,
      tag,
      ...(read !== undefined && 'record' in read ? { record: read.record } : {}),
    });
    versions.set(model, list);
  }
  const live = liveVersions(deployments, versions, warnings);
  const models = new Map<string, ModelState>();
  for (const model of [...new Set([...versions.keys(), ...live.keys()])].sort()) {
    const list = (versions.get(model) ?? []).sort((a, b) => compareVersions(b.version, a.version));
    warnings.push(...repeated(list));
    models.set(model, { model, versions: list, live: live.get(model) ?? new Map() });
  }
  return { models, foreign, warnings };
}

/** A message without any trailer of ours is another tool's, and no fault. Only the tag `<model>@v<version>` itself can be a release. */
function readRecord(tag: TagRecord): ReturnType<typeof parseReleaseRecord> | undefined {
  return /^Aval-/m.test(tag.message) ? parseReleaseRecord(tag.message) : undefined;
}

function liveVersions(
  deployments: ReadonlyMap<string, Deployment>,
  versions: ReadonlyMap<string, readonly RegisteredVersion[]>,
  warnings: Fault[],
): Map<string, Map<string, LiveVersion>> {
  const byVersion = new Map<string, RegisteredVersion>();
  for (const item of [...versions.values()].flat()) {
    const key = `${item.model} ${formatVersion(item.version)}`;
    if (item.record !== undefined || !byVersion.has(key)) byVersion.set(key, item);
  }
  const live = new Map<string, Map<string, LiveVersion>>();
  for (const [key, deployment] of deployments) {
    const environment = key.slice(0, key.indexOf('/'));
    const released = findVersion(deployment.version) && byVersion.get(`${deployment.model} ${deployment.version}`);
    const problem = mismatch(deployment, released);
    if (problem !== undefined)
      warnings.push({ rule: 'registry.deployment', message: `environments/${key}.yaml ${problem}` });
    const ofModel = live.get(deployment.model) ?? new Map<string, LiveVersion>();
    ofModel.set(environment, { environment, deployment, ...(released === undefined ? {} : { released }) });
    live.set(deployment.model, ofModel);
  }
  return live;
}

function mismatch({ version, digest }: Deployment, released: RegisteredVersion | undefined): string | undefined {
  if (released?.record === undefined) return `asks for ${version}, which no release tag here names`;
  return released.record.package === digest
    ? undefined
    : `asks for ${version} with another digest than its release has`;
}

/** Two tags that name one version (`m@v1.0.0` and `m@v1.0.0#1`, or build metadata): which is meant is not ours to guess. */
function repeated(sorted: readonly RegisteredVersion[]): Fault[] {
  return sorted.flatMap((item, index) => {
    const before = sorted[index - 1];
    if (before === undefined || compareVersions(before.version, item.version) !== 0) return [];
    return [warning(item.tag, `names the same version as ${before.tag.name}`)];
  });
}

function nameOf({ artifact }: TagEvent): string {
  return artifact.folder === '' ? artifact.name : `${artifact.folder}:${artifact.name}`;
}

function warning(tag: TagRecord, what: string): Fault {
  return { rule: 'registry.tag', message: `the tag ${JSON.stringify(tag.name.slice(0, 120))} ${what}` };
}
