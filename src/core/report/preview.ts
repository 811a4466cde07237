import type { AvalError } from '../errors.ts';
import type { Outcome } from '../gate/verdict.ts';
import { commentMarker, renderComment } from './comment.ts';
import type { CommentInput } from './comment-input.ts';
import { faultList } from './fault-list.ts';
import { headline } from './outcome-text.ts';

/** What the preview's comment begins with: another one than the App's, whose comment it never touches. */
export const previewMarker = '<!-- aval:preview v1 -->';

/** What a pull request's own run claims, for its check and its comment. Never `success`: nobody may lean on it. */
export interface Preview {
  readonly conclusion: 'neutral' | 'failure' | 'action_required';
  /** Plain text. */
  readonly title: string;
  /** Markdown, escaped, without a marker. */
  readonly body: string;
  /** False: nothing is judged, so there is nothing that a person should be told. */
  readonly judges: boolean;
}

const intro = `> **A preview by claimed evidence. It decides nothing.** This is what the pull request's own run says of itself, on the dev rows. No row of
> the holdout was looked at, nothing was spent, and nothing will be published: that takes aval's App.`;

const urgency = ['fail', 'inconclusive', 'waiting', 'overridden', 'pass'] as const satisfies readonly Outcome[];

/** The comparison of every model that a change reaches, as far as its own run can claim it. Deterministic. */
export function renderPreview(input: CommentInput): Preview {
  const verdicts = input.models.map(({ verdict }) => verdict);
  const [first] = urgency.flatMap((outcome) => verdicts.filter((verdict) => verdict.outcome === outcome));
  return {
    conclusion: first === undefined ? 'neutral' : conclusions[first.outcome],
    title:
      first === undefined
        ? 'preview: no model is changed'
        : `preview, claimed evidence on dev rows: ${headline(first)}`,
    body: body(renderComment(input).replace(commentMarker, '').trim()),
    judges: first !== undefined,
  };
}

/** What counts as green where someone requires the check (`neutral` does) is for what was claimed whole, and good. */
const conclusions: Readonly<Record<Outcome, Preview['conclusion']>> = {
  pass: 'neutral',
  overridden: 'neutral',
  waiting: 'action_required',
  inconclusive: 'failure',
  fail: 'failure',
};

/** A change that can't be judged: its definitions don't load, or what should be its evidence is none. */
export function renderFaults({ faults }: AvalError): Preview {
  const [first] = faults;
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : '';
  return {
    conclusion: 'failure',
    title: `preview: ${first?.message}${more}`,
    body: body(`### ❌ This change can't be judged\n\n${faultList(faults)}`),
    judges: true,
  };
}

const body = (content: string): string => `${intro}\n\n${content}\n`;
