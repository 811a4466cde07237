import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { RuntimeSigner } from '../../../sandbox/runner/artifact/runtime-token.ts';
import { ArtifactStore } from '../../../sandbox/runner/artifact/store.ts';
import { Stage, steps, workflow } from './stage.ts';

const UPLOAD = (keys: string) => `- uses: actions/upload-artifact@v6\n  with: { ${keys} }\n`;
const DOWNLOAD = (keys: string) => `- uses: actions/download-artifact@v7\n  with: { ${keys} }\n`;
const HOUR = 3_600_000;

describe.concurrent('artifacts', () => {
  it('pass from job to job, and to the host as a zip with 90 days to live', async () => {
    const now = new Date('2030-01-01T00:00:00Z');
    const text = `make:
  runs-on: ubuntu-latest
  outputs: { id: "\${{ steps.up.outputs.artifact-id }}", digest: "\${{ steps.up.outputs.artifact-digest }}" }
  steps:
    - run: mkdir -p out/deep; head -c 300000 /dev/urandom > out/deep/big; echo hi > out/small; echo no > out/.hidden; sha256sum out/deep/big
    - { id: up, uses: actions/upload-artifact@v6, with: { name: package, path: out } }
take:
  needs: make
  runs-on: ubuntu-latest
  steps:
    - { uses: actions/download-artifact@v7, with: { name: package, path: in } }
    - run: cd in && sha256sum deep/big && cat small && ls -A && echo \${{ needs.make.outputs.id }}
`;
    await using stage = new Stage(workflow(text), { clock: { now: () => now } });
    await stage.play();
    expect(stage.conclusion()).toBe('success');
    const big = stage.output('make')[0]?.split(' ')[0];
    expect(stage.output('take').slice(-5)).toEqual([`${big}  deep/big`, 'hi', 'deep', 'small', '1']);
    const [artifact] = stage.artifacts;
    expect(artifact).toMatchObject({ name: 'package', runId: 1, expiresAt: '2030-04-01T00:00:00.000Z' });
    expect(
      Buffer.from(artifact?.bytes ?? [])
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
  });

  it('have patterns, folders by name, exclusions and a retention of their own', async () => {
    await using stage = new Stage(
      steps(`- run: mkdir a; touch a/x.json a/y.txt a/z.json
${UPLOAD('name: one, path: "a/*.json\\n!a/z.json", retention-days: 5')}${UPLOAD('name: two, path: a/y.txt')}${UPLOAD('name: other, path: a')}${DOWNLOAD('path: all, pattern: "*o*"')}- run: cd all; find . -type f | sort
`),
    );
    await stage.play();
    expect(stage.output('build').slice(-5)).toEqual([
      './one/x.json',
      './other/x.json',
      './other/y.txt',
      './other/z.json',
      './two/y.txt',
    ]);
    const days = (Date.parse(stage.artifacts[0]?.expiresAt ?? '') - Date.now()) / 24 / HOUR;
    expect(Math.round(days)).toBe(5);
  });

  it('can be a single file that is not zipped, under its own name', async () => {
    await using stage = new Stage(
      steps(`- run: mkdir out; echo '<p>hi' > out/page.html
${UPLOAD('name: ignored, path: out/page.html, archive: false')}${UPLOAD('name: zipped, path: out')}${DOWNLOAD('path: all')}- run: cd all; find . -type f | sort
`),
    );
    await stage.play();
    expect(stage.output('build').slice(-2)).toEqual(['./page.html/page.html', './zipped/page.html']);
    expect(stage.artifacts.map(({ name, type }) => [name, type])).toEqual([
      ['page.html', 'text/html'],
      ['zipped', 'application/zip'],
    ]);
    expect(Buffer.from(stage.artifacts[0]?.bytes ?? []).toString()).toBe('<p>hi\n');
  });

  it('have unique names in a run, unless they are overwritten', async () => {
    await using stage = new Stage(
      steps(`- run: echo 1 > f
${UPLOAD('name: n, path: f')}- run: echo 2 > f
${UPLOAD('name: n, path: f').replace('- uses', '- continue-on-error: true\n  uses')}${UPLOAD('name: n, path: f, overwrite: true')}${DOWNLOAD('name: n, path: back')}- run: cat back/f
`),
    );
    await stage.play();
    expect(stage.job('build').log).toContain('an artifact with this name already exists on the workflow run');
    expect(stage.output('build').at(-1)).toBe('2');
    await stage.runner.rerun(1);
    await stage.runner.idle();
    expect(stage.conclusion()).toBe('success');
  });

  it.each([
    ['warn', 'success', '##[warning]No files were found'],
    ['ignore', 'success', 'No files were found'],
    ['error', 'failure', '##[error]No files were found'],
  ])('without files: %s', async (asked, conclusion, line) => {
    await using stage = new Stage(steps(UPLOAD(`path: nothing, if-no-files-found: ${asked}`)));
    await stage.play();
    expect(stage.conclusion()).toBe(conclusion);
    expect(stage.output('build')[0]).toContain(line);
    expect(stage.artifacts).toEqual([]);
  });

  it('that are not there fail the download', async () => {
    await using stage = new Stage(steps(DOWNLOAD('name: none')));
    await stage.play();
    expect(stage.job('build').log).toContain('Artifact not found for name: none');
    expect(stage.conclusion()).toBe('failure');
  });

  it('of another run come through the API, with a token', async () => {
    const seen: string[] = [];
    await using stage = new Stage(steps(`- run: echo other > f\n${UPLOAD('name: n, path: f')}`));
    await stage.play();
    const bytes = Buffer.from(stage.artifacts[0]?.bytes ?? []);
    const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
    const api = createServer((request, response) => {
      seen.push(`${request.url} ${request.headers.authorization ?? ''}`);
      if (request.url?.startsWith('/api/v3/repos/acme/models/actions/runs/1/artifacts')) {
        const artifacts = [{ id: 5, name: 'n', size_in_bytes: bytes.length, digest }];
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(JSON.stringify({ total_count: 1, artifacts }));
      } else if (request.url === '/api/v3/repos/acme/models/actions/artifacts/5/zip') {
        response.writeHead(302, { location: `http://${request.headers.host}/blob.zip` }).end();
      } else {
        response.writeHead(200, { 'content-type': 'application/zip' }).end(bytes);
      }
    });
    api.listen(0, '127.0.0.1');
    await once(api, 'listening');
    const address = api.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const text = `${DOWNLOAD(`name: n, run-id: 1, github-token: "\${{ github.token }}", path: in`)}- run: cat in/f\n`;
    await using reader = new Stage(steps(text), { apiUrl: `http://127.0.0.1:${port}/api/v3` });
    await reader.play();
    expect(reader.output('build').at(-1)).toBe('other');
    expect(seen[0]).toContain('token ghs_token_of_job_1');
    expect(seen.at(-1)).toBe('/blob.zip ');
    api.close();
  });
});

describe('the artifact store', () => {
  const owner = { runId: 1, attempt: 1, job: 'a-0' };
  const hash = `sha256:${createHash('sha256').update('bytes').digest('hex')}`;

  function open(now: () => Date) {
    const added: { expiresAt: string }[] = [];
    const host = { addArtifact: (_: number, artifact: { expiresAt: string }) => added.push(artifact) };
    const store = new ArtifactStore(host, now);
    const put = (name: string, expires?: Date) => {
      const upload = store.uploads.get(store.create(owner, name, expires, 'application/zip'));
      if (upload) upload.bytes = Buffer.from('bytes');
    };
    return { store, put, added };
  }

  it('checks size and digest', () => {
    const { store, put, added } = open(() => new Date());
    put('a');
    expect(() => store.finalize(owner, 'a', { size: 5, hash: `${hash.slice(0, -1)}x` })).toThrow(/^a: found 5 bytes/);
    put('a');
    expect(() => store.finalize(owner, 'a', { size: 6, hash })).toThrow(/expected 6 bytes/);
    expect(added).toEqual([]);
  });

  it('lets artifacts expire', () => {
    let now = new Date();
    const { store, put } = open(() => now);
    put('a', new Date(Date.now() + HOUR));
    store.finalize(owner, 'a', { size: 5, hash });
    expect(store.list(1).map((artifact) => artifact.name)).toEqual(['a']);
    now = new Date(now.getTime() + 2 * HOUR);
    expect(store.list(1)).toEqual([]);
    expect(() => store.find(1, 'a')).toThrow('artifact a was not found, or has expired');
  });

  it('knows whose token it is shown', () => {
    const signer = new RuntimeSigner();
    expect(signer.identify(signer.token(owner))).toEqual(owner);
    expect(signer.identify(new RuntimeSigner().token(owner))).toBeUndefined();
    expect(signer.identify('x.y.z')).toBeUndefined();
  });
});
