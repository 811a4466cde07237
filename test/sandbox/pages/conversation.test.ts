import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commitFile, makeWorld, type TestWorld } from '../world.ts';
import { logIn, type Surfer } from './surfer.ts';

describe('a conversation, by its page', () => {
  let world: TestWorld;
  let olivia: Surfer;
  let walter: Surfer;
  let rita: Surfer;
  const seen: string[] = [];
  beforeAll(async () => {
    world = await makeWorld();
    [olivia, walter, rita] = [await logIn(world, 'olivia'), await logIn(world, 'walter'), await logIn(world, 'rita')];
    await world.as(world.owner).rest.repos.createRepoRuleset({
      ...world.where,
      name: 'main',
      target: 'branch',
      enforcement: 'active',
      conditions: { ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] } },
      rules: [
        {
          type: 'pull_request',
          parameters: {
            dismiss_stale_reviews_on_push: true,
            require_code_owner_review: false,
            require_last_push_approval: false,
            required_approving_review_count: 1,
            required_review_thread_resolution: false,
          },
        },
      ],
    });
    world.sandbox.events.subscribe(({ name, action }) => seen.push(action === undefined ? name : `${name}.${action}`));
  });
  afterAll(async () => {
    expect(world.sandbox.violations).toEqual([]);
    await world.end();
  });
  async function pull(branch: string, draft = false): Promise<{ page: string; number: number; head: string }> {
    const head = await commitFile(world.as(world.writer), world.where, branch, `${branch}.txt`, 'x\n');
    const about = { ...world.where, title: branch, head: branch, base: 'main', draft };
    const { data } = await world.as(world.writer).rest.pulls.create(about);
    seen.length = 0;
    return { page: `/olivia/credit/pull/${data.number}`, number: data.number, head };
  }
  const needsOne = 'At least 1 approving review is required';

  it('takes a comment, and shows what it says as text', async () => {
    const { page, number } = await pull('talk');
    const body = '**bold** [x](javascript:alert(1)) <img src=x onerror=alert(1)>\n\n<script>alert(1)</script>';
    const sent = await rita.submit(page, `${page}/comment`, { body });
    const [comment] = [...world.repository.comments.values()].filter((one) => one.issue === number);
    expect(comment).toMatchObject({ body, user: world.reader });
    expect([sent.status, sent.location]).toEqual([303, `${page}#issuecomment-${comment?.id}`]);
    expect(seen).toEqual(['issue_comment.created']);
    const { text } = await rita.open(page);
    expect(text).toContain('<strong>bold</strong>');
    expect(text).not.toMatch(/<script|onerror|href="javascript/);
  });

  it('says why a comment was not taken, and keeps what was written', async () => {
    const { page } = await pull('blank');
    const blank = await rita.submit(page, `${page}/comment`, { body: ' ' });
    expect(blank.status).toBe(422);
    expect(blank.text).toMatch(/role="alert">.*Body cannot be blank/);
    const long = '</textarea><b>'.repeat(5000);
    const refused = await rita.submit(page, `${page}/comment`, { body: long });
    expect(refused.text).toMatch(/role="alert">.*body is too long \(maximum is 65536 characters\)/);
    expect(refused.text).toContain('&lt;/textarea&gt;&lt;b&gt;&lt;/textarea&gt;');
    expect(refused.text).not.toContain('<b>');
    expect(seen).toEqual([]);
  });

  it('closes and reopens an issue with its comment, for its author and for who may write', async () => {
    const { data } = await world.as(world.reader).rest.issues.create({ ...world.where, title: 'done?' });
    const page = `/olivia/credit/issues/${data.number}`;
    seen.length = 0;
    expect((await rita.submit(page, `${page}/comment`, { body: 'Done.', state: 'closed' })).status).toBe(303);
    expect((await walter.submit(page, `${page}/comment`, { body: '', state: 'open' })).location).toBe(page);
    expect(seen).toEqual(['issue_comment.created', 'issues.closed', 'issues.reopened']);
    const oscar = await logIn(world, 'oscar');
    expect((await oscar.open(page)).text).not.toContain('Close issue');
    const refused = await oscar.submit(page, `${page}/comment`, { state: 'closed' });
    expect(refused.status).toBe(403);
    expect(refused.text).toMatch(/role="alert">.*Must have push access to repository\./);
    expect((await rita.open('/olivia/credit/issues?state=open')).text).toContain('>done?</a>');
  });

  it('closes and reopens a pull request', async () => {
    const { page, number } = await pull('close');
    await walter.submit(page, `${page}/comment`, { state: 'closed' });
    expect(world.repository.pulls.get(number)?.state).toBe('closed');
    expect((await walter.open(page)).text).toContain('Reopen pull request');
    await walter.submit(page, `${page}/comment`, { state: 'open' });
    expect(seen).toEqual(['pull_request.closed', 'pull_request.reopened']);
  });

  it('lets an approval by someone with write access count', async () => {
    const { page, number, head } = await pull('good');
    expect((await olivia.open(page)).text).toContain(needsOne);
    const sent = await olivia.submit(page, `${page}/review`, { event: 'APPROVE', body: 'Well done.' });
    const review = [...world.repository.reviews.values()].at(-1);
    expect(review).toMatchObject({ pull: number, state: 'APPROVED', commitId: head, user: world.owner });
    expect(sent).toMatchObject({ status: 303, location: `${page}#pullrequestreview-${review?.id}` });
    expect(seen).toEqual(['pull_request_review.submitted']);
    const { text } = await olivia.open(page);
    expect(text).not.toContain(needsOne);
    expect(text).toContain('Ready to merge.');
  });

  it('says that a reader’s approval does not count', async () => {
    const { page } = await pull('nice');
    expect((await rita.open(page)).text).toContain('It does not count for the rules: you have no write access.');
    await rita.submit(page, `${page}/review`, { event: 'APPROVE' });
    const { text } = await rita.open(page);
    expect(text).toContain(needsOne);
    expect(text).toContain('does not count: no write access');
  });

  it('refuses the author’s own verdict, with the reason', async () => {
    const { page } = await pull('own');
    const { text } = await walter.open(page);
    expect(text).toMatch(/value="APPROVE" disabled>/);
    expect(text).toContain('Pull request authors can&#39;t approve their own pull request.');
    for (const [event, reason] of [
      ['APPROVE', 'Can not approve your own pull request'],
      ['REQUEST_CHANGES', 'Can not request changes on your own pull request'],
    ] as const) {
      const refused = await walter.submit(page, `${page}/review`, { event, body: 'fine' });
      expect(refused.status).toBe(422);
      expect(refused.text).toContain(reason);
      expect(refused.text).toMatch(/<details class="box" id="review-changes" open>.*>fine<\/textarea>/s);
    }
    expect(seen).toEqual([]);
  });

  it('blocks by requested changes, which want words', async () => {
    const { page } = await pull('bad');
    const empty = await olivia.submit(page, `${page}/review`, { event: 'REQUEST_CHANGES' });
    expect(empty.text).toContain('Say which changes you ask for.');
    await olivia.submit(page, `${page}/review`, { event: 'REQUEST_CHANGES', body: 'No.' });
    expect((await olivia.open(page)).text).toContain('<li>Changes were requested.</li>');
  });

  it('reviews the commit that the page showed, which may be an old one by then', async () => {
    const { page, head } = await pull('moves');
    const after = await commitFile(world.as(world.writer), world.where, 'moves', 'moves.txt', 'y\n');
    await olivia.submit(page, `${page}/review`, { event: 'APPROVE', head });
    expect([...world.repository.reviews.values()].at(-1)?.commitId).toBe(head);
    const { text } = await olivia.open(page);
    expect(text).toContain('lapsed: there are newer commits');
    expect(text).toContain(needsOne);
    const { data: main } = await world.as(world.writer).rest.repos.getCommit({ ...world.where, ref: 'main' });
    expect(main.sha).not.toBe(after);
    for (const wrong of ['', 'x', 'f'.repeat(40)])
      expect(await olivia.submit(page, `${page}/review`, { event: 'APPROVE', head: wrong })).toMatchObject({
        status: 422,
        text: expect.stringContaining('not part of the pull request'),
      });
  });

  it('is reviewed from the changed files, too', async () => {
    const { page } = await pull('files');
    const files = `${page}/files`;
    expect(await olivia.submit(files, `${files}/review`, { event: 'COMMENT' })).toMatchObject({ status: 422 });
    expect((await olivia.submit(files, `${files}/review`, { event: 'APPROVE' })).location).toContain(`${page}#`);
  });

  it('makes a draft ready and a draft again, for its author and for who may write', async () => {
    const { page, number } = await pull('draft', true);
    expect((await rita.open(page)).text).not.toContain('Ready for review');
    expect((await rita.post(`${page}/ready`, {}, { token: await rita.token() })).status).toBe(403);
    expect((await walter.submit(page, `${page}/ready`)).location).toBe(page);
    expect(world.repository.pulls.get(number)?.draft).toBe(false);
    await olivia.submit(page, `${page}/draft`);
    expect(seen).toEqual(['pull_request.ready_for_review', 'pull_request.converted_to_draft']);
    expect((await olivia.open(page)).text).toContain('This pull request is still a draft.');
  });

  it('has no form for a page that does not exist', async () => {
    const sent = await walter.post('/olivia/credit/pull/999/merge', {}, { token: await walter.token() });
    expect(sent.status).toBe(404);
    expect((await walter.post('/olivia/credit/pull/1/nothing', {}, { token: await walter.token() })).status).toBe(404);
  });
});
