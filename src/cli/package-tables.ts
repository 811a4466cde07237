import { isDefined } from '../core/evaluation/estimate.ts';
import type { Evidence } from '../core/gate/evidence.ts';
import { operationTitle } from '../core/gate/operational-verdict.ts';
import { countText, estimateText, numberText } from '../core/report/number-text.ts';
import { operationText } from '../core/report/package-rule-text.ts';
import { columns, type Paint } from './terminal/paint.ts';

/** What was measured of the package itself, where it was. */
export function packageTables({ operational, importance }: Evidence, paint: Paint): readonly string[] {
  return [
    ...(operational ? [operationTable(operational, paint)] : []),
    ...(importance ? [importanceTable(importance, paint)] : []),
  ];
}

function operationTable({ machine, measures }: NonNullable<Evidence['operational']>, paint: Paint): string {
  const rows = measures.map(({ measure, challenger, champion, change }) => [
    operationTitle(measure),
    operationText(measure, challenger),
    champion === undefined ? '' : operationText(measure, champion),
    change === undefined ? '' : estimateText(change, { signed: true, percent: true }),
    countText(challenger.n),
  ]);
  const head = ['', 'this change', 'production', 'change', 'timings'];
  return [`${paint('bold', 'speed')}  on ${machine}`, columns([head, ...rows])].join('\n');
}

function importanceTable(importance: NonNullable<Evidence['importance']>, paint: Paint): string {
  const { metric, rows, repeats, features, undefined: reason } = importance;
  const title = `${paint('bold', 'permutation importance')}  of ${metric}, ${countText(rows)} dev rows, ${repeats} repeats`;
  if (reason !== undefined) return `${title}\n  undefined: ${reason}`;
  const lines = features.map(({ feature, mean, sd, share }) => [
    feature,
    `${numberText(mean, 4)} ± ${numberText(sd, 4)}`,
    isDefined(share) ? estimateText(share, { signed: false, percent: true }) : '–',
  ]);
  return [title, columns([['', 'worse by', 'share'], ...lines])].join('\n');
}
