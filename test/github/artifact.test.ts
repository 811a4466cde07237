import { strToU8, type Zippable, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { artifactOf, unpack } from '../../src/github/artifact.ts';
import { type Installed, makeInstalled } from './installed.ts';

const refused = { class: 'evidence', faults: [{ rule: 'artifact.form' }] };
const caught = (archive: Uint8Array, folder?: string): unknown => {
  try {
    return unpack(archive, folder);
  } catch (error) {
    return error;
  }
};

/** Archives whose names are changed after packing, to the same length. */
function renamed(files: Zippable, from: string, to: string): Uint8Array {
  const text = Buffer.from(zipSync(files)).toString('latin1');
  return Buffer.from(text.replaceAll(from, to), 'latin1');
}

/** The size that the directory at the end says of the first file, changed. */
function lying(files: Zippable, size: number): Uint8Array {
  const bytes = Buffer.from(zipSync(files));
  bytes.writeUInt32LE(size, bytes.indexOf(Buffer.from('PK\u0001\u0002', 'latin1')) + 24);
  return bytes;
}

describe('an archive', () => {
  it('is unpacked to its files', () => {
    const files = unpack(zipSync({ 'answer.json': strToU8('{}'), 'model.trees.json': strToU8('[]') }));
    expect([...files].map(([name, bytes]) => [name, Buffer.from(bytes).toString()])).toEqual([
      ['answer.json', '{}'],
      ['model.trees.json', '[]'],
    ]);
    expect(unpack(zipSync({})).size).toBe(0);
  });

  it.each([
    '../evil.json',
    '/etc/passwd',
    'a/b.json',
    'folder/',
    '.hidden',
    '..',
    'a\\b.json',
    'C:evil.json',
    'a\nb.json',
    'é.json',
    '-rf',
    `${'x'.repeat(201)}`,
  ])('with the name %j is refused', (name) => {
    expect(caught(zipSync({ [name]: strToU8('x') }))).toMatchObject(refused);
  });

  it('may hold everything in one folder, whose name is known', () => {
    const archive = zipSync({ 'churn/manifest.json': strToU8('{}'), 'churn/model.onnx': strToU8('x') });
    expect([...unpack(archive, 'churn').keys()]).toEqual(['manifest.json', 'model.onnx']);
    expect(caught(archive)).toMatchObject(refused);
  });

  it.each([
    'manifest.json',
    'churn',
    'churn/',
    'churn//a.json',
    'churn/../a.json',
    'churn/b/a.json',
    'churn/.hidden',
    'churns/a.json',
    'Churn/a.json',
    '/churn/a.json',
    './churn/a.json',
    `churn/${'x'.repeat(201)}`,
  ])('whose folder is known, with the name %j, is refused', (name) => {
    const archive = zipSync({ 'churn/manifest.json': strToU8('{}'), [name]: strToU8('x') });
    expect(caught(archive, 'churn')).toMatchObject(refused);
  });

  it('with a name that means something to JavaScript is refused', () => {
    expect(caught(renamed({ 'pack.json': strToU8('{}') }, 'pack.json', '__proto__'))).toMatchObject(refused);
  });

  it('with a name twice is refused', () => {
    const archive = renamed(
      { 'answer.json': strToU8('{}'), 'answer.jsom': strToU8('[]') },
      'answer.jsom',
      'answer.json',
    );
    expect(caught(archive)).toMatchObject({ message: expect.stringContaining('answer.json twice') });
  });

  it('with too many entries is refused', () => {
    const files = Object.fromEntries(Array.from({ length: 1101 }, (_, i) => [`f${i}`, new Uint8Array()]));
    expect(caught(zipSync(files, { level: 0 }))).toMatchObject(refused);
  });

  it('that says it is huge is refused before anything is unpacked', () => {
    const before = process.memoryUsage().arrayBuffers;
    expect(caught(lying({ 'answer.json': strToU8('{}') }, 3_000_000_000))).toMatchObject(refused);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100 * 1024 * 1024);
  });

  it('that says it is small never gives more than it said', () => {
    const bomb = lying({ 'answer.json': new Uint8Array(50 * 1024 * 1024) }, 10);
    const result = caught(bomb);
    if (result instanceof Map) expect(result.get('answer.json')).toHaveLength(10);
    else expect(result).toMatchObject(refused);
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['no archive', strToU8('<html>502</html>')],
    ['half of one', zipSync({ 'answer.json': strToU8('{}'.repeat(500)) }).subarray(0, 60)],
    ['another compression', packedBy(99)],
  ])('that is %s is refused', (_, archive) => {
    expect(caught(archive)).toMatchObject(refused);
  });

  it('whose bytes were damaged is refused or gives bytes, and throws nothing of the library', () => {
    const sound = zipSync({ 'answer.json': strToU8('{"a":1}'.repeat(100)), 'b.json': strToU8('x') });
    for (let at = 0; at < sound.length; at++) {
      const damaged = Uint8Array.from(sound);
      damaged[at] = (damaged[at] ?? 0) ^ 0x5a;
      const result = caught(damaged);
      if (!(result instanceof Map)) expect(result).toMatchObject({ class: 'evidence' });
    }
  });
});

function packedBy(method: number): Uint8Array {
  const bytes = Buffer.from(zipSync({ 'answer.json': strToU8('{}'.repeat(50)) }));
  bytes.writeUInt16LE(method, bytes.indexOf(Buffer.from('PK\u0001\u0002', 'latin1')) + 10);
  return bytes;
}

describe('the artifact of a run', () => {
  let world: Installed;
  let run: number;
  beforeAll(async () => {
    world = await makeInstalled();
    const { id } = world.sandbox.actions.createRun({
      repository: 'olivia/credit',
      name: 'aval',
      path: '.github/workflows/aval-holdout.yaml',
      event: 'repository_dispatch',
      headSha: (await world.client.rest.git.getRef({ ...world.where, ref: 'heads/main' })).data.object.sha,
      headBranch: 'main',
      headRepository: 'olivia/credit',
      actor: 'aval[bot]',
      attempt: 1,
      pullRequests: [],
      displayTitle: 'aval-1',
    });
    run = id;
  });
  afterAll(async () => {
    expect(world.sandbox.violations).toEqual([]);
    await world.end();
  });
  const add = (name: string, expiresAt: string, text = '{}'): void => {
    world.sandbox.actions.addArtifact(run, { name, bytes: zipSync({ 'answer.json': strToU8(text) }), expiresAt });
  };
  const far = '2100-01-01T00:00:00Z';

  it('is found by its whole name, and is nothing where there is none', async () => {
    add('aval-1', far);
    add('aval-12', far, '[]');
    expect((await artifactOf(world.repository, run, 'aval-1'))?.get('answer.json')).toEqual(strToU8('{}'));
    expect(await artifactOf(world.repository, run, 'aval-')).toBeUndefined();
  });

  it('that expired is nothing', async () => {
    add('old', '2020-01-01T00:00:00Z');
    expect(await artifactOf(world.repository, run, 'old')).toBeUndefined();
  });

  it('that GitHub does not give is an error, not nothing', async () => {
    world.sandbox.faults.add({ operation: 'actions/list-workflow-run-artifacts', kind: 'refuse', status: 500 });
    await expect(artifactOf(world.repository, run, 'aval-1')).rejects.toMatchObject({ status: 500 });
  });
});
