import type { Finding } from '../../../core/onboarding/finding.ts';
import { plainText } from '../../../core/report/plain-text.ts';
import type { Paint } from '../../terminal/paint.ts';

const marks = { ok: ['green', '✓'], warning: ['yellow', '!'], missing: ['red', '✗'] } as const;

/** One line for each finding, and beneath it what to do; names from GitHub as characters that do nothing. */
export function doctorText(heading: string, findings: readonly Finding[], paint: Paint): string {
  const width = Math.max(...findings.map(({ check }) => check.length));
  const lines = findings.flatMap((finding) => {
    const [style, mark] = marks[finding.state];
    const line = `  ${paint(style, mark)} ${finding.check.padEnd(width)}  ${plainText(finding.says, 1000)}`;
    return finding.state === 'ok'
      ? [line]
      : [line, `    ${' '.repeat(width)}  ${paint('dim', `→ ${plainText(finding.todo, 1000)}`)}`];
  });
  return [plainText(heading), '', ...lines, '', summary(findings)].join('\n');
}

function summary(findings: readonly Finding[]): string {
  const count = (state: Finding['state']): number => findings.filter((one) => one.state === state).length;
  const [missing, warnings] = [count('missing'), count('warning')];
  if (missing + warnings === 0) return 'All is well.';
  const parts = [missing > 0 ? `${missing} missing` : '', warnings > 0 ? `${warnings} to look at` : ''];
  return `${parts.filter((part) => part !== '').join(', ')}; ${count('ok')} in order.`;
}
