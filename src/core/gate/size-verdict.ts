import { memoryBytes } from '../definitions/memory-size.ts';
import type { SizeRule } from '../definitions/schema/gate-rules.ts';
import { bytesText } from '../report/number-text.ts';
import type { Evidence } from './evidence.ts';
import { notMeasured, packageFrame } from './package-verdict.ts';
import type { RuleVerdict } from './verdict.ts';

/** Whether the package is small enough. Its bytes are counted, not estimated; evidence that doesn't tell them waits for new. */
export function judgeSize(rule: SizeRule, { challenger, champion }: Evidence): RuleVerdict {
  const limit = memoryBytes(rule.size);
  const frame = {
    ...packageFrame(rule, limit),
    lines: [{ at: limit, wanted: 'below' }],
    ...(champion?.bytes !== undefined && { champion: counted(champion.bytes) }),
  } as const;
  const { bytes } = challenger;
  if (bytes === undefined) return notMeasured(frame);
  const size = { challenger: counted(bytes), effect: counted(bytes) };
  const text = bytesText(bytes, limit);
  return bytes <= limit
    ? {
        ...frame,
        ...size,
        outcome: 'pass',
        word: 'small enough',
        sentence: `Size of the package: ${text}; at most ${rule.size} is asked.`,
      }
    : {
        ...frame,
        ...size,
        outcome: 'fail',
        word: 'too large',
        sentence: `Size of the package: ${text}, above ${rule.size}.`,
      };
}

function counted(bytes: number) {
  return { value: bytes, low: bytes, high: bytes, n: 0, method: 'counted' };
}
