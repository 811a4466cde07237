import { featureViewSchema } from '../../../src/core/definitions/schema/feature-view.ts';
import { gatesSchema } from '../../../src/core/definitions/schema/gates.ts';
import { modelSchema } from '../../../src/core/definitions/schema/model.ts';
import { entitySchema, type Source } from '../../../src/core/definitions/schema/source.ts';
import { digestOf } from '../../../src/core/digest.ts';
import type { ResolvedModel } from '../../../src/core/plan/resolved-model.ts';
import { sourceOf } from './data-folder.ts';

const apiVersion = 'aval/v1';

export const orders: Source = sourceOf(
  {
    id: { type: 'string', unique: true },
    customer: { type: 'string' },
    ordered_at: { type: 'timestamp' },
    amount: { type: 'float', nulls: 1 },
    late: { type: 'boolean', nulls: 1 },
  },
  { name: 'orders', uri: 'data/orders.csv', time: 'ordered_at' },
);
export const orderHeader = 'id,customer,ordered_at,amount,late';

const orderView = { source: 'orders', time: 'ordered_at', entity: 'customer', features: { amount: {} } };

export interface Changes {
  readonly spine?: Source;
  /** A source beside the spine. */
  readonly other?: Source;
  /** Fields of the view "order", which reads the spine when not told otherwise. */
  readonly view?: object;
  readonly features?: readonly string[];
  readonly data?: object;
  readonly until?: string;
}

/** Will an order be late? One view over the spine's own source, unless changed. */
export function smallModel({ spine = orders, other, view = {}, features, data, until }: Changes = {}): ResolvedModel {
  const model = modelSchema.parse({
    apiVersion,
    kind: 'Model',
    name: 'late-order',
    features: features ?? ['order:amount'],
    train: { engine: 'gbdt' },
  });
  const gates = gatesSchema.parse({
    apiVersion,
    kind: 'Gates',
    model: 'late-order',
    problem: {
      question: 'Will it be late?',
      decision: 'Warn the customer.',
      task: 'binary',
      label: { column: 'orders:late', positive: true },
    },
    data: { spine: 'orders', equalRows: 1, ...data },
    evaluate: { metrics: ['roc_auc'] },
    gates: [{ metric: 'roc_auc', rule: 'superior', why: 'It must be better.' }],
  });
  const parsed = featureViewSchema.parse({ apiVersion, kind: 'FeatureView', name: 'order', ...orderView, ...view });
  const entity = entitySchema.parse({ apiVersion, kind: 'Entity', name: 'customer', keys: ['customer'] });
  return {
    model,
    gates,
    views: new Map([[parsed.name, parsed]]),
    entities: new Map([[entity.name, entity]]),
    sources: new Map([spine, ...(other ? [other] : [])].map((source) => [source.name, source])),
    pins: new Map([['orders', { digest: 'git:0', ...(until !== undefined && { until }) }]]),
    engine: { name: 'gbdt', revision: 1 },
    code: new Map(),
    digest: digestOf('late-order'),
  };
}
