import { escapeMarkdown } from './escape.ts';

/**
 * A link of ours, with an address that can't end the link early: to https, or to `server`, which is GitHub by our own configuration and may be
 * without. Anything else shows the text alone.
 */
export function link(text: string, address: string | undefined, server?: string): string {
  const shown = escapeMarkdown(text);
  const url = address === undefined ? null : URL.parse(address);
  if (url === null || url.username !== '' || url.password !== '' || !isLinked(url, server)) return shown;
  const href = url.href.replace(
    /[()<>[\]\\|`*_~"'\s]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `[${shown}](${href})`;
}

function isLinked(url: URL, server: string | undefined): boolean {
  if (url.protocol === 'https:') return true;
  return url.protocol === 'http:' && server !== undefined && url.origin === URL.parse(server)?.origin;
}
