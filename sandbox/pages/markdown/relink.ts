import { pathToFile } from '../addresses.ts';
import { type HtmlNode, visit } from './hypertext.ts';
import type { Place } from './place.ts';

/**
 * Makes links lead where they lead on GitHub: fragments to the ids that sanitising has prefixed, relative ones to files of
 * the repository. Pictures from elsewhere become links, since nothing here may load from another host.
 */
export function relink(place: Place) {
  return () => (tree: HtmlNode) =>
    visit(tree, (node) => {
      const { tagName, properties = {} } = node;
      if (tagName === 'a') relinkAnchor(properties, place);
      if (tagName === 'img') relinkImage(node, properties, place);
      delete properties['srcSet'];
    });
}

function relinkAnchor(properties: Record<string, unknown>, place: Place): void {
  const { href } = properties;
  if (typeof href !== 'string') return;
  if (href.startsWith('#')) properties['href'] = `#user-content-${href.slice(1).replace(/^user-content-/, '')}`;
  else if (isRelative(href)) properties['href'] = inRepository(href, 'blob', place) ?? href;
  else if (!href.startsWith('/')) properties['rel'] = ['nofollow'];
}

function relinkImage(node: HtmlNode, properties: Record<string, unknown>, place: Place): void {
  const { src, alt } = properties;
  const address = typeof src === 'string' ? src : '';
  const own = isRelative(address) ? inRepository(address, 'raw', place) : undefined;
  if (own !== undefined) properties['src'] = own;
  else if (!address.startsWith(`${place.hub.urls.web}/`)) {
    node.tagName = 'a';
    node.properties = { href: address, rel: ['nofollow'] };
    node.children = [{ type: 'text', value: typeof alt === 'string' && alt !== '' ? alt : address }];
  }
}

const isRelative = (address: string): boolean => address !== '' && !/^([a-z][\w+.-]*:|\/|#|\?)/i.test(address);

/** Only a file has a folder that a path can start at. */
function inRepository(address: string, kind: 'blob' | 'raw', { repository, file }: Place): string | undefined {
  if (file === undefined) return undefined;
  const { pathname, hash } = new URL(address, new URL(encodeURI(file.path), 'file:///'));
  return `${pathToFile(repository, kind, file.ref, decode(pathname))}${hash}`;
}

function decode(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}
