import { expect, test } from 'vitest';
import { digestOf } from '../../../src/core/digest.ts';
import { AvalError } from '../../../src/core/errors.ts';
import type { Manifest } from '../../../src/core/registry/package.ts';
import { manifestBytes } from '../../../src/core/registry/package-manifest.ts';
import { verifyPackage } from '../../../src/core/registry/package-verify.ts';
import { samplePackage } from './sample-package.ts';

const item = samplePackage();
const bytes = (text: string) => new TextEncoder().encode(text);
type File = Manifest['files'][number];
const entry = (path: string, text = ''): File => ({ path, size: bytes(text).length, digest: digestOf(text) });
const withFiles = (files: File[]): Manifest => ({ ...item.manifest, files });

function rulesOf(manifest: Uint8Array, files: ReadonlyMap<string, Uint8Array>): string[] {
  try {
    verifyPackage(manifest, files);
  } catch (error) {
    if (!(error instanceof AvalError)) throw error;
    expect(error.class).toBe('evidence');
    return error.faults.map((fault) => fault.rule);
  }
  return [];
}

test('every problem is a fault of its own', () => {
  const files = new Map(item.files);
  files.set('model/trees.json', bytes('{"trees":[1]}'));
  files.delete('prepare.json');
  const profile = Uint8Array.from(files.get('profile.json') ?? []);
  profile[0] = 0;
  files.set('profile.json', profile).set('model/extra.bin', bytes('x'));
  expect(rulesOf(manifestBytes(item.manifest), files)).toEqual([
    'package.size',
    'package.absent',
    'package.digest',
    'package.extra',
  ]);
});

test('any one changed byte of any file is noticed', () => {
  for (const [path, original] of item.files) {
    for (const position of [0, original.length >> 1, original.length - 1]) {
      const changed = Uint8Array.from(original);
      changed[position] = (changed[position] ?? 0) ^ 1;
      expect(rulesOf(manifestBytes(item.manifest), new Map(item.files).set(path, changed))).toEqual(['package.digest']);
    }
  }
});

test.each([
  '../../etc/passwd',
  '/etc/passwd',
  'model/../x',
  'model/.hidden',
  'other.json',
  'model\\x',
  'model/x/',
  'model/C:x',
])('a manifest may not list %j', (path) => {
  const manifest = withFiles([...item.manifest.files, entry(path)]);
  expect(rulesOf(manifestBytes(manifest), new Map(item.files).set(path, bytes('')))).toContain('package.path');
});

test('a path is listed once, also where the file system ignores case', () => {
  const again = entry('model/TREES.json');
  const [first, ...rest] = item.manifest.files;
  if (!first) throw new Error('the sample has files');
  const files = new Map(item.files).set(again.path, bytes(''));
  expect(rulesOf(manifestBytes(withFiles([again, first, ...rest])), files)).toEqual(['package.twice']);
  expect(rulesOf(manifestBytes(withFiles([first, first, ...rest])), item.files)).toEqual(['package.twice']);
});

test('paths are sorted', () => {
  const reversed = withFiles([...item.manifest.files].reverse());
  expect(rulesOf(manifestBytes(reversed), item.files)).toEqual(['package.order', 'package.order']);
});

test('a package has a model, prepare.json and profile.json', () => {
  expect(rulesOf(manifestBytes(withFiles([])), new Map())).toEqual([
    'package.required',
    'package.required',
    'package.required',
  ]);
});

const canonical = new TextDecoder().decode(manifestBytes(item.manifest));
test.each([
  ['no JSON', '{'],
  ['spaces', canonical.replace(',', ', ')],
  ['a byte order mark', `\uFEFF${canonical}`],
  ['a doubled key', canonical.replace('"model":"credit-risk"', '"model":"x","model":"credit-risk"')],
  ['an unknown key', canonical.replace('{', '{"aaa":1,')],
  ['a key of the prototype', canonical.replace('"sources":{', '"sources":{"__proto__":{"digest":"x"},')],
  ['a metric', canonical.replace('"rows":{', '"rows":{"auc":0.9,')],
  ['another format', canonical.replace('package/v1', 'package/v2')],
  ['more than a mebibyte', canonical.replace('{', `{"a":"${'x'.repeat(1024 * 1024)}",`)],
])('a manifest with %s is refused', (_, text) => {
  expect(new Set(rulesOf(bytes(text), item.files))).toEqual(new Set(['package.manifest']));
});
