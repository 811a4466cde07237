import { expect, test } from 'vitest';
import { digestOf } from '../../../src/core/digest.ts';
import { buildPackage } from '../../../src/core/registry/package-build.ts';
import { manifestBytes } from '../../../src/core/registry/package-manifest.ts';
import { verifyPackage } from '../../../src/core/registry/package-verify.ts';
import { sampleContents, samplePackage } from './sample-package.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test('a package says what it is made of, and nothing of when or where', () => {
  const { manifest, files } = samplePackage();
  const { files: listed, ...rest } = manifest;
  expect(rest).toEqual({
    format: 'aval/package/v1',
    model: 'credit-risk',
    definition: digestOf('definition'),
    engine: { name: 'gbdt', revision: 1 },
    task: 'binary',
    signature: {
      inputs: [
        { name: 'applicant:amount', type: 'number' },
        { name: 'applicant:purpose', type: 'category' },
      ],
      outputs: [{ name: 'probability', type: 'number' }],
    },
    sources: { applications: { digest: 'git:1234', until: '2026-05-01T00:00:00Z' } },
    split: {
      spine: 'applications',
      key: 'id',
      seed: 0,
      dev: { share: 0.2 },
      holdout: { share: 0.2 },
      until: '2026-05-01T00:00:00Z',
    },
    rows: { train: 3 },
  });
  expect(listed.map((file) => file.path)).toEqual(['model/trees.json', 'prepare.json', 'profile.json']);
  expect([...files.keys()]).toEqual(['model/trees.json', 'prepare.json', 'profile.json']);
});

test('its digest is the sha256 of the manifest bytes, and the same contents give it again', () => {
  const item = samplePackage();
  expect(item.digest).toBe(digestOf(manifestBytes(item.manifest)));
  expect(samplePackage().digest).toBe(item.digest);
  expect(samplePackage('another').digest).not.toBe(item.digest);
});

test('its bytes are those of earlier releases: a change here means new packages for old definitions', () => {
  expect(samplePackage().digest).toBe('sha256:7a4bb3435e6896e6e3c99d7c0b393c5fc59a56a781f7f7ef53c9c8bb89969270');
});

test('the order in which an engine returns its files does not matter', () => {
  const one = samplePackage(
    'd',
    new Map([
      ['b.bin', bytes('b')],
      ['a.bin', bytes('a')],
    ]),
  );
  const other = samplePackage(
    'd',
    new Map([
      ['a.bin', bytes('a')],
      ['b.bin', bytes('b')],
    ]),
  );
  expect(one.digest).toBe(other.digest);
  expect([...one.files.keys()]).toEqual([...other.files.keys()]);
});

test('what is built verifies', () => {
  const item = samplePackage();
  expect(verifyPackage(manifestBytes(item.manifest), item.files)).toEqual(item);
});

test.each(['../escape', '/root', '.hidden', 'a//b', 'a/../b', 'a\\b', 'ends.', 'ünïcode', ''])(
  'an engine may not name a file %j',
  (name) => {
    expect(() => buildPackage(sampleContents('d', new Map([[name, bytes('x')]])))).toThrowError(
      expect.objectContaining({ class: 'invariant' }),
    );
  },
);
