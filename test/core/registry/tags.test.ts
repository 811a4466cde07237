// Tables from iterative/gto (constants.py and its tests), run through the reference code; see the comments for our differences.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTag, type TagEvent, versionTag } from '../../../src/core/registry/tags.ts';
import { formatVersion, parseVersion } from '../../../src/core/registry/versions.ts';

function told(event: TagEvent): string {
  const name = event.artifact.folder === '' ? event.artifact.name : `${event.artifact.folder}:${event.artifact.name}`;
  const what = 'version' in event ? formatVersion(event.version) : 'stage' in event ? event.stage : '';
  return [event.event, name, what, event.counter ?? ''].join(' ').trimEnd();
}

describe('a tag that is read', () => {
  test.each([
    ['path@v1.2.3', 'register path 1.2.3'],
    ['path@v1.2.3#5', 'register path 1.2.3 5'],
    ['path@v1.2.3!', 'deregister path 1.2.3'],
    ['path@v1.2.3!#2', 'deregister path 1.2.3 2'],
    ['new-artifact@v1.0.1!', 'deregister new-artifact 1.0.1'],
    ['path#stage', 'assign path stage'],
    ['path#stage#1', 'assign path stage 1'],
    ['path#stage!#2', 'unassign path stage 2'],
    ['nn#prod!', 'unassign nn prod'],
    ['nn@v1.0.0-rc.2', 'register nn 1.0.0-rc.2'],
    ['nn@v1.0.0-alpha', 'register nn 1.0.0-alpha'],
    ['nn@v1.0.0-alpha.1', 'register nn 1.0.0-alpha.1'],
    ['nn@v1.0.0-alpha.beta', 'register nn 1.0.0-alpha.beta'],
    ['m@v1.0.0+build.5', 'register m 1.0.0+build.5'],
    ['m@v1.0.0-rc.1+b', 'register m 1.0.0-rc.1+b'],
    ['dvclive/dsd=nn@v0.0.1', 'register dvclive/dsd:nn 0.0.1'],
    ['results/train=pool-segmentation#dev#3', 'assign results/train:pool-segmentation dev 3'],
    ['sub.dir=m@v1.0.0', 'register sub.dir:m 1.0.0'],
    ['a/b/c@v1.0.0', 'register a/b/c 1.0.0'],
    ['M@v1.0.0', 'register M 1.0.0'],
    ['m@deprecated', 'deprecate m'],
    ['m@deprecated#1', 'deprecate m  1'],
    ['m#prod#007', 'assign m prod 7'],
    ['m#12', 'assign m 12'],
    ['m#1#2', 'assign m 1 2'],
    ['m#prod/eu#1', 'assign m prod/eu 1'],
    ['m@created', 'create m'],
    ['m@created#2', 'create m  2'],
  ])('%s', (tag, expected) => {
    const event = parseTag(tag);
    expect(event && told(event)).toBe(expected);
  });
});

test.each([
  '',
  '###',
  '@@@',
  'model@v1',
  'model@v111',
  'nn#prod#-1',
  'model-prod',
  'model-prod-v1',
  'model-prod-v1-stage',
  'model@0.0.1',
  'namespace/model@0.0.1',
  '@namespace/model@0.0.1',
  'model#prod#-1',
  'model#prod#1-2',
  'model#prod?#1-2',
  'model#prod@v1.2.3',
  'model@v1.2.3#prod',
  'model@prod@v1@stage-1',
  'model#prod#v1#stage#1-',
  'model#prod-v1-stage@1-2',
  'model#prod-v1-stage@1-2#@',
  'a=b=c@v1.0.0',
  'm@deprecated!',
  'm@v01.0.0',
  'm.x@v1.0.0',
  '=m@v1.0.0',
  'sub==m@v1.0.0',
  'm@V1.0.0',
  'm@latest',
  'm-@v1.0.0',
  'm@v1.0.0#',
  'm##1',
  'm#prod#',
  'm#v1.0.0',
  'm#prod!!',
  'm!#prod',
  'm:n@v1.0.0',
  'm@v1.0.0#prod#1',
  'm#stage#1#2',
  // Ours: GTO accepts a trailing line break, and folders with empty, "." and ".." parts.
  'm@v1.0.0\n',
  'm#prod\n',
  'sub/=m@v1.0.0',
  '/sub=m@v1.0.0',
  '../up=m@v1.0.0',
  './a=m@v1.0.0',
  'a//b=m@v1.0.0',
  'a//b@v1.0.0',
])('a tag that is not read: %j', (tag) => {
  expect(parseTag(tag)).toBeUndefined();
});

test.each([
  '1',
  'm',
  'nn',
  'm1',
  '1nn',
  'model-prod',
  'model-prod-v1',
  'model_prod_v1',
  'dvclive/model',
  'model_A',
  'DVCLive/Model',
])('a name that GTO takes: %s', (name) => expect(parseTag(`${name}@v1.0.0`)?.artifact).toEqual({ folder: '', name }));

test.each(['m/', '/m', 'a model', '_model', '-model', 'model-', 'model@1', 'model#1', '@namespace/model'])(
  'a name that GTO refuses: %s',
  (name) => expect(parseTag(`${name}@v1.0.0`)).toBeUndefined(),
);

test('the tag of a version is read back as that version', () => {
  const number = fc.nat({ max: 2 ** 31 });
  fc.assert(
    fc.property(number, number, number, (major, minor, patch) => {
      const version = parseVersion(`${major}.${minor}.${patch}`);
      expect(parseTag(versionTag('credit-risk', version))).toEqual({
        artifact: { folder: '', name: 'credit-risk' },
        event: 'register',
        version,
      });
    }),
  );
});

test('no text makes the parser throw, or take more than linear time', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseTag(text)));
  const start = performance.now();
  for (const unit of ['a', 'a/', 'a-', '#', 'a#', 'a=']) parseTag(unit.repeat(100_000));
  for (const unit of ['a', 'a/', 'a-', '1.']) parseTag(`${unit.repeat(190)}!`);
  expect(performance.now() - start).toBeLessThan(200);
});
