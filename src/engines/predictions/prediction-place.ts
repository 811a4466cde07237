import { AvalError } from '../../core/errors.ts';
import { FolderPlace } from './folder-place.ts';
import type { S3Access } from './s3-access.ts';
import { S3Place } from './s3-place.ts';

/** Port: where the rotated files of the prediction log lie. Paths are relative to it, with `/`. */
export interface PredictionPlace {
  /** For people. */
  readonly name: string;
  /** Puts a finished local file at a path, whole or not at all; what was there is replaced. Throws `platform`. */
  put(path: string, file: string): Promise<void>;
  /** Paths of all files below a folder, in order; none where there is no such folder. Throws `platform`. */
  list(folder: string): Promise<readonly string[]>;
  /** Whether nothing at all lies there. Throws `platform`. */
  isEmpty(): Promise<boolean>;
  /** A local file with the bytes of a path: itself where the place is a folder, else fetched into `folder`. Throws `platform`. */
  local(path: string, folder: string): Promise<string>;
}

/** `Project.predictions` as a place: `s3://bucket/prefix`, or a folder. Throws `config` for another scheme, `usage` without access to S3. */
export function predictionPlace(address: string, access: () => S3Access): PredictionPlace {
  const {
    scheme,
    bucket = '',
    prefix = '',
  } = /^(?<scheme>[a-z][a-z0-9+.-]+):\/\/(?<bucket>[^/]*)\/?(?<prefix>.*)$/i.exec(address)?.groups ?? {};
  if (scheme === undefined) return new FolderPlace(address);
  if (scheme === 's3' && bucket !== '') return new S3Place(bucket, prefix.replace(/\/+$/, ''), access());
  throw new AvalError('config', {
    rule: 'predictions.place',
    message: `predictions: "${address}" is no place for predictions`,
    hint: 'A folder, or s3://bucket/prefix',
  });
}
