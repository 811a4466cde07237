import type { FeatureView } from '../definitions/schema/feature-view.ts';
import type { Gates } from '../definitions/schema/gates.ts';
import type { EngineName, Model } from '../definitions/schema/model.ts';
import type { Entity, Source } from '../definitions/schema/source.ts';
import type { Digest } from '../digest.ts';

/** Which bytes of a source are meant. */
export interface SourcePin {
  /** `git:<blob id>` of a file in the repository, else the lock's `sha256:...`. */
  readonly digest: string;
  /** ISO time; later rows are not read. */
  readonly until?: string;
}

/** One model with everything it reads, ready to build a frame, train and evaluate. */
export interface ResolvedModel {
  readonly model: Model;
  readonly gates: Gates;
  /** Only the views that the model's features name. */
  readonly views: ReadonlyMap<string, FeatureView>;
  readonly entities: ReadonlyMap<string, Entity>;
  /** The spine and the sources of the views. */
  readonly sources: ReadonlyMap<string, Source>;
  readonly pins: ReadonlyMap<string, SourcePin>;
  readonly engine: { readonly name: EngineName; readonly revision: number };
  /** Engine `command`: path → digest of the program's files and lock file. */
  readonly code: ReadonlyMap<string, Digest>;
  /** Definition digest. */
  readonly digest: Digest;
}
