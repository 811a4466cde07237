import { escapeMarkdown } from './escape.ts';

/** A link of ours: only to https, with an address that can't end the link early. Anything else shows the text alone. */
export function link(text: string, address: string | undefined): string {
  const shown = escapeMarkdown(text);
  const url = address === undefined ? null : URL.parse(address);
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') return shown;
  const href = url.href.replace(
    /[()<>[\]\\|`*_~"'\s]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `[${shown}](${href})`;
}
