import { plainText } from './plain-text.ts';

/** A zero-width space: what GitHub looks for after rendering (mentions, references, links, emoji) no longer matches across it. */
const cut = '&#8203;';

/** One pass, so that no replacement is escaped again. */
const special = new RegExp(
  [
    '[&<>|]',
    '[\\\\`*_~$[\\]]',
    '!(?=\\[)',
    '@',
    '#',
    '(?<=\\b[Gg][Hh])-(?=\\d)',
    '/(?=/)',
    '(?<=\\b(?:mailto|xmpp)):',
    '(?<=www)\\.', // whatever stands before it: a link may begin after an underscore
    ':(?=[\\w+-]+:)',
    '\\b[0-9a-f]{7,40}\\b',
    '(?<=^\\d{1,9})[.)](?=\\s|$)',
    '^[+-](?=[\\s-]|$)',
    '^=',
  ].join('|'),
  'gi',
);

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '|': '&#124;',
};

/**
 * Text from anyone (names, labels, reasons, titles) as GitHub-flavoured Markdown that shows that text on one line and does nothing: no mention,
 * reference, link, image, emoji, HTML, heading, list or table cell. Safe inside paragraphs, headings, tables, lists, `<summary>` and `<code>`.
 * Round brackets stay: without square ones they mean nothing. At most `limit` characters are shown.
 */
export function escapeMarkdown(text: string, limit = 500): string {
  return plainText(text, limit).replace(special, escapeMatch);
}

/** The same in the type of code, where GitHub links nothing: a commit's name stays whole, to be copied. */
export function code(text: string, limit = 500): string {
  return `<code>${/^[0-9a-f]{40}$/.test(text) ? text : escapeMarkdown(text, limit)}</code>`;
}

function escapeMatch(match: string): string {
  const entity = entities[match];
  if (entity !== undefined) return entity;
  if (match === '@' || match === ':' || match === '/') return `${match}${cut}`;
  if (match === '#') return `\\#${cut}`;
  if (match.length > 1) return match.replace(/.{6}(?=.)/g, `$&${cut}`); // seven hexadecimal digits can name a commit
  if (match === '.') return `${cut}\\.`; // before the dot: an address may go on after it
  return match === '-' ? `\\-${cut}` : `\\${match}`;
}
