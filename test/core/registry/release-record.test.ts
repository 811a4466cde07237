import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digestOf } from '../../../src/core/digest.ts';
import { formatReleaseRecord, parseReleaseRecord } from '../../../src/core/registry/release-record.ts';
import { parseVersion } from '../../../src/core/registry/versions.ts';

const record = {
  subject: 'credit-risk 1.4.0: train.parameters changed',
  package: digestOf('p'),
  definition: digestOf('d'),
  recipe: digestOf('r'),
  evidence: digestOf('e'),
};
const message = formatReleaseRecord(record);

test('is a line for people and trailers', () => {
  expect(formatReleaseRecord({ ...record, reverts: parseVersion('1.3.0') })).toBe(
    `credit-risk 1.4.0: train.parameters changed\n\nAval-Package: ${record.package}\nAval-Definition: ${record.definition}\nAval-Recipe: ${record.recipe}\nAval-Evidence: ${record.evidence}\nAval-Reverts: 1.3.0`,
  );
});

test('people who answered for too few rows are named, and read back', () => {
  const approvedBy = [{ login: 'mei' }, { login: 'tom_corp', team: 'acme/risk-owners' }];
  const approved = { ...record, approvedBy };
  expect(formatReleaseRecord(approved)).toContain('\nAval-Approved-By: mei,tom_corp:acme/risk-owners');
  expect(parseReleaseRecord(formatReleaseRecord(approved))).toEqual({ record: approved });
});

test('also as many as a policy may ask for, with names as long as GitHub admits', () => {
  const approvedBy = Array.from({ length: 20 }, () => ({
    login: 'm'.repeat(39),
    team: `${'o'.repeat(39)}/${'t'.repeat(255)}`,
  }));
  expect(parseReleaseRecord(formatReleaseRecord({ ...record, approvedBy }))).toMatchObject({ record: { approvedBy } });
});

test('what later versions are held against is named, and read back', () => {
  const held = { ...record, anchor: parseVersion('1.2.0') };
  expect(formatReleaseRecord(held)).toContain('\nAval-Anchor: 1.2.0');
  expect(parseReleaseRecord(formatReleaseRecord(held))).toEqual({ record: held });
});

test('what is written is read back, whatever the subject holds', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      const read = parseReleaseRecord(formatReleaseRecord({ ...record, subject: `m ${text}` }));
      expect(read).toMatchObject({ record: { package: record.package, definition: record.definition } });
    }),
  );
  expect(parseReleaseRecord(message)).toEqual({ record });
});

test.each([
  ['', 'not one line'],
  ['only a line', 'not one line'],
  [`\n\n${message.split('\n\n')[1]}`, 'not one line'],
  [message.replace('\n\n', '\n'), 'not one line'],
  [`${message}\nAval-Package: ${digestOf('other')}`, 'given twice'],
  [`${message}\nAval-Reverts: v1.3.0`, 'Aval-Reverts is no version'],
  [`${message}\nAval-Anchor: best`, 'Aval-Anchor is no version'],
  [`${message}\nAval-Approved-By: mei,<b>`, 'Aval-Approved-By is no list of logins'],
  [`${message}\nAval-Approved-By: mei:`, 'Aval-Approved-By is no list of logins'],
  [`${message}\nAval-Approved-By: mei:<b>`, 'Aval-Approved-By is no list of logins'],
  [`${message}\nAval-Approved: yes`, 'no trailer of ours'],
  [`${message}\n\nAval-Reverts: 1.3.0`, 'no trailer of ours'],
  [message.replace(record.package, 'sha256:00'), 'Aval-Package is missing or no digest'],
  [message.replace(/Aval-Definition.*\n/, ''), 'Aval-Definition is missing or no digest'],
  [message.replace(/\nAval-Evidence.*/, ''), 'Aval-Evidence is missing or no digest'],
  [message.replace(/Aval-Recipe.*/, ''), 'no trailer of ours'],
  [message.replace('Aval-Package', 'aval-package'), 'no trailer of ours'],
  [message.replace('credit', 'credit\u202e'), 'not one line'],
])('refuses %j', (text, problem) => {
  expect(parseReleaseRecord(text)).toEqual({ problem: expect.stringContaining(problem) });
});
