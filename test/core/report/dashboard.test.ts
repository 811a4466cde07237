import { expect, test } from 'vitest';
import { dashboardBody, dashboardMarker } from '../../../src/core/report/dashboard.ts';
import type { DashboardModel } from '../../../src/core/report/dashboard-row.ts';
import { columnOf, evidenceOf } from '../monitoring/made-evidence.ts';

const environments = ['staging', 'production'];
const model = (name: string, more: Partial<DashboardModel> = {}): DashboardModel => ({
  model: name,
  live: new Map([['staging', '1.0.0']]),
  windows: [],
  awaits: [],
  ...more,
});

test('every model with what runs, how its windows went and what waits for whom', () => {
  const models = [
    model('credit-risk'),
    model('flight-delay', {
      live: new Map([
        ['staging', '1.1.0'],
        ['production', '1.0.0'],
      ]),
      windows: [evidenceOf(0, 'steady'), evidenceOf(1, 'waiting'), evidenceOf(2, 'drift')],
      awaits: [
        { kind: 'promotion', pull: 12, environment: 'production', version: '1.1.0' },
        { kind: 'retraining', pull: 14 },
        { kind: 'unreleased', because: 'it is being evaluated' },
        { kind: 'drift', because: 'there are no newer data to learn from' },
      ],
    }),
  ];
  expect(dashboardBody({ environments, models })).toBe(`${dashboardMarker}

**2** models · **1** waiting for someone.

| model | staging | production | last windows | waits for |
| :- | :- | :- | :- | :- |
| <code>flight-delay</code> | 1.1.0 | 1.0.0 | ▂·█ drift | #12 promotes 1.1.0 to production; #14 retrains it; what landed is not released: it is being evaluated; it drifted, and there are no newer data to learn from |
| <code>credit-risk</code> | 1.0.0 | – | – | – |

The App keeps this up to date; what anyone writes here is not read. Closed, it stays closed.`);
});

test('the order of models changes nothing', () => {
  const models = ['a', 'b', 'c'].map((name) => model(name));
  expect(dashboardBody({ environments, models: models.toReversed() })).toBe(dashboardBody({ environments, models }));
});

test.each([
  [5000, 100],
  [5000, 3000],
])(
  'of %i models with %i that wait, those that wait are shown as far as there is room, and all are counted',
  (all, n) => {
    const models = Array.from({ length: all }, (_, i) =>
      model(`model-${i}`, { awaits: i < n ? [{ kind: 'retraining', pull: i + 1 }] : [] }),
    );
    const body = dashboardBody({ environments, models });
    expect(new TextEncoder().encode(body).length).toBeLessThanOrEqual(60_000);
    const shown = body.match(/^\| <code>/gm)?.length ?? 0;
    expect(shown).toBeGreaterThan(99);
    expect(body).toContain('**5,000** models');
    expect(body).toContain(`${(all - n).toLocaleString('en')} that wait for nobody`);
    const many = Array.from({ length: 60 }, (_, i) => `environment-${i}-${'x'.repeat(40)}`);
    expect(new TextEncoder().encode(dashboardBody({ environments: many, models })).length).toBeLessThanOrEqual(60_000);
    if (shown < n) expect(body).toContain(`${(n - shown).toLocaleString('en')} more that wait for someone`);
  },
);

test('reasons and versions of anyone do nothing', () => {
  const evil = '@mei #3 <img src=x> | `x`';
  const body = dashboardBody({
    environments: ['production'],
    models: [
      model('credit-risk', {
        live: new Map([['production', evil]]),
        windows: [{ ...evidenceOf(0, 'drift'), columns: [columnOf(evil, 1, true)] }],
        awaits: [{ kind: 'unreleased', because: evil }],
      }),
    ],
  });
  expect(body).not.toMatch(/@mei|#3|<img/);
});
