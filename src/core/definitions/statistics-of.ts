import type { Loaded } from './load.ts';
import { type Statistics, statistics } from './schema/statistics.ts';

/** `statistics` of aval.yaml, or what it is where nothing is said: known even where another file is at fault. */
export function statisticsOf(loaded: Pick<Loaded, 'documents'> | undefined): Statistics {
  const [document] = loaded?.documents.get('aval.yaml') ?? [];
  return document?.kind === 'Project' ? document.value.statistics : statistics.parse({});
}
