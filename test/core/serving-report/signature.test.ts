import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { reportSignature, servingKey } from '../../../src/core/serving-report/signature.ts';

const secret = 's'.repeat(32);

test('a key is of one repository, however it is spelled, and of one secret', () => {
  const key = servingKey(secret, 'Olivia/Models');
  expect(key).toBe(createHmac('sha256', secret).update('aval serving\nolivia/models').digest('hex'));
  expect(servingKey(secret, 'olivia/models')).toBe(key);
  const others = [servingKey(secret, 'olivia/other'), servingKey('t'.repeat(32), 'olivia/models')];
  expect(new Set([key, ...others]).size).toBe(3);
});

test('a signature is of the bytes, text or not', () => {
  const bytes = Buffer.from('{"a":"ünï"}');
  expect(reportSignature('key', bytes)).toBe(reportSignature('key', bytes.toString('utf8')));
  expect(reportSignature('key', bytes)).toMatch(/^sha256=[0-9a-f]{64}$/);
});
