import type { Fault } from '../../errors.ts';
import { rangeOf } from '../../evaluation/metric-range.ts';
import { metricOf, metrics } from '../../evaluation/metrics.ts';
import type { DocumentOf, Pointer } from '../document.ts';
import type { GatePreset, MetricRule } from '../schema/gate-rules.ts';
import type { MetricName } from '../schema/metric-names.ts';
import { faultAt } from './fault-at.ts';

type GatesDocument = DocumentOf<'Gates'>;

/** A rule decides something: its limit lies within what the number can be, so that it can be met and missed, and better means something. */
export function* checkLimits(gates: GatesDocument, rule: MetricRule, pointer: Pointer): Generator<Fault> {
  if (metricOf(gates.value.problem.task, rule) === undefined) return; // which is a fault of its own
  const { metric } = rule;
  const isGap = rule.contrast !== undefined;
  switch (rule.rule) {
    case 'atLeast':
    case 'atMost':
      return yield* checkNumber(gates, metric, rule.threshold, [...pointer, 'threshold'], isGap);
    case 'superior':
      yield* checkDirection(gates, metric, [...pointer, 'rule']);
      break;
    case 'notWorse':
      if (typeof rule.anchor === 'object')
        yield* checkNumber(gates, metric, rule.anchor.floor, [...pointer, 'anchor', 'floor'], false);
      break;
    case 'gapNotWider':
      break;
    case 'fourFifths':
      return;
  }
  if (rule.margin !== undefined) yield* checkMargin(gates, metric, rule.margin, [...pointer, 'margin'], isGap);
}

/** The same of the limits of a preset. */
export function* checkPresetLimits(
  gates: GatesDocument,
  preset: Extract<GatePreset, { preset: 'mlflow-thresholds' }>,
  pointer: Pointer,
): Generator<Fault> {
  if (metricOf(gates.value.problem.task, preset) === undefined) return;
  const { metric, threshold, minimumChange, minimumRelativeChange } = preset;
  if (threshold !== undefined) yield* checkNumber(gates, metric, threshold, [...pointer, 'threshold'], false);
  if (minimumChange !== undefined || minimumRelativeChange !== undefined)
    yield* checkDirection(gates, metric, [...pointer, 'metric']);
  if (minimumChange !== undefined)
    yield* checkMargin(gates, metric, minimumChange, [...pointer, 'minimumChange'], false);
}

function* checkDirection(gates: GatesDocument, metric: MetricName, at: Pointer): Generator<Fault> {
  if (metrics[metric].betterIs !== 'neither') return;
  const message = `neither more nor less of ${metric} is better, so nothing is superior in it`;
  yield faultAt(gates, at, 'gates.direction', message, 'Ask for notWorse, atLeast or atMost.');
}

function* checkNumber(
  gates: GatesDocument,
  metric: MetricName,
  limit: number,
  at: Pointer,
  isGap: boolean,
): Generator<Fault> {
  const [least, most] = rangeOf(metrics[metric]);
  const [from, to] = isGap ? [least - most, most - least] : [least, most];
  if (limit >= from && limit <= to) return;
  const what = isGap ? `a gap in ${metric}` : metric;
  const message = `${what} is ${rangeText(from, to)}, so a limit of ${limit} decides nothing`;
  yield faultAt(gates, at, 'gates.limit', message, hintFor(metric));
}

function* checkMargin(
  gates: GatesDocument,
  metric: MetricName,
  margin: number | string,
  at: Pointer,
  isGap: boolean,
): Generator<Fault> {
  const { betterIs } = metrics[metric];
  const [least, most] = rangeOf(metrics[metric]);
  // Of a number from 0 on, no more than all of it can be lost, or saved.
  const isAll = typeof margin === 'string' && least === 0 && betterIs === 'higher' && Number.parseFloat(margin) >= 100;
  const isBeyond = typeof margin === 'number' && margin >= (most - least) * (isGap ? 2 : 1);
  if (!isAll && !isBeyond) return;
  const message = `${metric} is ${rangeText(least, most)}, so a ${String(at.at(-1))} of ${margin} decides nothing`;
  yield faultAt(gates, at, 'gates.limit', message, hintFor(metric));
}

const rangeText = (least: number, most: number): string =>
  most === Infinity ? `at least ${least}` : `between ${least} and ${most}`;

function hintFor(metric: MetricName): string | undefined {
  const [least, most] = rangeOf(metrics[metric]);
  return least === 0 && most === 1 ? 'It is a share of 1: three points are 0.03.' : undefined;
}
