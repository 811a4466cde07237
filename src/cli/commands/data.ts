import type { Source } from '../../core/definitions/schema/source.ts';
import { AvalError } from '../../core/errors.ts';
import { countText } from '../../core/report/number-text.ts';
import type { SourceCheck } from '../../engines/duckdb/check-source.ts';
import {
  checkPinned,
  openSources,
  type SourceData,
  type SourceUpdate,
  updateLock,
} from '../../engines/workspace/source-data.ts';
import type { CommandContext, Run } from '../command.ts';
import type { Paint } from '../terminal/paint.ts';

interface SourceLine {
  readonly source: string;
  readonly checks: readonly SourceCheck[];
  /** What became of the lock; absent when it was only checked. */
  readonly lock?: SourceUpdate['outcome'];
  readonly until?: string;
  readonly rows?: number;
}

/** `aval data check|update|profile [names...]`: rows against their declaration; `update` also moves the locks to the newest data. */
export const run: Run = async (invocation, context) => {
  const [action = '', ...names] = invocation.arguments;
  if (action === 'profile') return (await import('./data/profile.ts')).profile(names, invocation, context);
  if (action !== 'check' && action !== 'update') {
    throw new AvalError('usage', {
      rule: 'cli.action',
      message: `unknown action "${action}"`,
      hint: 'Expected: aval data check, aval data update, or aval data profile.',
    });
  }
  const data = await openSources(context.folder, names, context.credentials());
  const lines: SourceLine[] = [];
  for (const [done, source] of data.sources.entries()) {
    context.progress('data', done, data.sources.length, source.name);
    lines.push(
      action === 'check'
        ? { source: source.name, checks: await checkPinned(data, source) }
        : await update(data, source, context),
    );
  }
  context.progress('data', data.sources.length, data.sources.length);
  const failed = lines.some(({ checks }) => checks.some(({ success }) => !success));
  return {
    outcome: failed ? 'fail' : 'ok',
    data: { sources: lines },
    text: (paint) => lines.map((line) => text(line, paint)).join('\n'),
  };
};

async function update(data: SourceData, source: Source, context: CommandContext): Promise<SourceLine> {
  const { outcome, checks, lock } = await updateLock(data, source, context.now().getTime() * 1000);
  return {
    source: source.name,
    checks,
    lock: outcome,
    ...(lock && { rows: lock.rows, ...(lock.until !== undefined && { until: lock.until }) }),
  };
}

function text(line: SourceLine, paint: Paint): string {
  const broken = line.checks.filter(({ success }) => !success);
  const empty = line.checks.filter(({ vacuous }) => vacuous).length;
  const vacuously = empty > 0 ? `, ${empty} of them without any value to check` : '';
  const sound = `${line.checks.length - broken.length} of ${line.checks.length} expectations met${vacuously}`;
  const head = `${broken.length > 0 ? paint('red', '✗') : paint('green', '✓')} ${line.source}  ${sound}${lockText(line)}`;
  return [head, ...broken.map((check) => `    ${brokenText(check)}`)].join('\n');
}

function brokenText({ check, column, unexpected, share, examples, message }: SourceCheck): string {
  const where = column === undefined ? check : `${column}: ${check}`;
  const counted = share > 0 ? `${countText(unexpected)} rows, ${Number((100 * share).toPrecision(2))} %` : '';
  const shown = examples.length > 0 ? `(${examples.join(', ')}${unexpected > examples.length ? ', …' : ''})` : '';
  return [where, message ?? counted, shown].filter(Boolean).join('  ');
}

function lockText({ source, lock, rows, until }: SourceLine): string {
  const what = rows === undefined ? '' : `, ${countText(rows)} rows${until === undefined ? '' : ` until ${until}`}`;
  if (lock === undefined) return '';
  switch (lock) {
    case 'written':
      return `  wrote sources/${source}.lock.yaml${what}`;
    case 'kept':
      return `  the lock says this already${what}`;
    case 'free':
      return '  git pins it, no lock is needed';
    case 'refused':
      return '  the lock stays as it was';
  }
}
