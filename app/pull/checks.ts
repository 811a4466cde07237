import type { Outcome, VerdictNode } from '../../src/core/gate/verdict.ts';
import { gateCheck } from '../../src/core/onboarding/rulesets.ts';
import { commentMarker } from '../../src/core/report/comment.ts';
import type { ModelReport } from '../../src/core/report/comment-input.ts';
import { code, escapeMarkdown } from '../../src/core/report/escape.ts';
import { headline, icons } from '../../src/core/report/outcome-text.ts';
import { plainText } from '../../src/core/report/plain-text.ts';
import type { Check, FoundCheck } from '../../src/github/check-runs.ts';
import type { PolicyChange } from './policy-changes.ts';

/** Checks of single models beyond this many would be noise, and a call each: the table says it. */
const mostModelChecks = 20;

/** The required check: the worst of all verdicts, and the whole comment. */
export function gateOf(
  reports: readonly ModelReport[],
  comment: string | undefined,
  policy: PolicyChange,
  previews: readonly VerdictNode[] = [],
): Check {
  const verdicts = reports.map(({ verdict }) => verdict);
  return {
    name: gateCheck,
    conclusion: conclusionOf(verdicts),
    title: plainText(gateTitle(verdicts, policy), 255),
    summary: [comment?.replace(commentMarker, '').trim() ?? nothingToJudge(policy), ...previewList(previews)].join(
      '\n\n',
    ),
  };
}

/** One check for each model and environment. A model may be called "gate": the required check is never one of these. */
export function modelChecks(reports: readonly ModelReport[]): readonly Check[] {
  const taken = new Set([gateCheck]);
  return reports.slice(0, mostModelChecks).flatMap(({ verdict }): Check[] => {
    const name = plainText(`aval / ${verdict.title}`, 200);
    if (taken.has(name.toLowerCase())) return [];
    taken.add(name.toLowerCase());
    const single = headline(verdict);
    const [title, summary] = [plainText(single, 255), escapeMarkdown(single, 1000)];
    return [{ name, conclusion: conclusionOf([verdict]), title, summary }];
  });
}

/** Checks of ours that say what is not said any more: a verdict must not outlive what it was about. */
export function withdrawnChecks(found: readonly FoundCheck[], said: readonly Check[], appId: number): readonly Check[] {
  // Never the required one: neutral would be as good as green there.
  const names = new Set([gateCheck, ...said.map(({ name }) => name)]);
  const title = 'not judged now';
  const summary = 'What this was about is not judged on this commit any more.';
  return found
    .filter(({ app, name }) => app === appId && name.startsWith('aval / ') && !names.has(name))
    .map(({ name }): Check => ({ name, conclusion: 'neutral', title, summary }));
}

/** Undecided is never green. What waits for a person is completed, or GitHub would call it stale after two weeks. */
function conclusionOf(verdicts: readonly VerdictNode[]): Check['conclusion'] {
  const outcomes = new Set(verdicts.map(({ outcome }) => outcome));
  if (outcomes.has('fail') || outcomes.has('inconclusive')) return 'failure';
  const waiting = verdicts.filter(({ outcome }) => outcome === 'waiting');
  if (waiting.some(({ sentence }) => !underWay.test(sentence))) return 'action_required';
  return waiting.length > 0 ? 'waiting' : 'success';
}

const underWay = /^Waiting for (?:its evaluation|the pull request's own run)/;
const worstFirst: readonly Outcome[] = ['fail', 'inconclusive', 'waiting', 'overridden', 'pass'];

function gateTitle(verdicts: readonly VerdictNode[], { files }: PolicyChange): string {
  const [first] = worstFirst.flatMap((outcome) => verdicts.filter((verdict) => verdict.outcome === outcome));
  if (first !== undefined) return headline(first);
  return files.length === 0 ? 'nothing to judge' : 'nothing to judge; the policy changes from the next change on';
}

const mostPreviews = 20;

/** What the environments' new rules would say of what runs there: shown, and judged by from the next promotion on. */
function previewList(previews: readonly VerdictNode[]): string[] {
  if (previews.length === 0) return [];
  const lines = previews.slice(0, mostPreviews).map((verdict) => {
    const text = `${verdict.title}: ${verdict.sentence}`;
    return `- ${icons[verdict.outcome]} ${escapeMarkdown(text, 200)}`;
  });
  const left = previews.length - lines.length;
  const more = left > 0 ? [`- And ${left} more.`] : [];
  return [
    ['What runs now, under the rules that this change brings for its environment:', ...lines, ...more].join('\n'),
  ];
}

function nothingToJudge({ files }: PolicyChange): string {
  const nothing = 'No model and no environment is changed: there is nothing to judge.';
  if (files.length === 0) return nothing;
  const list = files.slice(0, 20).map((file) => code(file));
  return `${nothing}\n\nThe policy changes: ${list.join(', ')}. It judges from the next change on; who may change it is for CODEOWNERS to say.`;
}
