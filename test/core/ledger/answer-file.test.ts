import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digestOf } from '../../../src/core/digest.ts';
import { AvalError } from '../../../src/core/errors.ts';
import { answerName, parseAnswerFile } from '../../../src/core/ledger/answer-file.ts';
import { evidence } from '../gate/sample-evidence.ts';

const entry = digestOf('entry');
const sound = { format: 'aval/answer/v1', entry, answer: { outcome: 'evaluated', evidence: evidence() } };
const refused = { ...sound, answer: { outcome: 'refused', account: digestOf('rows'), reason: 'used up' } };
const parse = (value: unknown) => parseAnswerFile(new TextEncoder().encode(JSON.stringify(value)));

test('an answer is read as it was written', () => {
  expect(parse(sound)).toEqual(sound);
  expect(parse(refused)).toEqual(refused);
});

test('an artifact is named by 32 digits of its entry', () => {
  expect(answerName(`sha256:${'a'.repeat(32)}${'b'.repeat(32)}`)).toBe(`aval-${'a'.repeat(32)}`);
});

test.each<[string, unknown]>([
  ['another format', { ...sound, format: 'aval/answer/v2' }],
  ['no digest', { ...sound, entry: 'sha256:12' }],
  ['an unknown key', { ...sound, level: 'reproduced' }],
  ['an unknown key in evidence', { ...sound, answer: { ...sound.answer, evidence: { ...evidence(), rows2: 1 } } }],
  ['another outcome', { ...sound, answer: { outcome: 'passed' } }],
  ['a refusal without a reason', { ...refused, answer: { ...refused.answer, reason: '' } }],
  ['a reason as long as a book', { ...refused, answer: { ...refused.answer, reason: 'x'.repeat(501) } }],
  ['a list', [sound]],
  ['nothing', null],
])('%s is no answer', (_, value) => {
  expect(() => parse(value)).toThrow(/answer\.json is no answer: /);
});

test('what is too long, not UTF-8 or not JSON is no answer', () => {
  expect(() => parseAnswerFile(new Uint8Array(1024 * 1024 + 1))).toThrow('more than 1048576');
  expect(() => parseAnswerFile(Uint8Array.of(0x22, 0xff, 0x22))).toThrow('not JSON in UTF-8');
  expect(() => parseAnswerFile(new TextEncoder().encode('{"format":'))).toThrow('not JSON in UTF-8');
  expect(() => parseAnswerFile(new TextEncoder().encode('['.repeat(200_000)))).toThrow(AvalError);
});

test('an infinite number is no number, however it is written', () => {
  const text = JSON.stringify(sound).replace('"alpha":0.005', '"alpha":1e999');
  expect(() => parseAnswerFile(new TextEncoder().encode(text))).toThrow(AvalError);
});

const onlyOurs = (bytes: Uint8Array): void => {
  try {
    parseAnswerFile(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(AvalError);
  }
};

test('whatever the bytes, nothing but an error of ours comes out', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), onlyOurs));
  fc.assert(fc.property(fc.json(), (text) => onlyOurs(new TextEncoder().encode(text))));
});

test('nor where any part of an answer is anything', () => {
  const paths = ['format', 'entry', 'answer', 'answer.outcome', 'answer.evidence', 'answer.evidence.measurements'];
  fc.assert(
    fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
      const copy: Record<string, unknown> = structuredClone(sound);
      const keys = path.split('.');
      const last = keys.pop() ?? '';
      const place = keys.reduce((at, key) => at[key] as Record<string, unknown>, copy); // an object on each of these paths
      place[last] = value;
      onlyOurs(new TextEncoder().encode(JSON.stringify(copy)));
    }),
  );
});
