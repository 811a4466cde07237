import { describe, expect, it } from 'vitest';
import { serveGit } from './git-server.ts';
import { git, indent, Stage, steps } from './stage.ts';

const CHECKOUT = (keys = '') =>
  `- id: checkout\n  uses: actions/checkout@v5\n${keys && `  with:\n${indent(keys, 4)}\n`}`;

describe.concurrent('actions/checkout', () => {
  it("checks out the event's own commit on its branch, one commit deep", async () => {
    await using stage = new Stage({
      ...steps(`${CHECKOUT()}- run: git rev-list --count HEAD; git rev-parse HEAD; git branch --show-current; cat a
- run: echo \${{ steps.checkout.outputs.commit }} \${{ steps.checkout.outputs.ref }}
`),
      a: 'one\n',
    });
    const sha = stage.commit({ a: 'two\n' });
    const handled = stage.runner.handle(stage.event());
    await handled;
    stage.commit({ a: 'three\n' });
    await stage.runner.idle();
    expect(stage.output('build').slice(2)).toEqual(['1', sha, 'main', 'two', `${sha} refs/heads/main`]);
  });

  it('has all branches and tags at depth 0, and the merge commit of a pull request', async () => {
    const text = Object.values(
      steps(`${CHECKOUT('fetch-depth: 0')}- run: git rev-parse HEAD; git branch -r | sort; git tag; git status -sb
`),
    )[0];
    await using stage = new Stage({
      '.github/workflows/main.yml': (text ?? '').replace('on: push', 'on: pull_request'),
    });
    const head = stage.commit({ b: 'b' }, 'topic');
    stage.git('tag', 'v1');
    stage.git('update-ref', 'refs/pull/7/merge', head);
    const base = { ref: 'main', sha: stage.sha('main') };
    await stage.play({
      eventName: 'pull_request',
      ref: 'refs/pull/7/merge',
      sha: head,
      payload: { action: 'opened', pull_request: { number: 7, head: { sha: head }, base } },
    });
    expect(
      stage
        .output('build')
        .slice(2)
        .map((line) => line.trim()),
    ).toEqual([head, 'origin/main', 'origin/topic', 'pull/7/merge', 'v1', '## HEAD (no branch)']);
  });

  it('takes a branch, a tag, a commit, a path and another repository', async () => {
    await using stage = new Stage({ a: 'main' });
    const topic = stage.commit({ a: 'topic' }, 'topic');
    stage.git('tag', 'v1', topic);
    stage.git('init', '--quiet', '--bare', stage.cloneUrl('acme/other'));
    stage.git('push', '--quiet', stage.cloneUrl('acme/other'), `${topic}:refs/heads/main`);
    stage.git('--git-dir', stage.cloneUrl('acme/other'), 'symbolic-ref', 'HEAD', 'refs/heads/main');
    const cases = ['ref: topic', 'ref: v1', `ref: ${topic}`, 'ref: refs/heads/topic', 'repository: acme/other'];
    stage.commit(
      steps(
        `${cases.map((keys, index) => CHECKOUT(`${keys}\npath: p${index}`).replace('checkout', `c${index}`)).join('')}- run: echo $(for f in p*/a; do cat $f; echo; done)\n- run: git -C p0 branch --show-current\n`,
      ),
    );
    await stage.play();
    expect(stage.output('build').slice(-2)).toEqual(['topic topic topic topic topic', 'topic']);
  });

  it('keeps the token for later steps unless told not to', async () => {
    const look = 'git config --get-regexp extraheader';
    await using stage = new Stage(
      steps(`${CHECKOUT('path: kept')}${CHECKOUT('path: bare\npersist-credentials: false').replace('id: checkout', 'id: second')}- run: cd kept; ${look}
- run: cd bare; ${look} || echo none
`),
    );
    await stage.play();
    expect(stage.output('build')).toContain('http.http://github.localhost:9/.extraheader AUTHORIZATION: basic ***');
    expect(stage.output('build').at(-1)).toBe('none');
    expect(stage.job('build').steps.at(-2)).toMatchObject({
      name: 'Post Run actions/checkout@v5',
      conclusion: 'success',
    });
  });

  it('fails where there is nothing to check out', async () => {
    await using stage = new Stage(steps(CHECKOUT('ref: nowhere')));
    await stage.play();
    expect(stage.output('build').at(-1)).toBe("##[error]A branch or tag with the name 'nowhere' could not be found");
    expect(stage.conclusion()).toBe('failure');
  });

  it('pushes back to the repository that GITHUB_SERVER_URL names', async () => {
    await using stage = new Stage(
      steps(`${CHECKOUT()}- run: |
    git config user.name bot; git config user.email bot@example.org
    git commit --quiet --allow-empty -m bot && git push --quiet origin HEAD:refs/heads/bot
    git clone --quiet "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY" ../clone && git -C ../clone log -1 --format=%s origin/bot
`),
    );
    await stage.play();
    expect(stage.output('build').at(-1)).toBe('bot');
    expect(stage.git('log', '-1', '--format=%s', 'bot')).toBe('bot');
  });

  it('shows its token to a server that asks for one, and lets later steps push with it', async () => {
    const text = `${CHECKOUT()}- run: git push --quiet origin HEAD:refs/heads/pushed\n`;
    await using stage = new Stage(steps(text));
    const basic = Buffer.from('x-access-token:ghs_token_of_job_1').toString('base64');
    await using server = await serveGit(`${stage.folder}/git`, `basic ${basic}`);
    const folder = stage.cloneUrl.bind(stage);
    stage.cloneUrl = (repository) => `${server.url}/${repository}`;
    await stage.play({
      sha: git(folder(stage.repository), 'rev-parse', 'main'),
      files: folder.bind(stage, stage.repository),
    });
    expect(stage.conclusion()).toBe('success');
    expect(git(folder(stage.repository), 'branch', '--list', 'pushed').trim()).toBe('pushed');
  });
});
