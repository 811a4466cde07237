import type { Fault } from '../../errors.ts';
import type { DocumentOf } from '../document.ts';
import { suggestion } from '../nearest.ts';
import { checkTimeColumn, fitsType, isNumeric } from './columns.ts';
import { faultAt } from './fault-at.ts';

type SourceDocument = DocumentOf<'Source'>;

/** A source agrees with itself and with the tree: its address, its times, its expectations. */
export function* checkSource(source: SourceDocument, files: ReadonlySet<string>): Generator<Fault> {
  yield* checkAddress(source, files);
  yield* checkFormat(source);
  yield* checkSample(source, files);
  yield* checkTimeColumn(source, ['time'], source, source.value.time);
  if (source.value.freshness !== undefined && source.value.time === undefined)
    yield faultAt(source, ['freshness'], 'source.freshness', 'freshness needs "time": the column that says when');
  if (source.value.zone !== undefined) yield* checkZone(source, source.value.zone);
  for (const name of Object.keys(source.value.columns)) yield* checkColumn(source, name);
}

function* checkAddress(source: SourceDocument, files: ReadonlySet<string>): Generator<Fault> {
  const { uri, access } = source.value;
  if (access !== 'repository') {
    const address = URL.parse(uri);
    if (address?.protocol !== 'https:') {
      const message = `uri: expected an https:// address, since access is ${access}, found "${uri}"`;
      yield faultAt(source, ['uri'], 'source.uri', message);
    } else if (address.username !== '' || address.password !== '') {
      yield faultAt(
        source,
        ['uri'],
        'source.uriSecret',
        'uri: an address with a user or password in it',
        'Remove them.',
      );
    }
    return;
  }
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(uri)) {
    const hint = 'Write "access: public" or "access: environment", or name a file in the repository.';
    yield faultAt(source, ['uri'], 'source.access', `uri: an address, but access is repository: "${uri}"`, hint);
  } else if (
    uri.startsWith('/') ||
    uri.includes('\\') ||
    uri.split('/').some((part) => part === '..' || part === '.')
  ) {
    const message = `uri: expected a path inside the repository, like "data/loans.csv", found "${uri}"`;
    yield faultAt(source, ['uri'], 'source.path', message);
  } else if (!files.has(uri)) {
    yield missingFile(source, ['uri'], uri, files);
  }
}

function missingFile(
  source: SourceDocument,
  pointer: readonly string[],
  path: string,
  files: ReadonlySet<string>,
): Fault {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const beside = [...files].filter((file) => file.startsWith(folder));
  const hint = beside.length > 0 ? suggestion(path, beside, 'There') : 'Paths start at the root of the repository.';
  return faultAt(source, pointer, 'reference.file', `there is no file "${path}"`, hint);
}

function* checkFormat(source: SourceDocument): Generator<Fault> {
  if (source.value.format !== undefined || /\.(csv|parquet)(?:[?#].*)?$/i.test(source.value.uri)) return;
  const message = `the ending of "${source.value.uri}" does not say its format`;
  yield faultAt(source, ['uri'], 'source.format', message, 'Add "format: csv" or "format: parquet".');
}

function* checkSample(source: SourceDocument, files: ReadonlySet<string>): Generator<Fault> {
  const { sample } = source.value;
  if (sample !== undefined && !files.has(sample)) yield missingFile(source, ['sample'], sample, files);
}

function* checkZone(source: SourceDocument, zone: string): Generator<Fault> {
  if (isTimeZone(zone)) return;
  const message = `zone: unknown time zone "${zone}"`;
  yield faultAt(source, ['zone'], 'source.zone', message, suggestion(zone, Intl.supportedValuesOf('timeZone')));
}

/** Whether the IANA time zone database knows the name. */
export function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone.length > 0;
  } catch (error) {
    if (error instanceof RangeError) return false; // the documented answer to an unknown zone
    throw error;
  }
}

function* checkColumn(source: SourceDocument, name: string): Generator<Fault> {
  const column = source.value.columns[name];
  if (column === undefined) return;
  const { type, minimum, maximum, values, format } = column;
  const pointer = ['columns', name];
  for (const key of ['minimum', 'maximum'] as const) {
    if (column[key] !== undefined && !isNumeric(column))
      yield faultAt(source, [...pointer, key], 'source.range', `"${name}" is of type ${type}, which has no ${key}`);
  }
  if (minimum !== undefined && maximum !== undefined && minimum > maximum) {
    const message = `the minimum of "${name}", ${minimum}, is above its maximum, ${maximum}`;
    yield faultAt(source, [...pointer, 'minimum'], 'source.range', message);
  }
  if (format !== undefined && type !== 'timestamp' && type !== 'date')
    yield faultAt(
      source,
      [...pointer, 'format'],
      'source.timeFormat',
      `"${name}" is of type ${type}, which has no format`,
    );
  for (const [i, value] of (values ?? []).entries()) {
    if (fitsType(type, value)) continue;
    const message = `${JSON.stringify(value)} can't be a value of "${name}", which is of type ${type}`;
    const hint = type === 'string' ? 'Put it in quotes.' : undefined;
    yield faultAt(source, [...pointer, 'values', i], 'source.values', message, hint);
  }
}
