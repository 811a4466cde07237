import { AvalError } from '../../core/errors.ts';

declare const refBrand: unique symbol;
/** Something that names a commit and can't be mistaken for an option: a sha, a ref name, `HEAD~2`. */
export type Ref = string & { readonly [refBrand]: true };

declare const shaBrand: unique symbol;
/** The whole id of an object: 40 (or 64) lower-case hex digits. */
export type Sha = Ref & { readonly [shaBrand]: true };

const shaPattern = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
const ancestry = /(?:[~^][0-9]{0,6})*$/;
/** One part between slashes: printable, no characters that git's revision syntax or a shell gives a meaning. */
const refPart = /^(?![.-])[^\p{C}\p{Z}~^:?*[\\]{1,200}(?<!\.)$/u;

export function parseSha(text: string): Sha {
  if (shaPattern.test(text)) return text as Sha; // the pattern is the brand's definition
  throw refFault(text, 'Expected the 40 hexadecimal digits of a commit.');
}

export function isRefName(text: string): boolean {
  if (text.includes('..') || text.includes('@{') || text === '@' || text.length > 400) return false;
  return text.split('/').every((part) => refPart.test(part) && !part.endsWith('.lock'));
}

/** Checks a branch, tag, sha or `name~2` before git sees it (rules of git check-ref-format). Throws `usage`. */
export function parseRef(text: string): Ref {
  const base = text.replace(ancestry, '');
  if (isRefName(base)) return text as Ref; // the two patterns above are the brand's definition
  throw refFault(text, 'Expected a branch, a tag, a commit, or one with "~2" behind it.');
}

function refFault(text: string, hint: string): AvalError {
  return new AvalError('usage', {
    rule: 'git.ref',
    message: `${JSON.stringify(text.slice(0, 100))} is not a git ref`,
    hint,
  });
}
