import type { Deployed } from '../engines/workspace/deploy.ts';
import { type Paint, shortDigest } from './terminal/paint.ts';

/** What promote and rollback say: the change, where it stands, and what makes it count. */
export function deployedText(deployed: Deployed, paint: Paint): string {
  const { model, environment, version, digest, before, path, changed } = deployed;
  const from = before === undefined || before === version ? '' : `${before} → `;
  const what = `${paint('bold', environment)}  ${model} ${from}${version}  ${shortDigest(digest)}`;
  if (!changed) return `${paint('green', '✓')} ${what}  it runs that already`;
  return `${paint('green', '✓')} ${what}\n  wrote ${path}; it counts once it is committed and merged`;
}
