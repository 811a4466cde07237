import { type Digest, digestPattern } from '../digest.ts';
import type { CountedApproval } from '../gate/approvals.ts';
import { findVersion, formatVersion, type SemanticVersion } from './versions.ts';

/** What the annotated tag of a version says. Everything else about it hangs on the package digest. */
export interface ReleaseRecord {
  /** One line for people. */
  readonly subject: string;
  readonly package: Digest;
  readonly definition: Digest;
  /** The definition without its data: what tells "only the data changed" from a change of the definition. */
  readonly recipe: Digest;
  /** The evidence that the gate passed. */
  readonly evidence: Digest;
  /** Those who answered where the rows were too few to decide, by login in order of the alphabet. */
  readonly approvedBy?: readonly CountedApproval[];
  /** The version that this one brings back. */
  readonly reverts?: SemanticVersion;
  /** The best version up to this one: what comes after it is held against that, too (ADR 11). Absent: itself. */
  readonly anchor?: SemanticVersion;
}

const digests = ['Package', 'Definition', 'Recipe', 'Evidence'] as const;
const trailer = /^Aval-(Package|Definition|Recipe|Evidence|Approved-By|Reverts|Anchor): (\S+)$/;
/** What GitHub admits as a login, also those that a company manages; and the team that its approval counted for: "mei", "mei:acme/risk-owners". */
const approver = /^([A-Za-z0-9][A-Za-z0-9_-]{0,63})(?::([a-z0-9][a-z0-9/:_-]{0,299}))?$/;
/** Characters; a score of people with a team each find room. */
const longest = 8000;
/** Printable text of one line. */
const subjectPattern = /^[^\p{C}\p{Zl}\p{Zp}]{1,200}$/u;

/** The tag message of a release; `parseReleaseRecord` reads it back. */
export function formatReleaseRecord(record: ReleaseRecord): string {
  const lines = [
    `Aval-Package: ${record.package}`,
    `Aval-Definition: ${record.definition}`,
    `Aval-Recipe: ${record.recipe}`,
    `Aval-Evidence: ${record.evidence}`,
  ];
  if (record.approvedBy !== undefined) lines.push(`Aval-Approved-By: ${record.approvedBy.map(approverText).join(',')}`);
  if (record.reverts !== undefined) lines.push(`Aval-Reverts: ${formatVersion(record.reverts)}`);
  if (record.anchor !== undefined) lines.push(`Aval-Anchor: ${formatVersion(record.anchor)}`);
  const subject = record.subject.replace(/[\p{C}\p{Z}]+/gu, ' ').trim();
  return `${[...subject].slice(0, 200).join('')}\n\n${lines.join('\n')}`;
}

/**
 * Reads a tag message: a line for people, an empty line, then exactly our trailers, each at most once. The message is
 * a stranger's text: anything else is refused, with the reason.
 */
export function parseReleaseRecord(message: string): { readonly record: ReleaseRecord } | { readonly problem: string } {
  const [subject = '', gap, ...lines] = message.trimEnd().split('\n');
  if (message.length > longest || !subjectPattern.test(subject) || gap !== '')
    return { problem: 'its message is not one line, an empty line and Aval- trailers' };
  const found = new Map<string, string>();
  for (const line of lines) {
    const [, key, value] = trailer.exec(line) ?? [];
    if (key === undefined || value === undefined)
      return { problem: `its message has a line that is no trailer of ours` };
    if (found.has(key)) return { problem: `Aval-${key} is given twice` };
    found.set(key, value);
  }
  const [pack, definition, recipe, evidence] = digests.map((key) => digestIn(found, key));
  if (!pack || !definition || !recipe || !evidence) {
    return { problem: `Aval-${digests.find((key) => digestIn(found, key) === undefined)} is missing or no digest` };
  }
  const approvedBy = found.get('Approved-By')?.split(',').map(approverIn);
  if (approvedBy?.every((one) => one !== undefined) === false)
    return { problem: 'Aval-Approved-By is no list of logins' };
  const [reverts, anchor] = (['Reverts', 'Anchor'] as const).map((key) => versionIn(found, key));
  if (reverts === 'unreadable') return { problem: 'Aval-Reverts is no version' };
  if (anchor === 'unreadable') return { problem: 'Aval-Anchor is no version' };
  const record = { subject, package: pack, definition, recipe, evidence, ...(approvedBy && { approvedBy }) };
  return { record: { ...record, ...(reverts && { reverts }), ...(anchor && { anchor }) } };
}

const approverText = ({ login, team }: CountedApproval): string => (team === undefined ? login : `${login}:${team}`);

function approverIn(text: string): CountedApproval | undefined {
  const [, login, team] = approver.exec(text) ?? [];
  return login === undefined ? undefined : { login, ...(team !== undefined && { team }) };
}

function versionIn(found: ReadonlyMap<string, string>, key: string): SemanticVersion | 'unreadable' | undefined {
  const text = found.get(key);
  return text === undefined ? undefined : (findVersion(text) ?? 'unreadable');
}

function digestIn(found: ReadonlyMap<string, string>, key: string): Digest | undefined {
  const text = found.get(key);
  return text !== undefined && digestPattern.test(text) ? (text as Digest) : undefined; // the pattern is the brand's definition
}
