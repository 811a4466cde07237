import type { Evidence } from '../gate/evidence.ts';
import type { CommentInput, ModelReport } from './comment-input.ts';
import { code, escapeMarkdown } from './escape.ts';
import { link } from './link.ts';
import { countText, levelText } from './number-text.ts';
import { rulesOf } from './outcome-text.ts';

const groupsShown = 4;

/** One line under the table: rows and group sizes, how strong the evidence is, who could read the rows, what was spent, and links. */
export function provenanceLine(report: ModelReport, evidence: Evidence, links: CommentInput['links']): string {
  const { rows, tier, level, ledger, alpha } = evidence;
  const readable =
    evidence.holdout === 'readable' ? 'the author could read these rows' : 'the author could not read these rows';
  const parts = [
    `${countText(rows.evaluated)} ${tier} rows${groupSizes(report, evidence)}`,
    ...(rows.trainedOn > 0 ? [`${countText(rows.trainedOn)} left out: a model trained on them`] : []),
    ...(rows.unlabelled > 0 ? [`${countText(rows.unlabelled)} without a label`] : []),
    ...(tier === 'holdout' ? ['each number rounded to its standard error'] : []),
    ...(report.introduced ? ['gates introduced here'] : []),
    level,
    readable,
    ...(ledger ? [`${ledger.used} of ${ledger.budget} uses, this one at ${levelText(alpha)}`] : []),
    ...(links?.report ? [link('report', links.report)] : []),
    ...(links?.explanation ? [link('how to read this', links.explanation)] : []),
  ];
  return parts.join(' · ');
}

/** Sizes of the groups that rules are about, as in ", 57 of them 25 or under". */
function groupSizes(report: ModelReport, evidence: Evidence): string {
  const asked = rulesOf(report.verdict).flatMap(({ quantity }) =>
    quantity?.group?.reference === undefined ? [] : [quantity.group],
  );
  const distinct = new Map(asked.map((group) => [`${group.name}\n${group.value}`, group]));
  const texts = [...distinct.values()].slice(0, groupsShown).map(({ name, value }) => {
    const n = evidence.groups[name]?.find((group) => group.value === value)?.n ?? 0;
    return `${countText(n)} of them ${escapeMarkdown(name)} ${escapeMarkdown(value)}`;
  });
  return texts.map((text) => `, ${text}`).join('');
}

/** Everything that this verdict rests on, by digest. */
export function provenanceList(evidence: Evidence, { commits, links }: CommentInput): string {
  const { challenger, champion, thresholds, ledger, run } = evidence;
  const entries: readonly (readonly [string, string | undefined])[] = [
    ['package', challenger.package],
    ['definition', challenger.definition],
    ['compared with', champion?.package],
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
    ['resamples', `${evidence.resamples}, seed ${evidence.seed}`],
    ['ledger entry', ledger?.entry],
    ['run', run && `${run.workflow} ${run.id}, attempt ${run.attempt}`],
  ];
  const lines = entries.flatMap(([title, text]) => (text === undefined ? [] : [`- ${title}: ${code(text)}`]));
  return [...lines, ...(links?.run ? [`- ${link('the run', links.run)}`] : [])].join('\n');
}
