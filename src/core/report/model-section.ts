import type { Segments } from '../evaluation/segments/segments-evidence.ts';
import { classTable } from './class-table.ts';
import type { CommentInput, ModelReport } from './comment-input.ts';
import { escapeMarkdown } from './escape.ts';
import { fairnessTable } from './fairness-table.ts';
import { groupTable, metricTable } from './measurement-tables.ts';
import { headline, icons, unmetRules, unmetText } from './outcome-text.ts';
import { provenanceLine, provenanceList } from './provenance.ts';
import { championName, ruleTable } from './rule-table.ts';
import { segmentsTable, segmentsText } from './segments-table.ts';
import { markdownOf } from './text-table.ts';

/** How much of a section is shown: each less than the one before. */
export const depths = ['everything', 'without groups', 'without details', 'unmet rules', 'headline'] as const;
export type Depth = (typeof depths)[number];

/** One model's part of the comment: verdict, tables, unmet rules with their reasons, provenance, then what is folded away. */
export function modelSection(report: ModelReport, input: CommentInput, depth: Depth): string {
  const { verdict, evidence } = report;
  const title = `### ${icons[verdict.outcome]} ${escapeMarkdown(headline(verdict), 1000)}`;
  if (depth === 'headline') return title;
  const unmet = unmetList(report);
  if (evidence === undefined || depth === 'unmet rules') return joined([title, unmet, proposal(report)]);
  const visible = [
    title,
    markdownOf(ruleTable(verdict, evidence, report.environment)),
    markdownOf(fairnessTable(verdict, evidence, report.environment)),
    unmet,
    proposal(report),
    samples(report),
    provenanceLine(report, evidence, input),
  ];
  if (depth === 'without details') return joined(visible);
  const champion = championName(evidence, report.environment);
  const groups = depth === 'everything' ? folded('All groups', markdownOf(groupTable(evidence, champion))) : undefined;
  return joined([
    ...visible,
    folded('What changed', list(report.changes)),
    folded('All metrics', markdownOf(metricTable(evidence, champion))),
    folded('By class', markdownOf(classTable(evidence, champion))),
    groups,
    evidence.segments && folded('Weak segments', weakSegments(evidence.segments)),
    folded('Provenance', provenanceList(evidence, input)),
  ]);
}

function weakSegments(segments: Segments): string {
  return joined([escapeMarkdown(segmentsText(segments)), markdownOf(segmentsTable(segments))]);
}

function unmetList({ verdict }: ModelReport): string | undefined {
  const lines = unmetRules(verdict).map((rule) => {
    const icon = rule.severity === 'warn' ? '⚠️' : icons[rule.outcome];
    return `- ${icon} ${escapeMarkdown(unmetText(rule, verdict), 1000)} *Why it is asked:* ${escapeMarkdown(rule.why)}`;
  });
  return lines.length === 0 ? undefined : lines.join('\n');
}

function proposal({ proposed }: ModelReport): string | undefined {
  if (proposed === undefined) return undefined;
  const would = `${icons[proposed.outcome]} ${escapeMarkdown(headline(proposed), 1000)}`;
  return `*Under the gates that this change proposes, which judge from the next change on:* ${would}`;
}

function samples({ sampled = [] }: ModelReport): string | undefined {
  if (sampled.length === 0) return undefined;
  return `*These figures are from a sample: the data of ${sampled.map((name) => escapeMarkdown(name)).join(', ')} can be read in the trusted run only.*`;
}

function list(lines: readonly string[]): string | undefined {
  return lines.length === 0 ? undefined : lines.map((line) => `- ${escapeMarkdown(line)}`).join('\n');
}

/** Blank lines around the content, or Markdown inside the element isn't read as such. */
function folded(summary: string, content: string | undefined): string | undefined {
  return content && `<details><summary>${summary}</summary>\n\n${content}\n\n</details>`;
}

function joined(blocks: readonly (string | undefined)[]): string {
  return blocks.filter((block) => block !== undefined).join('\n\n');
}
