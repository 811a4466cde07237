import type { FeatureView } from '../../../core/definitions/schema/feature-view.ts';
import type { MetricRule } from '../../../core/definitions/schema/gate-rules.ts';
import type { Gates } from '../../../core/definitions/schema/gates.ts';
import type { Model } from '../../../core/definitions/schema/model.ts';
import type { Source, SourceLock } from '../../../core/definitions/schema/source.ts';
import { sliceOf } from '../../../core/gate/rule-quantities.ts';
import { type RuleTree, ruleTrees } from '../../../core/gate/rule-tree.ts';
import { packageTitle } from '../../../core/gate/rules/package-rules.ts';
import { requirementOf } from '../../../core/gate/rules/rule-finding.ts';
import type { ModelState } from '../../../core/registry/state.ts';
import { countText } from '../../../core/report/number-text.ts';
import { columns, type Paint } from '../../terminal/paint.ts';

/** What one definition is: as JSON, and as a person reads it. */
export interface Card {
  readonly kind: 'model' | 'view' | 'source';
  readonly value: Readonly<Record<string, unknown>>;
  readonly text: (paint: Paint) => string;
}

export function modelCard(model: Model, gates: Gates, state: ModelState | undefined): Card {
  const live = [...(state?.live.values() ?? [])].map(({ environment, deployment }) => ({
    environment,
    version: deployment.version,
  }));
  const { problem } = gates;
  return {
    kind: 'model',
    value: { definition: model, gates, live },
    text: (paint) => {
      const facts = [
        ['question', problem.question],
        ['decision', problem.decision],
        ['label', `${problem.label.column}, ${problem.task}`],
        ['engine', model.train.engine],
        ['owner', model.owner ?? 'nobody is named'],
        ['running', live.map(({ environment, version }) => `${environment} ${version}`).join(', ') || 'nowhere'],
        ['metrics', gates.evaluate.metrics.join(', ')],
      ];
      const rules = ruleTrees(gates).flatMap((tree) => gateRows(tree));
      return [
        head('model', model.name, model.description, paint),
        columns(facts),
        `  ${model.features.length} features: ${model.features.join(', ')}`,
        '  gates:',
        columns(rules, '    '),
      ].join('\n');
    },
  };
}

/** A rule in a row; of rules together their title, and theirs below it. */
function gateRows(tree: RuleTree, indent = ''): string[][] {
  if (tree.kind !== 'rule') {
    return [
      [indent + tree.title, '', tree.why ?? ''],
      ...tree.children.flatMap((child) => gateRows(child, `${indent}  `)),
    ];
  }
  const { rule } = tree;
  const about = 'metric' in rule ? rule.metric + partsText(rule) : packageTitle(rule);
  return [[indent + about, requirementOf(rule), rule.why]];
}

function partsText(rule: MetricRule): string {
  const slice = sliceOf(rule);
  if (slice !== undefined)
    return slice.part === undefined ? ` in each ${slice.group}` : ` in ${slice.group} ${slice.part}`;
  return rule.contrast === undefined ? '' : ` by ${rule.contrast}`;
}

export function viewCard(view: FeatureView): Card {
  return {
    kind: 'view',
    value: { definition: view },
    text: (paint) => {
      const plain = Object.entries(view.features).map(([name, feature]) => [
        name,
        feature.sql ?? feature.column ?? name,
        feature.unit ?? '',
      ]);
      const windows = Object.entries(view.aggregate).map(([name, item]) => {
        const of = item.function === 'count' ? '' : ` of ${item.of}`;
        return [name, `${item.function}${of} over ${item.window}`, item.unit ?? ''];
      });
      const rows = [...plain, ...windows];
      return [
        head('view', view.name, view.description, paint),
        columns([
          ['entity', view.entity],
          ['source', view.source],
          ...(view.time === undefined ? [] : [['time', view.time]]),
          ...(view.knownAt === undefined ? [] : [['known at', view.knownAt]]),
          ['owner', view.owner ?? 'nobody is named'],
        ]),
        `  ${rows.length} features:`,
        columns(rows, '    '),
      ].join('\n');
    },
  };
}

export function sourceCard(source: Source, lock: SourceLock | undefined): Card {
  return {
    kind: 'source',
    value: { definition: source, lock: lock ?? null },
    text: (paint) => {
      const pinned =
        lock === undefined
          ? 'by git'
          : `${countText(lock.rows)} rows${lock.until === undefined ? '' : ` until ${lock.until}`}`;
      const rows = Object.entries(source.columns).map(([name, { type, unit, personal, description }]) => [
        name,
        type,
        [unit, personal ? 'personal' : undefined, description].filter(Boolean).join('; '),
      ]);
      return [
        head('source', source.name, source.description, paint),
        columns([
          ['uri', source.uri],
          ['access', source.access],
          ['pinned', pinned],
          ['licence', source.licence],
          ['origin', source.origin],
        ]),
        `  ${rows.length} columns:`,
        columns(rows, '    '),
      ].join('\n');
    },
  };
}

function head(kind: Card['kind'], name: string, description: string | undefined, paint: Paint): string {
  return `${paint('bold', name)}  ${kind}${description === undefined ? '' : `: ${description}`}`;
}
