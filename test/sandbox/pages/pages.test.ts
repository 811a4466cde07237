import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Lending, makeLending, open } from './lending.ts';

describe('the pages of a repository', () => {
  let lending: Lending;
  beforeAll(async () => {
    lending = await makeLending();
  });
  afterAll(async () => {
    expect(lending.sandbox.violations).toEqual([]);
    await lending.end();
  });
  const shown = async (path: string): Promise<string> => {
    const { status, text } = await open(lending, path);
    expect(status).toBe(200);
    return text;
  };
  const inLending = (path: string): Promise<string> => shown(`/olivia/lending${path}`);

  it('start with the repositories and their owners', async () => {
    expect(await shown('/')).toContain('<a class="title" href="/olivia/lending">olivia/lending</a>');
    expect(await shown('/olivia')).toContain('href="/olivia/credit"');
    expect(await shown('/apps/aval')).toContain('checks: write');
    const { avatar_url } = (await lending.olivia.rest.users.getByUsername({ username: 'rita' })).data;
    const picture = await open(lending, new URL(avatar_url).pathname);
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
  });

  it('show files, the README, and what is open', async () => {
    const text = await inLending('');
    expect(text).toContain('<h1>lending</h1>');
    expect(text).toContain('<a href="/olivia/lending/blob/main/docs/work.md">how we work</a>');
    expect(text).toContain('<img src="/olivia/lending/raw/main/docs/chart.svg" alt="a chart">');
    expect(text).toContain('Open pull requests');
    expect(text).toContain(`href="/olivia/lending/pull/${lending.pull.number}"`);
    expect(text).toMatch(/1 tag<\/a>/);
    expect(text).toMatch(/2 releases<\/a>/);
  });

  it('show a pull request’s state, branches, conversation and checks in the order of time', async () => {
    const text = await shown(new URL(lending.pull.html_url).pathname);
    expect(text).toMatch(/bg-success">.*Open<\/span>/);
    expect(text).toContain('wants to merge 1 commit into <a class="ref" href="/olivia/lending/tree/main">main</a>');
    const order = [
      'Closes <a',
      'promote. Young applicants',
      'requested changes at',
      'Not <em>like this</em>',
      'id="checks"',
    ];
    const places = order.map((part) => text.indexOf(part));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(text).toContain('<a href="/rita">@rita</a>');
    expect(text).toContain(`<a href="/olivia/lending/commit/${lending.headSha}"><code>`);
    expect(text).toContain('👀 1');
    const checks = text.slice(text.indexOf('id="checks"'));
    expect(checks).toMatch(
      /aval\/gate<\/strong> <span class="muted">Don&#39;t promote<\/span> <span class="tag">Required/,
    );
    expect(checks).toMatch(/<td align="right">0.66<\/td>/);
    expect(checks).toMatch(/<strong>gate<\/strong> <span class="muted">success .*<\/span> <\/span>/);
    expect(checks).toContain('Expected: waiting for it to be reported');
    expect(checks).toContain('Required status check &quot;audit&quot; is expected.');
  });

  it('show what a pull request changes, line by line', async () => {
    const text = await inLending(`/pull/${lending.pull.number}/files`);
    expect(text).toContain(
      '<tr class="removed"><td class="number">2</td><td class="number"></td><td class="code">-features: [',
    );
    expect(text).toContain('<td class="code">+features: [applicant:duration, applicant:amount, applicant:age]</td>');
    expect(await inLending(`/pull/${lending.pull.number}/commits`)).toContain('change models/credit-risk/model.yaml');
    expect(await inLending(`/pull/${lending.pull.number}/checks`)).toContain('<strong>aval/gate</strong>');
  });

  it('list pull requests and issues, and lead from one’s number to the other', async () => {
    expect(await inLending('/pulls')).toContain('>Add age</a>');
    expect(await inLending('/pulls?state=closed')).toContain('Nothing here.');
    const issues = await inLending('/issues');
    expect(issues).toContain('>Age is missing</a>');
    expect(issues).not.toContain('>Add age</a>');
    expect(await inLending(`/issues/${lending.issue.number}`)).toContain('Why no <code>age</code>?');
    const led = await open(lending, `/olivia/lending/issues/${lending.pull.number}`);
    expect([led.status, led.headers.get('location')]).toEqual([302, `/olivia/lending/pull/${lending.pull.number}`]);
  });

  it('show releases with notes, assets and marks', async () => {
    const { data } = await lending.bot.rest.repos.getReleaseByTag({ ...lending.where, tag: 'credit-risk@v1.2.0' });
    const text = await shown(new URL(data.html_url).pathname);
    expect(text).toContain('<strong>credit-risk 1.2.0</strong> · minor: <code>train.parameters</code>');
    expect(text).toContain('<a href="/rita">@rita</a> and @nobody.');
    expect(text).toContain('>model.onnx</a>');
    expect(text).toContain('138.7 KB');
    expect(text).toMatch(/Latest<\/span>.*Immutable<\/span>/s);
    expect(text).not.toContain('Draft');
    const mainOf = (page: string): string => page.slice(page.indexOf('<main>'));
    expect(mainOf(await inLending('/releases/tag/credit-risk@v1.2.0'))).toBe(mainOf(text));
    expect((await open(lending, '/olivia/lending/releases/latest')).headers.get('location')).toBe(
      new URL(data.html_url).pathname,
    );
    expect(await inLending('/releases')).toMatch(/Draft<\/span>.*Pre-release<\/span>.*Immutable<\/span>/s);
    expect(await shown(new URL(lending.next.html_url).pathname)).toContain('credit-risk@v1.3.0-rc.1');
    const link = /href="([^"]*\/releases\/download\/[^"]*)"/.exec(text)?.[1] ?? '';
    expect((await (await fetch(`${lending.sandbox.url}${link}`)).arrayBuffer()).byteLength).toBe(142_000);
  });

  it('show what is deployed where', async () => {
    const text = await inLending('/deployments');
    expect(text).toMatch(/production<\/a>.*Nothing was deployed yet/s);
    expect(text).toMatch(
      /staging<\/a>.*<strong>staging<\/strong> <span class="tag">Active<\/span>.*credit-risk 1.2.0 serves/s,
    );
    const { data } = await lending.olivia.rest.repos.getEnvironment({
      ...lending.where,
      environment_name: 'production',
    });
    const { pathname, search } = new URL(data.html_url);
    expect(await shown(`${pathname}${search}`)).toContain('Deployments to production');
  });

  it('show a workflow’s run with jobs, steps, annotations and summaries', async () => {
    const text = await inLending(`/actions/runs/${lending.run.id}`);
    expect(text).toContain('Look at the data</li>');
    expect(text).toContain('<strong>Few rows</strong><br><a href="/olivia/lending/blob/');
    expect(text).toContain('33 young applicants');
    expect(text).toMatch(/<h3>Frame<\/h3>\n<table>/);
    expect(await inLending('/actions')).toContain('look at ');
    const job = [...lending.repository.jobs.values()][0];
    expect(await inLending(`/actions/runs/${lending.run.id}/job/${job?.id}`)).toMatch(/<pre class="log">.*judged/s);
    const led = await open(lending, `/olivia/lending/runs/${job?.id}`);
    expect(led.headers.get('location')).toBe(`/olivia/lending/actions/runs/${lending.run.id}/job/${job?.id}`);
  });

  it('open an artifact that is not zipped, as a page that knows nothing of the one who reads it', async () => {
    const { run, sandbox } = lending;
    const add = (name: string, type: string) =>
      sandbox.actions.addArtifact(run.id, {
        name,
        bytes: Buffer.from('<p>hi'),
        type,
        expiresAt: '2999-01-01T00:00:00Z',
      });
    const [page, zip] = [add('report.html', 'text/html'), add('evidence', 'application/zip')];
    const text = await inLending(`/actions/runs/${run.id}`);
    expect(text).toContain(`<a href="/olivia/lending/actions/runs/${run.id}/artifacts/${page}">report.html</a>`);
    const shown = await open(lending, `/olivia/lending/actions/runs/${run.id}/artifacts/${page}`);
    expect([shown.text, shown.headers.get('content-type')]).toEqual(['<p>hi', 'text/html']);
    expect(shown.headers.get('content-security-policy')).toMatch(/^sandbox /);
    const saved = await open(lending, `/olivia/lending/actions/runs/${run.id}/artifacts/${zip}`);
    expect(saved.headers.get('content-disposition')).toBe('attachment; filename="evidence.zip"');
    expect((await open(lending, `/olivia/lending/actions/runs/${run.id}/artifacts/999`)).status).toBe(404);
  });

  it('show a check run with its annotations', async () => {
    const text = await shown(new URL(lending.check.html_url ?? '').pathname);
    expect(text).toContain('<h2>Don&#39;t promote</h2>');
    expect(text).toContain(`/blob/${lending.headSha}/models/credit-risk/model.yaml#L2"`);
    expect(text).toContain('wider gap');
  });

  it('show code at any ref', async () => {
    expect(await inLending('/tree/age/models')).toContain('href="/olivia/lending/tree/age/models/credit-risk"');
    expect(await inLending('/blob/age/models/credit-risk/model.yaml')).toContain('<tr id="L2">');
    expect(await inLending('/blob/main/docs/work.md')).toContain('<h1>How we work</h1>');
    expect(await inLending('/blob/main/docs/work.md?plain=1')).toContain('# How we work</td>');
    expect(await inLending('/tree/credit-risk%40v1.2.0')).toContain('README.md');
    expect(await inLending(`/commit/${lending.headSha}`)).toContain('change models/credit-risk/model.yaml');
    expect(await inLending('/compare/main...age')).toContain('applicant:age');
    expect(await inLending('/branches')).toContain('>age</a>');
    expect(await inLending('/tags')).toContain('/releases/tag/credit-risk%40v1.2.0">Release</a>');
    const raw = await open(lending, '/olivia/lending/raw/main/README.md');
    expect(raw.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(raw.headers.get('content-security-policy')).toContain('sandbox');
  });

  it.each([
    '/nobody',
    '/olivia/nothing',
    '/olivia/lending/nothing',
    '/olivia/lending/pull/99',
    '/olivia/lending/pull/99/files',
    '/olivia/lending/issues/x',
    '/olivia/lending/releases/tag/v0',
    '/olivia/lending/actions/runs/1',
    '/olivia/lending/runs/1',
    '/olivia/lending/blob/main/nothing.md',
    '/olivia/lending/blob/main/docs',
    '/olivia/lending/commit/ffffffffffffffffffffffffffffffffffffffff',
    '/apps/nothing',
    '/avatars/1',
  ])('say 404 at %s', async (path) => {
    const { status, text } = await open(lending, path);
    expect(status).toBe(404);
    expect(text).toContain('There is no such page here.');
  });
});
