import type { ExplainedChange } from '../explanation/explain-change.ts';
import { type ExplainedRow, type Explanation, suspiciousShare } from '../explanation/explanation.ts';
import { sizeTitle } from './explanation-notes.ts';
import { countText, estimateText, levelText, numberText, percentText, signedText } from './number-text.ts';
import type { TextTable } from './text-table.ts';

const mostContributions = 10;

/** What a model leans on: each feature's mean attribution beside its permutation importance. */
export function sizesTable({ sizes, importance, alpha, provenance }: Explanation): TextTable {
  const measured = new Map(importance.features.map((one) => [one.feature, one]));
  return {
    head: [
      '',
      `${sizeTitle(provenance)}, ${levelText(alpha)}`,
      'share',
      `permutation importance, ${importance.metric}`,
    ],
    align: ['l', 'r', 'r', 'r'],
    rows: sizes.map(({ feature, size, share }) => {
      const one = measured.get(feature);
      const worse = one === undefined ? '–' : `${numberText(one.mean, 4)} ± ${numberText(one.sd, 4)}`;
      return [feature, estimateText(size, { signed: false }), shareText(share), worse];
    }),
  };
}

/** One answer's parts, the largest first; many small ones together. */
export function rowTable({ contributions, base, fidelity }: ExplainedRow): TextTable {
  const shown = contributions.slice(0, mostContributions);
  const others = contributions.slice(mostContributions);
  const rest = others.reduce((sum, { share }) => sum + share, 0);
  const sum = contributions.reduce((total, { share }) => total + share, base);
  const sloped = contributions.some(({ slope }) => slope !== undefined);
  const line = (name: string, value: string, share: string, slope = '') => [
    name,
    value,
    share,
    ...(sloped ? [slope] : []),
  ];
  return {
    head: line('feature', 'value', 'attribution', 'slope'),
    align: ['l', 'l', 'r', ...(sloped ? (['r'] as const) : [])],
    rows: [
      line('mean of the background', '', signedText(base, 4)),
      ...shown.map(({ feature, value, share, error, slope }) =>
        line(
          feature,
          valueText(value),
          error === undefined ? signedText(share, 4) : `${signedText(share, 4)} ± ${numberText(error, 4)}`,
          slope === undefined ? '' : slopeText(slope),
        ),
      ),
      ...(others.length > 0 ? [line(`${others.length} others`, '', signedText(rest, 4))] : []),
      line(fidelity === undefined ? 'sum' : "the surrogate's answer", '', signedText(sum, 4)),
    ],
  };
}

/** Slopes are per unit of a feature, so that they may be tiny. */
const slopeText = (slope: number): string => String(Number(slope.toPrecision(3))).replace('-', '−');

function valueText(value: number | string | null): string {
  if (value === null) return 'missing';
  return typeof value === 'number' ? String(Number(value.toPrecision(6))) : value;
}

/** `row 17: 0.83`, or of several classes `row 17: Car 0.61`. */
export function rowTitle({ key, answer, output }: ExplainedRow): string {
  return `row ${key}: ${output === undefined ? '' : `${output} `}${Number(answer.toPrecision(4))}`;
}

/** This change's sizes beside production's. */
export function changeTable({ features, alpha, agreement }: ExplainedChange, champion: string): TextTable {
  const compared = agreement !== undefined;
  const text = (one: ExplainedChange['features'][number]['challenger']) =>
    one === undefined ? 'not a feature' : `${shareText(one.share)}`;
  const size = (one: ExplainedChange['features'][number]['challenger']) =>
    one === undefined ? '–' : estimateText(one.size, { signed: false });
  return {
    head: ['', ...(compared ? [champion, 'share'] : []), `this change, ${levelText(alpha)}`, 'share'],
    align: ['l', ...(compared ? (['r', 'r'] as const) : []), 'r', 'r'],
    rows: features.map((one) => [
      one.feature,
      ...(compared ? [size(one.champion), text(one.champion)] : []),
      size(one.challenger),
      text(one.challenger),
    ]),
  };
}

/** How alike both models explain the same rows. */
export function agreementTable({ agreement, top, alpha }: ExplainedChange): TextTable {
  const titles = {
    cosine: 'attributions point the same way (cosine)',
    spearman: 'order of the features (Spearman)',
    overlap: `share of the ${top} leading features that are the same`,
    signs: 'share of the features with the same sign',
  } as const;
  const rows = agreement === undefined ? [] : (Object.keys(titles) as (keyof typeof titles)[]);
  return {
    head: ['of each row, averaged', `mean, ${levelText(alpha)}`, 'rows'],
    align: ['l', 'r', 'r'],
    rows: rows.flatMap((name) => {
      const one = agreement?.[name];
      return one === undefined ? [] : [[titles[name], estimateText(one, { signed: false }), countText(one.n)]];
    }),
  };
}

/** What a reader is warned of; empty where nothing stands out. */
export function attributionWarnings(
  sizes: readonly { readonly feature: string; readonly share: number }[],
): readonly string[] {
  return sizes
    .filter(({ share }) => share > suspiciousShare)
    .map(
      ({ feature, share }) =>
        `${feature} holds ${shareText(share)} of all attributions: check that it is known before the answer is needed.`,
    );
}

/** A sentence where the feature that leads is another than production's. */
export function newLeader({ features }: ExplainedChange): string | undefined {
  const leading = (which: 'challenger' | 'champion') =>
    features.reduce<(typeof features)[number] | undefined>(
      (best, one) => ((one[which]?.share ?? 0) > (best?.[which]?.share ?? 0) ? one : best),
      undefined,
    )?.feature;
  const [now, before] = [leading('challenger'), leading('champion')];
  return now === undefined || before === undefined || now === before
    ? undefined
    : `This change leans most on ${now}; production on ${before}.`;
}

const shareText = (share: number): string => percentText(Math.round(share * 100) / 100);
