import { expect, test } from 'vitest';
import type { Deployment } from '../../../src/core/definitions/schema/gates.ts';
import { type Digest, digestOf } from '../../../src/core/digest.ts';
import { formatReleaseRecord } from '../../../src/core/registry/release-record.ts';
import { registryState } from '../../../src/core/registry/state.ts';
import type { TagRecord } from '../../../src/core/registry/tag-record.ts';
import { formatVersion } from '../../../src/core/registry/versions.ts';

function tag(name: string, message = 'by hand', time = 0): TagRecord {
  return { name, message, commit: digestOf(name).slice(7, 47), tagger: 'Mei', time };
}
function release(model: string, version: string, bytes: Digest = digestOf(`${model}${version}`)): TagRecord {
  const other = { definition: digestOf('d'), recipe: digestOf('r'), evidence: digestOf('e') };
  const record = { subject: `${model} ${version}`, package: bytes, ...other };
  return tag(`${model}@v${version}`, formatReleaseRecord(record));
}
function deployment(model: string, version: string, digest: Digest = digestOf(`${model}${version}`)): Deployment {
  return { apiVersion: 'aval/v1', kind: 'Deployment', model, version, digest };
}

test('versions by precedence, whatever the order and the clocks of the tags; live versions from the files', () => {
  const tags = [release('a', '1.10.0'), release('a', '1.9.0'), release('b', '1.0.0'), release('a', '1.2.0')];
  const state = registryState(
    tags,
    new Map([
      ['staging/a', deployment('a', '1.10.0')],
      ['production/a', deployment('a', '1.9.0')],
    ]),
  );
  const a = state.models.get('a');
  expect(a?.versions.map((item) => formatVersion(item.version))).toEqual(['1.10.0', '1.9.0', '1.2.0']);
  expect([...(a?.live.values() ?? [])].map((live) => [live.environment, live.released?.tag.name])).toEqual([
    ['staging', 'a@v1.10.0'],
    ['production', 'a@v1.9.0'],
  ]);
  expect(state.models.get('b')?.live.size).toBe(0);
  expect(state.warnings).toEqual([]);
});

test("tags that cannot be read are warnings, other tools' tags are shown, and the rest stays readable", () => {
  const forged = tag('a@v9.0.0', 'a 9.0.0\n\nAval-Package: yes');
  const tags = [
    tag('v1.0.0'),
    tag('a@v1'),
    tag('a@V2.0.0'),
    forged,
    tag('a#prod#1'),
    tag('dir=m@v1.0.0'),
    release('a', '1.0.0'),
  ];
  const state = registryState(tags, new Map());
  expect(state.warnings.map((fault) => fault.message)).toEqual([
    'the tag "a@v1" is not a version tag that can be read',
    'the tag "a@V2.0.0" is not a version tag that can be read',
    'the tag "a@v9.0.0" is no release: Aval-Package is missing or no digest',
  ]);
  expect(state.foreign.map(({ tag: { name } }) => name)).toEqual(['a#prod#1']);
  expect([...state.models.keys()]).toEqual(['a', 'dir:m']);
  expect(state.models.get('a')?.versions.map((item) => [item.tag.name, item.record !== undefined])).toEqual([
    ['a@v9.0.0', false],
    ['a@v1.0.0', true],
  ]);
});

test('a deployment without its release, or with another digest, is a warning', () => {
  const deployments = new Map([
    ['production/a', deployment('a', '1.0.0', digestOf('other'))],
    ['production/b', deployment('b', '1.0.0')],
  ]);
  expect(registryState([release('a', '1.0.0')], deployments).warnings.map((fault) => fault.message)).toEqual([
    'environments/production/a.yaml asks for 1.0.0 with another digest than its release has',
    'environments/production/b.yaml asks for 1.0.0, which no release tag here names',
  ]);
});

test('a second tag for a version does not replace the release', () => {
  const copy = { ...release('a', '1.0.0', digestOf('evil')), name: 'a@v1.0.0#7' };
  const state = registryState(
    [copy, release('a', '1.0.0'), copy],
    new Map([['production/a', deployment('a', '1.0.0')]]),
  );
  expect(state.models.get('a')?.live.get('production')?.released?.tag.name).toBe('a@v1.0.0');
  expect(state.warnings.map((fault) => fault.rule)).toEqual(['registry.tag', 'registry.tag']);
});

test('10,000 tags take well under a second, and twice as many about twice as long', () => {
  const make = (n: number) => Array.from({ length: n }, (_, i) => release(`m${i % 50}`, `1.${Math.floor(i / 50)}.0`));
  const measure = (tags: readonly TagRecord[]): number => {
    const start = performance.now();
    expect(registryState(tags, new Map()).models.size).toBe(50);
    return performance.now() - start;
  };
  expect(measure(make(10_000))).toBeLessThan(700);
});
