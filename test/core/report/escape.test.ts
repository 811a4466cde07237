import fc from 'fast-check';
import { expect, test } from 'vitest';
import { code, escapeMarkdown } from '../../../src/core/report/escape.ts';

const cut = '&#8203;';

test.each([
  ['@admin', `@${cut}admin`],
  ['a@b.co', `a@${cut}b.co`],
  ['org/repo#12', `org/repo\\#${cut}12`],
  ['gh-7', `gh\\-${cut}7`],
  ['https://evil.example', `https:/${cut}/evil.example`],
  ['www.evil.example', `www${cut}\\.evil.example`],
  ['_www.evil.example/login', `\\_www${cut}\\.evil.example/login`],
  ['_WWW.evil.example', `\\_WWW${cut}\\.evil.example`],
  ['deadbeef', `deadbe${cut}ef`],
  [':octocat:', `:${cut}octocat:`],
  ['[x](y)', '\\[x\\](y)'],
  ['![x](y)', '\\!\\[x\\](y)'],
  ['<img src=x>', '&lt;img src=x&gt;'],
  ['<!-- aval:comment v1 -->', '&lt;!-- aval:comment v1 --&gt;'],
  ['a|b', 'a&#124;b'],
  ['`*_~$\\', '\\`\\*\\_\\~\\$\\\\'],
  ['&#64;admin', `&amp;\\#${cut}64;admin`],
  ['- item', `\\-${cut} item`],
  ['1. item', `1${cut}\\. item`],
  ['===', '\\==='],
  ['one\r\ntwo\u2028three', 'one two three'],
  ['\u202Eabc\u200B\u2066\u00AD\uFEFF\u{E0041}', 'abc'],
  ['\uD800', '\uFFFD'],
  ['0.03 (0.01 … 0.05); −0.02', '0.03 (0.01 … 0.05); −0.02'],
  ['applicant:age added', 'applicant:age added'],
])('%j becomes %j', (text, expected) => expect(escapeMarkdown(text)).toBe(expected));

test('long text is cut between characters', () => expect(escapeMarkdown('😀'.repeat(20), 5)).toBe('😀😀😀😀…'));

test('a commit stays whole in the type of code', () => {
  expect(code('a'.repeat(40))).toBe(`<code>${'a'.repeat(40)}</code>`);
  expect(code('</code>@a')).toBe(`<code>&lt;/code&gt;@${cut}a</code>`);
});

const pieces = [
  ...[
    '@',
    '#',
    'GH-',
    '1',
    '12',
    'www.',
    'http',
    'https:',
    '://',
    '//',
    'a.co',
    'mailto:',
    'x@y.z',
    '[',
    ']',
    '(',
    ')',
  ],
  ...[
    '!',
    '`',
    '```',
    '|',
    '\\',
    '<',
    '>',
    '<!--',
    '-->',
    '<b>',
    '&',
    '&#64;',
    '&lt;',
    '*',
    '_',
    '~~',
    '$',
    ':',
    ':+1:',
  ],
  ...['\r\n', '\n', '\t', ' ', '    ', '\u202E', '\u200B', '\u2060', '-', '+', '=', '---', '1.', 'deadbeef', 'é', '😀'],
];
const anything = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((list) => list.join('')),
);

/** What the escaped text shows: backslashes taken off, entities read. The zero-width space stays, as it does on the page. */
function shownText(markdown: string): string {
  return markdown.replace(/\\([!-/:-@[-`{-~])/g, '$1').replace(/&(amp|lt|gt|#124|#8203);/g, (_, entity: string) => {
    const characters: Record<string, string> = { amp: '&', lt: '<', gt: '>', '#124': '|', '#8203': '\u200B' };
    return characters[entity] ?? '';
  });
}

test('whatever the text, nothing in it is markup', () => {
  fc.assert(
    fc.property(anything, (text) => {
      const markdown = escapeMarkdown(text);
      const bare = markdown.replace(/\\[!-/:-@[-`{-~]/g, ''); // without what a backslash has made plain
      expect(bare).not.toMatch(/[\\`*_~$[\]<>|]|#(?!8203;|124;)/);
      expect(bare).not.toMatch(/&(?!amp;|lt;|gt;|#124;|#8203;)/);
      expect(markdown).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
      expect(markdown).not.toMatch(/^\s|\s$|\s\s/);
    }),
    { numRuns: 2000 },
  );
});

test('whatever the text, what is shown holds no mention, reference, link, commit or emoji', () => {
  fc.assert(
    fc.property(anything, (text) => {
      const shown = shownText(escapeMarkdown(text));
      expect(shown).not.toMatch(/@(?!\u200B)/);
      expect(shown).not.toMatch(/#(?!\u200B)/);
      expect(shown).not.toMatch(/\bgh-\d/i);
      expect(shown).not.toMatch(/\b[a-z][a-z0-9+.-]*:\/\//i);
      expect(shown).not.toMatch(/www\./i); // after an underscore, too
      expect(shown).not.toMatch(/\b[0-9a-f]{7,40}\b/i);
      expect(shown).not.toMatch(/:[\w+-]+:/);
    }),
    { numRuns: 2000 },
  );
});

test('what is shown is the text itself, but for what is not seen', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
      expect(shownText(escapeMarkdown(text)).replaceAll('\u200B', '')).toBe(text.replace(/\s+/g, ' ').trim());
    }),
  );
});
