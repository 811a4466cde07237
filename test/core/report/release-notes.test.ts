import { expect, test } from 'vitest';
import { digestOf } from '../../../src/core/digest.ts';
import type { ReleasedVersion } from '../../../src/core/registry/plan-release.ts';
import { parseVersion } from '../../../src/core/registry/versions.ts';
import { releaseNotes } from '../../../src/core/report/release-notes.ts';
import { evidence, firstEvidence } from '../gate/sample-evidence.ts';

function version(number: string, sentence = 'Features changed.', model = 'credit-risk'): ReleasedVersion {
  const subject = `${model} ${number}: ${sentence}`;
  const [item, definition] = [digestOf(`package ${number}`), digestOf(`definition ${number}`)];
  const record = { subject, package: item, definition, recipe: digestOf('recipe'), evidence: digestOf('evidence') };
  const tag = { name: `${model}@v${number}`, message: subject, commit: 'a'.repeat(40), tagger: 'aval', time: 0 };
  return { model, version: parseVersion(number), tag, record };
}

test('say what it is, what it replaces, what judged it and how to prove it', () => {
  const notes = releaseNotes({ version: version('1.4.0'), before: version('1.3.0'), evidence: evidence(), pull: 12 });
  const [first, second, ...table] = notes.split('\n\n');
  expect(first).toBe('**credit-risk 1.4.0** · Features changed. · replaces 1.3.0');
  expect(second).toContain('Judged in #12 · evidence reproduced, on 300 holdout rows · package <code>sha256:');
  expect(second).toMatch(/aval verify credit-risk@.*v1\.4\.0<\/code> checks all of this offline$/);
  expect(table.join('\n')).toContain('| 1.3.0 |');
});

test('who answered is named, and no reason that the tag does not tell', () => {
  const made = version('1.4.0');
  const notes = releaseNotes({ version: { ...made, record: { ...made.record, approvedBy: [{ login: 'mei' }] } } });
  expect(notes).toContain('\n\nundecided, approved by mei · package ');
});

test('a first version replaces nothing, and is shown beside the baseline', () => {
  const notes = releaseNotes({ version: version('1.0.0', 'The first version.'), evidence: firstEvidence(), pull: 1 });
  expect(notes).not.toMatch(/replaces|approved/);
  expect(notes).toContain('| the baseline |');
});

test('without evidence and pull request they say what is left', () => {
  const notes = releaseNotes({ version: version('1.0.0') });
  expect(notes).not.toContain('Judged');
  expect(notes.split('\n\n')).toHaveLength(2);
});

test('are the same for the same version', () => {
  const facts = { version: version('1.4.0'), evidence: evidence(), pull: 12 };
  expect(releaseNotes(facts)).toBe(releaseNotes(structuredClone(facts)));
});

test('nothing that a tag or evidence holds is markup', () => {
  const evil = '<img src=x> @admin #1 [x](http://e.vil) | `a` <!-- aval:comment v1 -->';
  const champion = { package: digestOf('c'), definition: digestOf('d'), version: evil };
  const made = evidence(undefined, { champion });
  const notes = releaseNotes({ version: version('1.4.0', evil), evidence: made });
  expect(notes).not.toMatch(/<img|@admin|<!--|(?<!\\)\]\(http:|(?<!\\)#1\b/);
});
