import { join } from 'node:path';
import { predictionPlace } from '../../engines/predictions/prediction-place.ts';
import type { S3Access } from '../../engines/predictions/s3-access.ts';
import type { LogEvent } from './log-event.ts';
import { openPredictionLog } from './open-prediction-log.ts';
import type { PredictionLog } from './prediction-log.ts';

export interface PlaceSettings {
  /** What a relative folder is relative to. */
  readonly root: string;
  /** Of this machine, for rows on their way to S3. */
  readonly cacheFolder: string;
  readonly s3: () => S3Access;
  readonly told: (event: LogEvent) => void;
}

/** Opens the log at an address as aval.yaml has it: a folder, whose rows are written first beside it, or `s3://bucket/prefix`. */
export function openPlace(address: string, { root, cacheFolder, s3, told }: PlaceSettings): Promise<PredictionLog> {
  if (address.includes('://')) {
    return openPredictionLog(predictionPlace(address, s3), { local: join(cacheFolder, 'predictions'), told });
  }
  const folder = join(root, address);
  return openPredictionLog(predictionPlace(folder, s3), { local: join(folder, '.write-ahead'), told });
}
