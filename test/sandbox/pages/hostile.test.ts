import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addApp, asApp, commitFile, makeWorld, type TestWorld } from '../world.ts';
import { open } from './lending.ts';
import { logIn } from './surfer.ts';

/** Breaks out of text, attributes, titles, styles and comments, if anything lets it. */
const evil = `"'></title></style></textarea>--><script>alert(1)</script><img src=x onerror=alert(1)><x-evil>`;
const link = 'javascript:alert(1)';
/** git allows that in a branch's name. */
const branch = `"><img/src=x/onerror=alert(1)><x-evil>`;

describe('what people write', () => {
  let world: TestWorld;
  const paths: string[] = [];
  beforeAll(async () => {
    world = await makeWorld();
    const { where, sandbox, repository } = world;
    repository.description = evil;
    const writer = world.as(world.writer);
    const { octokit: bot } = await asApp(sandbox, addApp(world, 'aval'), where);
    const path = `${branch}/x.txt`;
    const headSha = await commitFile(writer, where, branch, path, `${evil}\n`);
    await commitFile(writer, where, branch, `${branch}/README.md`, evil);
    const { data: branchTip } = await writer.rest.git.getRef({ ...where, ref: `heads/${branch}` });
    const head_sha = branchTip.object.sha;
    const { data: issue } = await writer.rest.issues.create({ ...where, title: evil, body: evil });
    const { data: pull } = await writer.rest.pulls.create({
      ...where,
      title: evil,
      head: branch,
      base: 'main',
      body: evil,
    });
    await writer.rest.issues.createLabel({ ...where, name: '"><x-evil>', color: 'ff0000', description: evil });
    await writer.rest.issues.addLabels({ ...where, issue_number: pull.number, labels: ['"><x-evil>'] });
    await writer.rest.issues.createComment({ ...where, issue_number: pull.number, body: `${evil}\n\n[x](${link})` });
    await world
      .as(world.reader)
      .rest.pulls.createReview({ ...where, pull_number: pull.number, event: 'COMMENT', body: evil });
    const annotations = [
      { path: evil, start_line: 1, end_line: 1, annotation_level: 'failure' as const, message: evil, title: evil },
    ];
    const output = { title: evil, summary: evil, text: evil, annotations };
    const actions = [{ label: '<x-evil>', description: '"><x-evil>', identifier: 'x' }];
    const { data: check } = await bot.rest.checks.create({
      ...where,
      name: evil,
      head_sha,
      status: 'completed',
      conclusion: 'failure',
      details_url: link,
      output,
      actions,
    });
    await bot.rest.repos.createCommitStatus({
      ...where,
      sha: head_sha,
      state: 'failure',
      context: evil,
      description: evil,
      target_url: link,
    });
    const { data: release } = await bot.rest.repos.createRelease({
      ...where,
      tag_name: '"><x-evil>',
      name: evil,
      body: evil,
    });
    await bot.rest.repos.uploadReleaseAsset({
      ...where,
      release_id: release.id,
      name: '"><x-evil>',
      label: evil,
      data: 'x',
      baseUrl: `${sandbox.url}/api/uploads`,
    });
    const { data: deployment } = await bot.rest.repos.createDeployment({
      ...where,
      ref: 'main',
      environment: evil,
      description: evil,
      task: evil,
      auto_merge: false,
      required_contexts: [],
    });
    if (!('id' in deployment)) throw new Error('there is no deployment');
    await bot.rest.repos.createDeploymentStatus({
      ...where,
      deployment_id: deployment.id,
      state: 'success',
      description: evil,
      environment_url: link,
      log_url: link,
    });
    const texts = { name: evil, path: '"><x-evil>', event: evil, headBranch: branch, displayTitle: evil };
    const run = sandbox.actions.createRun({
      ...texts,
      repository: 'olivia/credit',
      headSha,
      headRepository: 'olivia/credit',
      actor: 'walter',
      attempt: 1,
      pullRequests: [pull.number],
    });
    const steps = [{ name: evil, status: 'completed', conclusion: evil, number: 1 }];
    sandbox.actions.upsertJob(run.id, {
      name: evil,
      status: 'completed',
      conclusion: 'failure',
      startedAt: evil,
      steps,
      log: evil,
    });
    sandbox.actions.addArtifact(run.id, {
      name: evil,
      bytes: Buffer.from('x'),
      type: evil,
      expiresAt: '2999-01-01T00:00:00Z',
    });
    sandbox.hub.notes.of = () => [
      { job: evil, summary: evil, annotations: [{ level: 'error', message: evil, title: evil, file: evil, line: 1 }] },
    ];
    await sandbox.idle();
    const job = [...repository.jobs.keys()][0];
    const ref = encodeURIComponent(branch);
    const pages = [
      '',
      '/pulls',
      '/issues',
      '/branches',
      '/tags',
      '/releases',
      '/deployments',
      '/deployments/activity_log',
      '/actions',
    ];
    const deeper = [
      `/pull/${pull.number}`,
      `/pull/${pull.number}/commits`,
      `/pull/${pull.number}/checks`,
      `/pull/${pull.number}/files`,
    ];
    const others = [
      `/issues/${issue.number}`,
      `/runs/${check.id}`,
      `/actions/runs/${run.id}`,
      `/actions/runs/${run.id}/job/${job}`,
      `/commit/${headSha}`,
    ];
    const code = [
      `/tree/${ref}`,
      `/tree/${ref}/${ref}`,
      `/blob/${ref}/${ref}/x.txt`,
      `/blob/${ref}/${ref}/README.md`,
      `/compare/main...${ref}`,
    ];
    const asked = [
      `/deployments/activity_log?environments_filter=${encodeURIComponent(evil)}`,
      `/pulls?state=${encodeURIComponent(evil)}`,
      `/releases/tag/${encodeURIComponent('"><x-evil>')}`,
    ];
    paths.push(
      '/',
      '/olivia',
      ...[...pages, ...deeper, ...others, ...code, ...asked].map((page) => `/olivia/credit${page}`),
    );
  });
  afterAll(() => world.end());

  /** What in a page was made by someone who wrote into it. The sandbox's own text areas name themselves. */
  function faultsOf(text: string): string[] {
    const own = text.replaceAll(/<textarea id="(comment|review)" [^<>]*>[^<>]*<\/textarea>/g, '');
    const tags = own.match(/<[a-z!/](?:"[^"]*"|'[^']*'|[^'">])*>/gi) ?? [];
    const bad = tags.filter(
      (tag) =>
        /^<\/?(script|x-evil|style|textarea)/i.test(tag) ||
        /^<\w+(?:\s+[\w-]+(?:=(?:"[^"]*"|'[^']*'|[^\s"'>]*))?)*?\s+on\w+=/i.test(tag) ||
        /(href|src|action)\s*=\s*["']?\s*javascript:/i.test(tag),
    );
    return (text.match(/<\/title>/g) ?? []).length === 1 ? bad : [...bad, 'a second title'];
  }

  it.each(['', 'olivia'])('is never markup, on no page (for %j)', async (login) => {
    const surfer = login === '' ? undefined : await logIn(world, login);
    const wrong: string[] = [];
    let written = 0;
    for (const path of paths) {
      const { status, text } = await (surfer?.open(path) ?? open(world, path));
      if (status !== 200) wrong.push(`${path} answers ${status}`);
      wrong.push(...faultsOf(text).map((fault) => `${path} has ${fault}`));
      if (text.includes('&lt;x-evil&gt;')) written++;
    }
    expect(wrong).toEqual([]);
    expect(written).toBeGreaterThan(20); // shown as the text that it is
  });

  it('is never markup where a form is shown again', async () => {
    const walter = await logIn(world, 'walter');
    const page = paths.find((path) => /\/pull\/\d+$/.test(path)) ?? '';
    const long = evil.repeat(1000);
    const fields = [
      { at: `${page}/comment`, send: { body: long } },
      { at: `${page}/review`, send: { event: 'APPROVE', body: evil } },
      { at: `${page}/review`, send: { event: evil, body: evil, head: evil } },
      { at: `${page}/merge`, send: { method: evil, title: evil, head: evil } },
      { at: '/olivia/credit/actions/run', send: { workflow: evil, ref: evil } },
      { at: '/session', send: { login: evil, return_to: evil } },
    ];
    for (const { at, send } of fields) {
      const { status, text } = await walter.post(at, send, { token: await walter.token() });
      expect([at, status >= 400, faultsOf(text)]).toEqual([at, true, []]);
    }
    expect(faultsOf((await walter.open(`/login?return_to=${encodeURIComponent(`/${evil}`)}`)).text)).toEqual([]);
  });

  it('is not followed where a page does not exist', async () => {
    const { status, text } = await open(world, `/olivia/credit/${encodeURIComponent(evil)}`);
    expect([status, faultsOf(text), text.slice(text.indexOf('<main>')).includes('x-evil')]).toEqual([404, [], false]);
  });
});
