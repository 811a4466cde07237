import { AvalError } from '../../core/errors.ts';
import type { TagRecord } from '../../core/registry/tag-record.ts';
import { isRefName, type Sha } from './ref.ts';
import { runGit } from './run-git.ts';

const fields = [
  'refname:lstrip=2',
  'objecttype',
  '*objecttype',
  '*objectname',
  'taggername',
  'taggerdate:unix',
  'contents:signature',
  'contents',
];
const format = fields.map((field) => `%(${field})%00`).join('');

/** Annotated tags of commits, in name order. Lightweight tags carry nobody's word and are left out. One git process. */
export async function annotatedTags(root: string, pattern = 'refs/tags'): Promise<TagRecord[]> {
  const { output } = await runGit(root, ['for-each-ref', `--format=${format}`, '--end-of-options', pattern]);
  const values = output.toString('utf8').split('\0');
  const tags: TagRecord[] = [];
  for (let i = 0; i + fields.length < values.length; i += fields.length) {
    const [name = '', type, target, commit = '', tagger = '', time, signature = '', contents = ''] = values.slice(i);
    if (type !== 'tag' || target !== 'commit') continue;
    const message = contents.slice(0, contents.length - signature.length).trimEnd();
    // Every record but the first begins with the line break that ended the one before.
    tags.push({ name: name.replace(/^\n/, ''), message, commit, tagger, time: Number(time) });
  }
  return tags;
}

/**
 * Writes an annotated tag. Writing the same again succeeds and changes nothing; a tag of that name with another
 * commit or message throws `conflict`: tags never move.
 */
export async function writeAnnotatedTag(root: string, name: string, commit: Sha, message: string): Promise<void> {
  if (!isRefName(name)) throw invalidName(name);
  const args = ['tag', '--annotate', '--cleanup=verbatim', '--file=-', '--end-of-options', name, commit];
  const { code, complaint } = await runGit(root, args, { input: `${message.trimEnd()}\n`, accept: [1, 128] });
  if (code === 0) return;
  const [standing] = await annotatedTags(root, `refs/tags/${name}`);
  if (standing?.commit === commit && standing.message === message.trimEnd()) return;
  if (/already exists/.test(complaint)) throw standingTag(name, standing);
  throw new AvalError('platform', {
    rule: 'git.tag',
    message: `git could not write the tag ${name}: ${complaint}`,
    hint: 'git needs to know who you are: git config user.name "…"; git config user.email "…"',
  });
}

function invalidName(name: string): AvalError {
  const message = `${JSON.stringify(name.slice(0, 100))} cannot be the name of a tag`;
  return new AvalError('usage', { rule: 'git.tagName', message });
}

function standingTag(name: string, standing: TagRecord | undefined): AvalError {
  const what = standing === undefined ? 'is not an annotated tag' : `stands for commit ${standing.commit.slice(0, 12)}`;
  return new AvalError('conflict', {
    rule: 'git.tagExists',
    message: `the tag ${name} exists and ${what} or says something else`,
    hint: 'Tags never move. Fetch the tags and publish the next version.',
  });
}
