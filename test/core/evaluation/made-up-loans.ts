import type { Gates } from '../../../src/core/definitions/schema/gates.ts';
import { modelSchema } from '../../../src/core/definitions/schema/model.ts';
import { categoryColumn } from '../../../src/core/features/category.ts';
import type { Column, ModelFrame } from '../../../src/core/features/frame.ts';
import { groupColumn } from '../../../src/core/features/groups.ts';
import { labelValues } from '../../../src/core/features/label.ts';
import { rowKeyColumn } from '../../../src/core/features/spine.ts';
import { assignTiers } from '../../../src/core/features/tiers.ts';
import { definitionDigest } from '../../../src/core/plan/definition-digest.ts';
import type { ResolvedModel, SourcePin } from '../../../src/core/plan/resolved-model.ts';
import { linearEngine } from '../../../src/core/training/linear/linear-engine.ts';
import { trainModel } from '../../../src/core/training/train-model.ts';
import { seededRandom } from '../../fixtures/seeded-random.ts';
import { spineSource } from '../../fixtures/spine-source.ts';
import { creditGates } from '../gate/sample-evidence.ts';

export interface Loan {
  readonly id: string;
  /** Days since 2026-01-01. */
  readonly day: number;
  readonly amount: number;
  readonly months: number;
  readonly age: number;
  /** Null: not known yet, every 25th. */
  readonly outcome: 'Bad' | 'Good' | null;
}

const start = Date.parse('2026-01-01T00:00:00Z');

/** Large and long loans go bad more often. The first loans are the same whatever the count; two a day. */
export function madeUpLoans(count: number): readonly Loan[] {
  const next = seededRandom(11);
  return Array.from({ length: count }, (_, i) => {
    const [amount, months, age] = [next(), next(), 20 + Math.floor(next() * 40)];
    const bad = next() < 0.1 + 0.4 * amount + 0.3 * months;
    const outcome = i % 25 === 24 ? null : bad ? 'Bad' : 'Good';
    return { id: `loan-${String(i).padStart(4, '0')}`, day: i / 2, amount, months, age, outcome };
  });
}

/** ISO time of a day, for pins. */
export function isoDay(day: number): string {
  return new Date(start + day * 864e5).toISOString();
}

/** Loans as a frame: label, groups and parts by these gates, as the rules of the product make them. */
export function loanFrame(
  loans: readonly Loan[],
  gates: Gates = creditGates(),
  features: readonly string[] = ['loan:amount', 'loan:months'],
  until?: string,
): ModelFrame {
  const numbers = (pick: (loan: Loan) => number): Column => ({
    type: 'number',
    values: Float64Array.from(loans, pick),
  });
  const columns: Readonly<Record<string, Column>> = {
    'loan:amount': numbers(({ amount }) => amount),
    'loan:months': numbers(({ months }) => months),
  };
  const labelText = categoryColumn(loans.map(({ outcome }) => outcome));
  const keys = loans.map(({ id }) => id);
  const time = Float64Array.from(loans, ({ day }) => (start + day * 864e5) * 1000);
  const end = until === undefined ? {} : { until: Date.parse(until) * 1000 };
  return {
    frame: {
      rows: loans.length,
      columns: new Map(Object.entries(columns).filter(([name]) => features.includes(name))),
    },
    keys,
    time,
    label: labelValues(labelText, gates.problem.label),
    labelText,
    part: assignTiers({ keys, time, ...end, group: () => [] }, gates.data),
    groups: new Map(
      gates.evaluate.groups.flatMap((group) =>
        'by' in group
          ? [
              [
                group.name,
                groupColumn(
                  numbers(({ age }) => age),
                  group,
                ),
              ] as const,
            ]
          : [],
      ),
    ),
  };
}

export interface LoanModel {
  readonly features?: readonly string[];
  readonly gates?: Gates;
  /** Which loans: `git:<count>`. */
  readonly pin?: SourcePin;
  /** The column that is the row key. */
  readonly key?: 'id' | 'serial';
}

/** A linear model of loans, as resolved by a plan. */
function loanModel({
  features = ['loan:amount', 'loan:months'],
  gates = creditGates(),
  pin = { digest: 'git:600' },
  key = 'id',
}: LoanModel = {}): ResolvedModel {
  const resolved = {
    model: modelSchema.parse({
      apiVersion: 'aval/v1',
      kind: 'Model',
      name: 'credit-risk',
      features,
      train: { engine: 'linear' },
    }),
    gates,
    views: new Map(),
    entities: new Map(),
    sources: new Map([[gates.data.spine, spineSource(gates.data.spine, key)]]),
    pins: new Map([[gates.data.spine, pin]]),
    engine: { name: 'linear' as const, revision: linearEngine.revision },
    code: new Map(),
  };
  return { ...resolved, digest: definitionDigest(resolved) };
}

/** Port: the loans that the spine's pin names, by the gates that come with the model. */
export function readLoans({ model, gates, pins, sources }: ResolvedModel): ModelFrame {
  const pin = pins.get(gates.data.spine);
  const spine = sources.get(gates.data.spine);
  const loans = madeUpLoans(Number(pin?.digest.slice(4)));
  const bySerial = spine !== undefined && rowKeyColumn(spine) === 'serial';
  const named = bySerial ? loans.map((loan) => ({ ...loan, id: `serial-${loan.id}` })) : loans;
  return loanFrame(named, gates, model.features, pin?.until);
}

export async function trainedLoanModel(given: LoanModel = {}) {
  const resolved = loanModel(given);
  const quiet = () => {};
  const signal = new AbortController().signal;
  return { resolved, package: await trainModel(resolved, readLoans(resolved), linearEngine, quiet, signal) };
}
