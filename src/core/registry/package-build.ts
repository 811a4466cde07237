import type { Source } from '../definitions/schema/source.ts';
import { canonicalJson, digestOf } from '../digest.ts';
import { AvalError } from '../errors.ts';
import { classCostLines } from '../evaluation/multiclass/class-costs.ts';
import { type Preparation, preparationBytes } from '../features/preparation/preparation.ts';
import { rowKeyColumn } from '../features/spine.ts';
import { type PublishedProfile, profileBytes } from '../monitoring/profile/published-profile.ts';
import type { ResolvedModel } from '../plan/resolved-model.ts';
import type { ModelFiles } from '../training/engine.ts';
import { type Manifest, manifestSchema, type Package, packageDigest } from './package.ts';
import { isPackagePath } from './package-path.ts';

/** What training one model yields. */
export interface PackageContents {
  readonly resolved: ResolvedModel;
  readonly modelFiles: ModelFiles;
  readonly preparation: Preparation;
  readonly profile: PublishedProfile;
  readonly signature: Manifest['signature'];
  /** Rows that the engine trained on. */
  readonly rows: number;
}

/** The package of a trained model: the same contents give the same digest. Throws `invariant` for an engine's file name that no package may hold. */
export function buildPackage(contents: PackageContents): Package {
  const files = new Map<string, Uint8Array>();
  for (const [name, bytes] of contents.modelFiles) {
    const path = `model/${name}`;
    if (!isPackagePath(path)) {
      throw new AvalError('invariant', { rule: 'package.path', message: `a package may not hold the file "${path}"` });
    }
    files.set(path, bytes);
  }
  files.set('prepare.json', preparationBytes(contents.preparation));
  files.set('profile.json', profileBytes(contents.profile));
  const sorted = new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
  const manifest = manifestOf(contents, sorted);
  return { digest: packageDigest(manifest), manifest, files: sorted };
}

/** What the manifest of any package of a definition says, whoever made it. */
export function definedFacts(resolved: ResolvedModel) {
  const { data, problem } = resolved.gates;
  const until = resolved.pins.get(data.spine)?.until;
  return {
    model: resolved.model.name,
    definition: resolved.digest,
    engine: resolved.engine,
    task: problem.task,
    classes: problem.label.classes?.map(String),
    classCosts: classCostLines(problem),
    sources: Object.fromEntries(resolved.pins),
    split: {
      spine: data.spine,
      key: rowKeyColumn(spineOf(resolved)),
      seed: data.seed,
      dev: data.dev,
      holdout: data.holdout,
      ...(data.vault && { vault: data.vault }),
      ...(until ? { until } : {}),
    },
  };
}

function manifestOf(contents: PackageContents, files: ReadonlyMap<string, Uint8Array>): Manifest {
  const { resolved, signature, rows } = contents;
  const manifest = {
    format: 'aval/package/v1',
    ...definedFacts(resolved),
    signature,
    rows: { train: rows },
    files: [...files].map(([path, bytes]) => ({ path, size: bytes.length, digest: digestOf(bytes) })),
  };
  return manifestSchema.parse(JSON.parse(canonicalJson(manifest)));
}

function spineOf({ gates, sources }: ResolvedModel): Source {
  const spine = sources.get(gates.data.spine);
  if (spine !== undefined) return spine;
  throw new AvalError('invariant', {
    rule: 'package.spine',
    message: `the spine ${gates.data.spine} was not resolved`,
  });
}
