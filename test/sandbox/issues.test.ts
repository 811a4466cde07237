import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addApp, asApp, makeWorld, type Octokit, statusOf, type TestWorld } from './world.ts';

describe('issues, comments and labels', () => {
  let world: TestWorld;
  let writer: Octokit;
  beforeAll(async () => {
    world = await makeWorld();
    writer = world.as(world.writer);
  });
  afterAll(async () => {
    expect(world.sandbox.violations).toEqual([]);
    await world.end();
  });

  it('keep who wrote what, and let only the writer or someone with write change it', async () => {
    const { where } = world;
    const { octokit } = await asApp(world.sandbox, addApp(world, 'aval'), where);
    const { data: issue } = await octokit.rest.issues.create({ ...where, title: 'dashboard', labels: ['aval'] });
    expect(issue).toMatchObject({ user: { login: 'aval[bot]', type: 'Bot' }, labels: [{ name: 'aval' }] });
    const { data: comment } = await octokit.rest.issues.createComment({
      ...where,
      issue_number: issue.number,
      body: 'one',
    });
    expect(comment.performed_via_github_app?.slug).toBe('aval');
    const edit = (by: Octokit) =>
      statusOf(by.rest.issues.updateComment({ ...where, comment_id: comment.id, body: 'two' }));
    expect([await edit(world.as(world.outsider)), await edit(writer), await edit(octokit)]).toEqual([
      403,
      'passed',
      'passed',
    ]);
    const long = { ...where, issue_number: issue.number, body: 'x'.repeat(65_537) };
    expect(await statusOf(writer.rest.issues.createComment(long))).toBe(422);
    const reaction = { ...where, comment_id: comment.id, content: 'eyes' as const };
    expect((await writer.rest.reactions.createForIssueComment(reaction)).status).toBe(201);
    expect((await writer.rest.reactions.createForIssueComment(reaction)).status).toBe(200);
    await octokit.rest.reactions.createForIssueComment({ ...reaction, content: 'rocket' });
    const list = { ...where, comment_id: comment.id };
    const listed = await octokit.rest.reactions.listForIssueComment(list);
    expect(listed.data.map(({ user, content }) => [user?.login, content])).toEqual([
      ['walter', 'eyes'],
      ['aval[bot]', 'rocket'],
    ]);
    const rockets = await octokit.rest.reactions.listForIssueComment({ ...list, content: 'rocket', per_page: 1 });
    expect(rockets.data).toHaveLength(1);
    await octokit.rest.issues.deleteComment({ ...where, comment_id: comment.id });
    expect((await writer.rest.issues.listComments({ ...where, issue_number: issue.number })).data).toEqual([]);
  });

  it('are listed by state and label, closed with a reason and opened again', async () => {
    const { where } = world;
    const { data: issue } = await writer.rest.issues.create({ ...where, title: 'drift', labels: ['drift', 'm1'] });
    const find = async (labels: string) =>
      (await writer.rest.issues.listForRepo({ ...where, labels })).data.map((one) => one.number);
    expect([await find('drift,m1'), await find('drift,m2')]).toEqual([[issue.number], []]);
    await writer.rest.issues.setLabels({ ...where, issue_number: issue.number, labels: ['m2'] });
    expect(
      (await writer.rest.issues.listLabelsOnIssue({ ...where, issue_number: issue.number })).data.map(
        (one) => one.name,
      ),
    ).toEqual(['m2']);
    const closed = await writer.rest.issues.update({
      ...where,
      issue_number: issue.number,
      state: 'closed',
      state_reason: 'not_planned',
    });
    expect(closed.data).toMatchObject({ state: 'closed', state_reason: 'not_planned', closed_by: { login: 'walter' } });
    expect(await find('m2')).toEqual([]);
    const reopened = await writer.rest.issues.update({ ...where, issue_number: issue.number, state: 'open' });
    expect(reopened.data).toMatchObject({ state: 'open', closed_at: null });
    expect(await statusOf(writer.rest.issues.createLabel({ ...where, name: 'M2' }))).toBe(422);
  });
});
