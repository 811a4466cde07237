const lineBreaks = /[\p{Zl}\p{Zp}\t\n\v\f\r\u0085]+/gu;
/** Controls, bidirectional and zero-width marks, tags, fillers, variation selectors: characters that are not seen. */
const unseen = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** Text from anyone as one line of characters that are seen, and spaces as they are: nothing that moves a cursor or turns a line around. */
export function oneLine(text: string): string {
  return text.toWellFormed().replace(lineBreaks, ' ').replace(unseen, '');
}

/** The same with single spaces, none of them at an end, and at most `limit` characters. */
export function plainText(text: string, limit = 500): string {
  const line = oneLine(text).replace(/\s+/gu, ' ').trim();
  const characters = [...line];
  return characters.length > limit ? `${characters.slice(0, limit - 1).join('')}…` : line;
}
