import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Source } from '../../core/definitions/schema/source.ts';
import { digestOfJson } from '../../core/digest.ts';
import { AvalError, type Fault } from '../../core/errors.ts';
import type { SourcePin } from '../../core/plan/resolved-model.ts';
import { createFile } from '../atomic-write.ts';
import type { SourceCheck } from '../duckdb/check-source.ts';
import { absent } from '../store/absent.ts';

/**
 * Sees that the rows of a source are what it declares, before anything learns from them or is judged on them. What passed once, with these bytes and
 * this declaration, is not checked again. Throws `config` with a fault for each expectation that isn't met.
 */
export async function requireSound(
  cacheFolder: string,
  source: Source,
  pin: SourcePin | undefined,
  file: string,
  memoryLimit: string,
): Promise<void> {
  const passed = join(cacheFolder, 'checked', digestOfJson({ source, pin: pin ?? null }).replace(':', '-'));
  if ((await stat(passed).catch(absent)) !== undefined) return;
  const { checkSource } = await import('../duckdb/check-source.ts'); // where nothing is to check, DuckDB need not be there
  const checks = await checkSource(source, file, {
    memoryLimit,
    ...(pin?.until !== undefined && { until: pin.until }),
  });
  const broken = checks.filter(({ success }) => !success);
  if (broken.length === 0) return void (await createFile(passed, ''));
  throw new AvalError(
    'config',
    broken.map((check) => faultOf(source.name, check)),
  );
}

function faultOf(source: string, { check, column, unexpected, examples, message }: SourceCheck): Fault {
  const where = column === undefined ? source : `${source}, column ${column}`;
  const shown = examples.length > 0 ? ` (${examples.join(', ')})` : '';
  return {
    rule: 'data.check',
    message: `source ${where}: ${check}: ${message ?? `${unexpected} rows don't meet it`}${shown}`,
    hint: `Mend the data or the declaration: aval data check ${source}`,
  };
}
