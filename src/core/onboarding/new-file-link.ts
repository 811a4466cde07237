import { link } from '../report/link.ts';

/** Longer addresses are refused somewhere between a browser and GitHub. */
const longest = 8000;

export interface NewFile {
  /** Address of the repository's page, without a slash at the end. */
  readonly page: string;
  readonly branch: string;
  readonly path: string;
  readonly text: string;
}

/** A link that opens GitHub's editor with a new file, filled in; undefined where the text is too long for an address. */
export function newFileLink({ page, branch, path, text }: NewFile): string | undefined {
  const at = branch.split('/').map(encoded).join('/');
  const address = `${page}/new/${at}?filename=${path.split('/').map(encoded).join('/')}&value=${encoded(text)}`;
  return address.length > longest ? undefined : link(`Add ${path}`, address);
}

/** All but letters, digits, `-` and `.`: what is left means nothing in Markdown, so the address keeps its length there. */
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*_~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
