import { plainText } from '../plain-text.ts';

/** HTML that is safe as it is: made by `html`, which escapes what is put into it. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | Html | undefined | readonly Part[];

/** A template of HTML; every value in it is escaped, but for HTML itself. Undefined shows nothing. Attributes are to be quoted. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.map((piece, i) => (i === 0 ? '' : textOf(parts[i - 1])) + piece).join(''));
}

function textOf(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(textOf).join('');
  return escapeHtml(String(part));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text from anyone, on one line, that shows that text and does nothing, between tags and in quoted attributes. At most `limit` characters are shown. */
export function escapeHtml(text: string, limit = 2000): string {
  return plainText(text, limit).replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
