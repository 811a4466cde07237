import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Digest } from '../../core/digest.ts';
import {
  type MonitoringEvidence,
  monitoringBytes,
  parseMonitoringEvidence,
} from '../../core/monitoring/monitoring-evidence.ts';
import { replaceFile } from '../atomic-write.ts';
import { absent } from '../store/absent.ts';
import type { Workspace } from './workspace.ts';

/** Where evidence of windows is kept unless told otherwise. */
export function monitoringFolder({ cacheFolder }: Workspace): string {
  return join(cacheFolder, 'monitoring');
}

/** Model, package and window make the name, so that a window has one file however often it is looked at. */
function fileOf(folder: string, { model, package: subject, window }: MonitoringEvidence): string {
  const time = (text: string) => text.replaceAll(':', '');
  const own = subject.slice('sha256:'.length).slice(0, 12);
  return join(folder, model, `${time(window.from)}--${time(window.until)}-${own}.json`);
}

export interface WrittenEvidence {
  readonly path: string;
  /** `kept`: the same bytes were there. `updated`: more is known, such as labels that came late. */
  readonly written: 'new' | 'kept' | 'updated';
}

export async function writeMonitoring(folder: string, evidence: MonitoringEvidence): Promise<WrittenEvidence> {
  const path = fileOf(folder, evidence);
  const bytes = monitoringBytes(evidence);
  const before = await readFile(path).catch(absent);
  if (before?.equals(bytes)) return { path, written: 'kept' };
  await replaceFile(path, bytes);
  return { path, written: before === undefined ? 'new' : 'updated' };
}

/** Evidence of a package in a folder. Throws `evidence` for files that are something else. */
export async function readMonitoring(folder: string, model: string, subject: Digest): Promise<MonitoringEvidence[]> {
  const names = (await readdir(join(folder, model)).catch(absent)) ?? [];
  const found: MonitoringEvidence[] = [];
  for (const name of names.filter((one) => one.endsWith('.json')).sort()) {
    const path = join(folder, model, name);
    found.push(parseMonitoringEvidence(await readFile(path), path));
  }
  return found.filter((evidence) => evidence.package === subject);
}
