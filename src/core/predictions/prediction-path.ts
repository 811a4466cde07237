// Where a file of the prediction log lies below `Project.predictions`: `<model>/<12 hex of the digest>/<UTC date>/<opened>-<random>.parquet`.

/** A day in milliseconds. No file takes rows for longer, so its name alone tells which times it may hold. */
export const longestAge = 86_400_000;

/** Rows are timed before they are recorded, and the first of a file opens it. */
const slack = 60_000;

/** Milliseconds since 1970, the end excluded. */
export interface TimeRange {
  readonly from: number;
  readonly until: number;
}

/** The name, without its ending, of a file that was opened at `time` (milliseconds since 1970): sorts by time. */
export function fileStem(time: number, random: string): string {
  return `${new Date(time).toISOString().replace(/[-:.]/g, '')}-${random}`;
}

/** Made of the write-ahead file's name alone: converted twice, it lies at the same place. */
export function predictionPath(model: string, digest: string, stem: string): string {
  const date = stem.replace(/^(\d{4})(\d\d)(\d\d).*$/, '$1-$2-$3');
  return `${modelFolder(model, digest)}/${date}/${stem}.parquet`;
}

/** The folder of a model, or of one version of it. */
export function modelFolder(model: string, digest?: string): string {
  return digest === undefined ? model : `${model}/${digest.replace(/^sha256:/, '').slice(0, 12)}`;
}

const fileName = /\/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-[0-9a-f]+\.parquet$/;

/** Whether the log named a file: those never change. */
export function isOfLog(path: string): boolean {
  return fileName.test(path);
}

/**
 * Whether a file may hold rows of the range. A Parquet file that the log did not name may hold any; what is not called Parquet, such as a file that is
 * being written, holds none.
 */
export function mayHold(path: string, { from, until }: TimeRange): boolean {
  const [, year, month, day, hour, minute, second, milli] = fileName.exec(path)?.map(Number) ?? [];
  if (year === undefined) return /\.parquet$/i.test(path);
  const opened = Date.UTC(year, (month ?? 1) - 1, day, hour, minute, second, milli);
  return opened + longestAge > from - slack && opened < until + slack;
}

/** Whether a path lies in the folder of another version than that of the digest. Files that lie in no version's folder may be of any. */
export function isOfAnother(path: string, digest: string): boolean {
  const [, folder = ''] = path.split('/');
  return /^[0-9a-f]{12}$/.test(folder) && !path.startsWith(`${modelFolder(path.split('/', 1)[0] ?? '', digest)}/`);
}
