import { approversText } from '../gate/approvals.ts';
import type { Evidence } from '../gate/evidence.ts';
import type { ReleasedVersion } from '../registry/plan-release.ts';
import { formatVersion } from '../registry/versions.ts';
import { code, escapeMarkdown } from './escape.ts';
import { metricTable } from './measurement-tables.ts';
import { countText } from './number-text.ts';
import { markdownOf } from './text-table.ts';

export interface ReleaseFacts {
  readonly version: ReleasedVersion;
  /** The version that it replaces. */
  readonly before?: ReleasedVersion;
  readonly evidence?: Evidence;
  /** The pull request that it was judged in. */
  readonly pull?: number;
}

/** The notes of a release: what it is, what it replaces, what it was judged by, and how to prove it. Markdown; deterministic. */
export function releaseNotes({ version, before, evidence, pull }: ReleaseFacts): string {
  const { record, tag, model } = version;
  const number = formatVersion(version.version);
  const sentence = record.subject.replace(`${model} ${number}: `, '');
  const replaces = before === undefined ? '' : ` · replaces ${formatVersion(before.version)}`;
  const judged = [
    ...(pull === undefined ? [] : [`Judged in #${pull}`]),
    ...(evidence === undefined
      ? []
      : [`evidence ${evidence.level}, on ${countText(evidence.rows.evaluated)} ${evidence.tier} rows`]),
    ...(record.approvedBy === undefined
      ? []
      : [`undecided, approved by ${escapeMarkdown(approversText(record.approvedBy))}`]),
    `package ${code(record.package)}`,
    `definition ${code(record.definition)}`,
    `${code(`aval verify ${tag.name}`)} checks all of this offline`,
  ];
  const champion = evidence?.champion?.version ?? 'the baseline';
  const table = evidence && markdownOf(metricTable(evidence, champion, number));
  return [
    `**${escapeMarkdown(model)} ${number}** · ${escapeMarkdown(sentence)}${replaces}`,
    judged.join(' · '),
    ...(table === undefined ? [] : [table]),
  ].join('\n\n');
}
