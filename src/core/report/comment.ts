import type { Outcome } from '../gate/verdict.ts';
import type { CommentInput, ModelReport } from './comment-input.ts';
import { type Depth, depths, modelSection } from './model-section.ts';

/** What the one sticky comment begins with. With our own identity it finds the comment again; nothing is ever read from it. */
export const commentMarker = '<!-- aval:comment v1 -->';

/** GitHub refuses bodies above 65,536 characters; bytes are the stricter count. */
export const commentLimit = 60_000;

/**
 * The comment of a pull request: what needs attention first, each model with its verdict before everything else. At most 60,000 bytes: where that
 * is too little, what is folded goes first, then the tables, then models that need no attention; what was left out is said. Deterministic.
 */
export function renderComment(input: CommentInput): string {
  const models = [...input.models].sort((a, b) => rank(a) - rank(b) || compare(a.verdict.title, b.verdict.title));
  for (const depth of depths) {
    const text = body(models, input, depth);
    if (text !== undefined) return text;
  }
  return headlinesThatFit(models, input);
}

const urgency: readonly Outcome[] = ['fail', 'waiting', 'inconclusive', 'overridden', 'pass'];

function rank({ verdict }: ModelReport): number {
  return urgency.indexOf(verdict.outcome);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Undefined where it is too long: the rest is not written then. */
function body(models: readonly ModelReport[], input: CommentInput, depth: Depth): string | undefined {
  const note =
    depth === 'everything'
      ? []
      : [
          `*Shown ${depth === 'headline' ? 'as headlines only' : shortened(depth)}: the whole is too long for a comment.*`,
        ];
  const around = [commentMarker, ...(models.length > 0 ? [] : [nothing]), ...note];
  const sections: string[] = [];
  let bytes = Buffer.byteLength(around.join('\n\n')) + 1;
  for (const model of models) {
    const section = modelSection(model, input, depth);
    bytes += Buffer.byteLength(section) + 2;
    if (bytes > commentLimit) return undefined;
    sections.push(section);
  }
  return `${[commentMarker, ...sections, ...around.slice(1)].join('\n\n')}\n`;
}

const nothing = '### Nothing to evaluate: no model is changed.';

function shortened(depth: Depth): string {
  return depth === 'unmet rules' ? 'with unmet rules only' : depth;
}

/** As many headlines as fit, what needs attention first; the rest is counted. */
function headlinesThatFit(models: readonly ModelReport[], input: CommentInput): string {
  const room = commentLimit - 200; // for marker and note
  const shown: string[] = [];
  let bytes = 0;
  for (const model of models) {
    const section = modelSection(model, input, 'headline');
    bytes += Buffer.byteLength(section) + 2;
    if (bytes > room) break;
    shown.push(section);
  }
  const note = `*And ${models.length - shown.length} more models: the whole is too long for a comment.*`;
  return `${[commentMarker, ...shown, note].join('\n\n')}\n`;
}
