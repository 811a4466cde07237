import { isMap, isScalar, type Pair, parseDocument, stringify } from 'yaml';
import { AvalError } from '../errors.ts';

const slugPattern = /^[a-z0-9](?:[a-z0-9-]{0,98}[a-z0-9])?$/;

/** The slug of an App, the last part of its page's address. Throws `usage` for anything else. */
export function parseSlug(text: string): string {
  if (slugPattern.test(text)) return text;
  const message = `"${text}" is not the slug of a GitHub App`;
  const hint = 'It is the last part of https://github.com/apps/<slug>: lower-case letters, digits and "-".';
  throw new AvalError('usage', { rule: 'onboarding.slug', message, hint });
}

/** The App that the text of an aval.yaml names, if any. */
export function appOf(text: string): string | undefined {
  const named = parseDocument(text).get('app');
  return typeof named === 'string' ? named : undefined;
}

/** The text of aval.yaml with `app: <slug>`; all else stays byte for byte. Throws `config` for a text that is no map. */
export function withApp(text: string, slug: string): string {
  const { contents, errors } = parseDocument(text);
  if (errors.length > 0 || !isMap(contents))
    throw new AvalError('config', {
      rule: 'onboarding.project',
      message: 'aval.yaml is not sound, so app: can’t be set in it',
      hint: 'aval validate says what is wrong.',
    });
  const value = stringify(slug).trim();
  const pair = (name: string): Pair | undefined =>
    contents.items.find(({ key }) => isScalar(key) && key.value === name);
  const standing = valueRange(pair('app'));
  if (standing !== undefined) return text.slice(0, standing.from) + value + text.slice(standing.to);
  const before = valueRange(pair('description')) ?? valueRange(pair('name')) ?? valueRange(pair('kind'));
  const lineEnd = before === undefined ? -1 : text.indexOf('\n', before.to - 1); // a block scalar ends with its line break
  const at = lineEnd === -1 ? text.length : lineEnd + 1;
  const gap = at === 0 || text[at - 1] === '\n' ? '' : '\n';
  return `${text.slice(0, at)}${gap}${`app: ${value}`.padEnd(32)} # who comments, gates and publishes\n${text.slice(at)}`;
}

/** Where a pair's value is written. */
function valueRange(pair: Pair | undefined): { from: number; to: number } | undefined {
  const value = pair?.value;
  return isScalar(value) && value.range ? { from: value.range[0], to: value.range[1] } : undefined;
}
