import type { Source } from '../../core/definitions/schema/source.ts';
import { resolveOn, type Workspace } from './workspace.ts';

/** The sources that a model reads and that have a time: a retraining moves their locks. */
export async function timedSources({ head }: Pick<Workspace, 'head'>, model: string): Promise<readonly Source[]> {
  const { sources } = await resolveOn(head, model);
  return [...sources.values()].filter(({ time }) => time !== undefined);
}
