import * as z from 'zod';
import { tasks } from '../definitions/schema/tasks.ts';
import { columnName, digest, name } from '../definitions/schema/values.ts';
import { type Digest, digestOfJson } from '../digest.ts';

const fieldType = z.enum(['number', 'category', 'time']);
const field = z.strictObject({ name: z.string().min(1).max(300), type: fieldType });

/** manifest.json: what a package is, without any run, time, host, version or metric. */
export const manifestSchema = z.strictObject({
  format: z.literal('aval/package/v1'),
  model: name,
  definition: digest,
  engine: z.strictObject({ name: z.enum(['gbdt', 'linear', 'tfjs', 'command']), revision: z.int().min(1) }),
  task: z.enum(tasks),
  /** Multiclass: the names of the classes, in the order of the probabilities that come back for each row. */
  classes: z.array(z.string().max(2000)).min(3).max(1000).optional(),
  /** Multiclass, where costs are declared: a line for each true class, what it costs to call it each of `classes`. They decide which class is answered. */
  classCosts: z.array(z.array(z.number()).min(3).max(1000)).min(3).max(1000).optional(),
  /** What a caller sends (features before preparation), in order, and what comes back. */
  signature: z.strictObject({ inputs: z.array(field), outputs: z.array(field) }),
  /** Source name → digest of its bytes and end of what was read. */
  sources: z.record(name, z.strictObject({ digest: z.string().min(1), until: z.string().optional() })),
  /** Rules that set rows aside, so that rows a model trained on can be told later. */
  split: z.strictObject({
    spine: name,
    key: columnName,
    seed: z.int(),
    dev: z.json(),
    holdout: z.json(),
    vault: z.json().optional(),
    until: z.string().optional(),
  }),
  rows: z.strictObject({ train: z.int().min(1) }),
  /** Every other file, sorted by path. */
  files: z.array(z.strictObject({ path: z.string().min(1).max(300), size: z.int().min(0), digest })).max(1000),
});
export type Manifest = z.output<typeof manifestSchema>;

/** A package in memory: manifest and files by path (`model/...`, `prepare.json`, `profile.json`). */
export interface Package {
  readonly digest: Digest;
  readonly manifest: Manifest;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** The package digest: sha256 of the canonical manifest. */
export function packageDigest(manifest: Manifest): Digest {
  return digestOfJson(manifest);
}

/** Port: published packages by digest, and attachments beside them. */
export interface PackageSource {
  /** Verified bytes, or undefined when no such package is published. Throws `evidence` on bytes that don't verify. */
  get(digest: Digest): Promise<Package | undefined>;
  /** The package that stands for a definition digest. */
  find(definition: Digest): Promise<Digest | undefined>;
  attachment(subject: Digest, fileName: string): Promise<Uint8Array | undefined>;
}

/** The same, to be written to. Every write is atomic and idempotent. */
export interface PackageStore extends PackageSource {
  /** Refuses (`conflict`) when another package stands for the same definition digest. */
  publish(item: Package): Promise<void>;
  attach(subject: Digest, fileName: string, bytes: Uint8Array): Promise<void>;
}
