import { isDefined } from '../evaluation/estimate.ts';
import type { Evidence } from '../gate/evidence.ts';
import type { CommentInput, ModelReport } from './comment-input.ts';
import { code, escapeMarkdown } from './escape.ts';
import { groupThresholdEntries } from './group-thresholds.ts';
import { commentGuide } from './guide.ts';
import { link } from './link.ts';
import { countText, estimateText, levelText, rowCountText } from './number-text.ts';
import { rulesOf } from './outcome-text.ts';
import { isAboutPackage } from './package-rule-text.ts';
import { weightedRowsTexts } from './weighted-rows.ts';

const valuesShown = 4;

/** One line under the table: rows and group sizes, how strong the evidence is, who could read the rows, what was spent, and links. */
export function provenanceLine(report: ModelReport, evidence: Evidence, { links, server }: CommentInput): string {
  const { rows, tier, level, ledger, alpha } = evidence;
  const readable =
    evidence.holdout === 'readable' ? 'the author could read these rows' : 'the author could not read these rows';
  const parts = [
    `${countText(rows.evaluated)} ${tier} rows${groupSizes(report, evidence)}`,
    ...disagreementText(evidence),
    ...(rows.trainedOn > 0 ? [`${countText(rows.trainedOn)} left out: a model trained on them`] : []),
    ...(rows.unlabelled > 0 ? [`${countText(rows.unlabelled)} without a label`] : []),
    ...weightedRowsTexts(rows),
    ...(tier === 'holdout' ? [roundedText(report)] : []),
    ...(report.introduced ? ['gates introduced here'] : []),
    level,
    readable,
    ...(ledger ? [`${ledger.used} of ${ledger.budget} uses, this one at ${levelText(alpha)}`] : []),
    ...(links?.report ? [link('report', links.report, server)] : []),
    link('how to read this', commentGuide),
  ];
  return parts.join(' · ');
}

/** What was timed, counted or measured on dev rows for rules about the package itself is not rounded. */
function roundedText({ verdict }: ModelReport): string {
  const which = rulesOf(verdict).some(isAboutPackage) ? 'each number of these rows' : 'each number';
  return `${which} rounded to its standard error`;
}

/** How often the two models decide differently: the rows on which a difference can come about. */
function disagreementText({ disagreement }: Evidence): readonly string[] {
  if (disagreement === undefined) return [];
  const text = isDefined(disagreement) ? estimateText(disagreement, { signed: false, percent: true }) : 'unknown';
  return [`the two decide ${text} of them differently`];
}

/** Sizes of the groups that rules are about, the reference last, as in " (age 25 or under: 57, over 25: 243)". */
function groupSizes({ verdict }: ModelReport, { groups }: Evidence): string {
  const asked = rulesOf(verdict).flatMap(({ quantity }) =>
    quantity?.group?.reference === undefined ? [] : [quantity.group.name],
  );
  const texts = [...new Set(asked)].map((name) => {
    const sizes = [...(groups[name] ?? [])].sort((a, b) => Number(a.reference) - Number(b.reference));
    const shown = sizes.slice(0, valuesShown).map((part) => `${escapeMarkdown(part.value)}: ${rowCountText(part)}`);
    const pooled = sizes.flatMap((part) => pooledText(part) ?? []);
    const more = sizes.length > valuesShown ? `, and ${sizes.length - valuesShown} more` : '';
    return [`${escapeMarkdown(name)} ${shown.join(', ')}${more}`, ...pooled].join('; ');
  });
  return texts.length === 0 ? '' : ` (${texts.join('; ')})`;
}

/** Combinations of a crossing that have too few rows each: pooled into one part, or, where even these are too few, not asked about. */
function pooledText({ pooled, pruned }: Evidence['groups'][string][number]): string | undefined {
  if (pooled === undefined) return undefined;
  const names = pooled.slice(0, valuesShown).map((name) => escapeMarkdown(name));
  const more = pooled.length > valuesShown ? `, and ${pooled.length - valuesShown} more` : '';
  return `${pruned === true ? 'pruned, too few rows even together' : 'pooled, too few rows each'}: ${names.join(', ')}${more}`;
}

/** Everything that this verdict rests on, by digest. */
export function provenanceList(evidence: Evidence, { commits, links, server }: CommentInput): string {
  const { challenger, champion, anchor, thresholds, ledger, run } = evidence;
  const entries: readonly (readonly [string, string | undefined])[] = [
    ['package', challenger.package],
    ['definition', challenger.definition],
    ['compared with', champion?.package],
    ['anchor', anchor?.package],
    ['rows (account)', evidence.account],
    ['policy', evidence.policy],
    ['base', commits?.base],
    ['head', commits?.head],
    ['merge', commits?.merge],
    [
      'threshold',
      thresholds &&
        [thresholds.challenger, thresholds.champion]
          .flatMap((threshold) => (threshold === undefined ? [] : [Number(threshold.toFixed(4))]))
          .join(', champion '),
    ],
    ...groupThresholdEntries(thresholds).map(([title, text]) => [escapeMarkdown(title), text] as const),
    ['resamples', `${evidence.resamples}, seed ${evidence.seed}`],
    ['ledger entry', ledger?.entry],
    ['run', run && `${run.workflow} ${run.id}, attempt ${run.attempt}`],
  ];
  const lines = entries.flatMap(([title, text]) => (text === undefined ? [] : [`- ${title}: ${code(text)}`]));
  return [...lines, ...(links?.run ? [`- ${link('the run', links.run, server)}`] : [])].join('\n');
}
