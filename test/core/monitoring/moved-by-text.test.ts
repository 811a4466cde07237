import { expect, test } from 'vitest';
import { outcomeText } from '../../../src/core/monitoring/evidence-text.ts';
import type { MonitoredColumn } from '../../../src/core/monitoring/monitoring-evidence.ts';
import { movedByText, unitTexts } from '../../../src/core/monitoring/moved-by-text.ts';
import { movedColumns } from '../../../src/core/monitoring/moved-columns.ts';
import { movedMarkdown } from '../../../src/core/report/moved-markdown.ts';
import { columnOf, evidenceOf } from './made-evidence.ts';

const chosen = (more: Partial<MonitoredColumn>): MonitoredColumn => ({
  ...columnOf('v:a', 0.3, true),
  chosen: true,
  ...more,
});
const byP = chosen({
  statistic: 'kolmogorov_smirnov',
  threshold: 0,
  p: 0.00001,
  tool: { tool: 'evidently', tests: 'p', limit: 0.05 },
});

test.each([
  ['0.30 (usual: up to 0.20)', columnOf('v:a', 0.3, true)],
  ['0.30 Wasserstein (usual: up to 0.20)', chosen({})],
  ['– PSI (usual: up to 0.20)', chosen({ statistic: 'psi', effect: { undefined: 'a side has no values' } })],
  [
    '0.30 Jensen-Shannon (nannyml: from 0.10)',
    chosen({ statistic: 'jensen_shannon', tool: { tool: 'nannyml', tests: 'effect', limit: 0.1 } }),
  ],
  ['0.30 Kolmogorov-Smirnov D, p below 0.0001 (evidently: up to 0.05)', byP],
])('%s: the method that was asked for is named, and whose limit it is', (text, column) => {
  expect(movedByText(column)).toBe(text);
});

test("units are told once each, of methods that were asked for, and Evidently's natural logarithms as such", () => {
  const tool = { tool: 'evidently', tests: 'effect', limit: 0.1 } as const;
  const psi = chosen({ statistic: 'psi' });
  expect(unitTexts([columnOf('v:a', 1, true), psi, psi, chosen({ statistic: 'jensen_shannon', tool })])).toEqual([
    'Jensen-Shannon: distance by natural logarithms, 0 to 0.83',
    'PSI: nats, both ways',
  ]);
});

test('the legend of a report says the units of what is in its table, and escapes what it shows', () => {
  const legend = (...columns: MonitoredColumn[]) => {
    const window = evidenceOf(0, 'drift', { columns });
    return movedMarkdown(movedColumns([window], [window])).at(-1);
  };
  const end = 'One bar for each window, the newest last.*';
  const own = 'numbers in standard deviations at training, everything else as a share of rows';
  expect(legend(columnOf('v:a', 0.3, true))).toBe(`*Moved by: ${own}. ${end}`);
  expect(legend(chosen({ statistic: 'hellinger' }))).toBe(`*Moved by: Hellinger: distance, 0 to 1. ${end}`);
  expect(legend(columnOf('v:b', 0.3, true), chosen({ statistic: 'hellinger' }))).toContain(`${own}; Hellinger: `);
});

test('by p, the smallest moved farthest; a p of 0 is no farther than any number', () => {
  const columns = [byP, { ...byP, name: 'v:b', p: 0 }, { ...byP, name: 'v:c', p: 0.01 }];
  const window = evidenceOf(0, 'drift', { columns });
  expect(movedColumns([window], [window]).map(({ name }) => name)).toEqual(['v:b', 'v:a', 'v:c']);
});

test('where a share of columns decides, a window says it, also when it is steady', () => {
  const columns = [chosen({}), { ...columnOf('v:b', 0.1, false) }, columnOf('v:c', 0.1, false)];
  const drifted = { share: 1 / 3, least: 0.5 };
  expect(outcomeText(evidenceOf(0, 'steady', { columns, drifted }))).toBe(
    'steady: 33.3 % of columns alarm, 50.0 % are a drift',
  );
  expect(outcomeText(evidenceOf(0, 'drift', { columns, drifted: { share: 1 / 3, least: 0.2 } }))).toBe(
    'drift: 33.3 % of columns alarm, 20.0 % are a drift',
  );
  expect(outcomeText(evidenceOf(0, 'drift', { columns }))).toBe('drift: 1 of 3');
});
