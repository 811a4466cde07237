import type { FeatureView } from '../definitions/schema/feature-view.ts';
import type { Fault } from '../errors.ts';
import { plainFeature, plainFeatures } from './view-rows.ts';

export interface ViewUse {
  readonly view: FeatureView;
  /** The label's column, when the view reads the spine's own source. */
  readonly label?: string;
  /** The columns that identify the entity in the source. */
  readonly keys: readonly string[];
  readonly spine: string;
  readonly spineHasTime: boolean;
}

/** What makes a view impossible to join, or lets the answer in. */
export function viewFaults({ view, label, keys, spine, spineHasTime }: ViewUse): Fault[] {
  const faults: Fault[] = [];
  const say = (rule: string, message: string, hint: string): void => {
    faults.push({ rule, message: `view ${view.name}: ${message}`, hint });
  };
  const aggregates = Object.entries(view.aggregate);
  if (view.time === undefined && (aggregates.length > 0 || view.knownAt || view.ttl || view.createdAt)) {
    say(
      'view.time',
      'aggregates, knownAt, createdAt and ttl need `time`',
      'Name the column that says when a row happened.',
    );
  }
  if (view.time !== undefined && !spineHasTime) {
    say(
      'view.spineTime',
      `has a time, but the spine ${spine} declares none`,
      `Declare \`time\` in sources/${spine}.yaml.`,
    );
  }
  if (view.knownAt !== undefined && view.createdAt !== undefined) {
    say('view.knownAt', 'gives both knownAt and createdAt', 'knownAt already breaks ties: leave createdAt out.');
  }
  if (label === undefined || view.sql !== undefined) return faults;
  if (keys.includes(label))
    say('view.labelKey', `its key is the label ${label}`, 'A key must be known before the answer is.');
  for (const name of plainFeatures(view)) {
    const feature = plainFeature(view, name);
    if ('sql' in feature || feature.column !== label) continue;
    if (view.time !== undefined && view.knownAt !== undefined && view.equalTimes === 'strict') continue;
    const hint = "Earlier rows' labels need `time`, `knownAt` and `equalTimes: strict`; the row's own is the answer.";
    say('view.label', `feature ${name} is the label ${label}`, hint);
  }
  for (const [name, aggregate] of aggregates) {
    if (aggregate.function === 'count' || aggregate.of !== label || view.knownAt !== undefined) continue;
    say('view.labelKnownAt', `${name} aggregates the label ${label}`, 'Say when a label became known: `knownAt`.');
  }
  return faults;
}
