import { join } from 'node:path';
import { runActions } from '../../../sandbox/run-actions.ts';
import type { Runner } from '../../../sandbox/runner/runner.ts';
import { addApp, asApp, commitFile, makeWorld } from '../world.ts';

const readme = `# lending

Models of the lending team. See [how we work](docs/work.md), ![a chart](docs/chart.svg) and <https://example.com/>.

| model | owner | what it predicts |
|---|---|---|
| credit-risk | risk-team | Probability that an applicant will not repay |
`;

/** What a gate says about a change; its table is wide, and one of its words is long. */
const verdict = `### ❌ credit-risk: don't promote. Young applicants who repay are scored as riskier.

| | production 1.3.0 | this change | difference, 99 % | rule | |
|---|--:|--:|:--:|---|---|
| ROC AUC | 0.66 | 0.67 | +0.01 (−0.01 … +0.03) | not worse by 0.03 | ✅ not worse |
| score of those who repay, ≤ 25 against over 25 | +0.02 | +0.07 | +0.05 (+0.03 … +0.07) | gap not wider by 0.03 | ❌ wider |

300 holdout rows, 57 of them ≤ 25 (33 repay) · reproduced · 8 of 32 uses · \`sha256:91cd5f1e0a7b2c3d4e5f60718293a4b5c6d7e8f90123456789abcdef01234567\`

<details><summary>What changed</summary>

\`applicant:age\` added to the features.

- [x] trained
- [ ] promoted

</details>

> [!WARNING]
> This uses the holdout.
`;

const workflow = `name: aval
run-name: look at \${{ github.ref_name }}
on: pull_request
jobs:
  gate:
    runs-on: ubuntu-latest
    steps:
      - name: Look at the data
        run: |
          echo "::warning file=models/credit-risk/model.yaml,line=2,title=Few rows::33 young applicants"
          printf '### Frame\\n\\n| rows | features |\\n|--:|--:|\\n| 500 | 9 |\\n' >> "$GITHUB_STEP_SUMMARY"
      - name: Judge
        run: echo judged
`;

/** A repository as a team has it: a pull request with checks, reviews and comments, releases, deployments, a workflow run. */
export async function makeLending() {
  const world = await makeWorld();
  const { sandbox, owner, writer, reader } = world;
  const faults: string[] = [];
  const resolveAction = (uses: string): never => {
    throw new Error(`there is no ${uses}`);
  };
  const report = (message: string): unknown => faults.push(message);
  const runner: Runner = runActions(sandbox, { folder: join(world.folder, 'runner'), resolveAction, report });
  const files = {
    'README.md': readme,
    'docs/work.md': '# How we work\n',
    'docs/chart.svg':
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="90" height="90"><rect width="9" height="9" fill="teal"/></svg>',
    'models/credit-risk/model.yaml': 'kind: Model\nfeatures: [applicant:duration, applicant:amount]\n',
    '.github/workflows/aval.yml': workflow,
  };
  const repository = await sandbox.addRepository({ owner, name: 'lending', files });
  for (const user of [writer, reader]) sandbox.collaborate(repository, user, 'write');
  const where = { owner: 'olivia', repo: 'lending' };
  const [olivia, walter, rita] = [world.as(owner), world.as(writer), world.as(reader)];
  const app = addApp(world, 'aval');
  const { octokit: bot } = await asApp(sandbox, app, where);
  await olivia.rest.repos.createRepoRuleset({
    ...where,
    name: 'main',
    target: 'branch',
    enforcement: 'active',
    conditions: { ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] } },
    rules: [
      {
        type: 'required_status_checks',
        parameters: {
          strict_required_status_checks_policy: false,
          required_status_checks: [{ context: 'aval/gate', integration_id: app.id }, { context: 'audit' }],
        },
      },
    ],
  });
  const { data: issue } = await rita.rest.issues.create({ ...where, title: 'Age is missing', body: 'Why no `age`?' });
  const headSha = await commitFile(
    walter,
    where,
    'age',
    'models/credit-risk/model.yaml',
    'kind: Model\nfeatures: [applicant:duration, applicant:amount, applicant:age]\n',
  );
  const { data: pull } = await walter.rest.pulls.create({
    ...where,
    title: 'Add age',
    head: 'age',
    base: 'main',
    body: `Closes #${issue.number}, as @rita asked. See ${headSha}.`,
  });
  await rita.rest.issues.addLabels({ ...where, issue_number: pull.number, labels: ['retrain'] });
  const { data: comment } = await bot.rest.issues.createComment({ ...where, issue_number: pull.number, body: verdict });
  await rita.rest.reactions.createForIssueComment({ ...where, comment_id: comment.id, content: 'eyes' });
  await rita.rest.pulls.createReview({
    ...where,
    pull_number: pull.number,
    event: 'REQUEST_CHANGES',
    body: 'Not *like this*.',
  });
  const output = {
    title: "Don't promote",
    summary: verdict,
    annotations: [
      {
        path: 'models/credit-risk/model.yaml',
        start_line: 2,
        end_line: 2,
        annotation_level: 'failure' as const,
        message: 'wider gap',
      },
    ],
  };
  const { data: check } = await bot.rest.checks.create({
    ...where,
    name: 'aval/gate',
    head_sha: headSha,
    status: 'completed',
    conclusion: 'failure',
    output,
  });
  const tag_name = 'credit-risk@v1.2.0';
  const notes = `**credit-risk 1.2.0** · minor: \`train.parameters\` changed · replaces 1.1.0\n\nReviewed in #${pull.number} by @rita and @nobody.`;
  const { data: draft } = await bot.rest.repos.createRelease({
    ...where,
    tag_name,
    name: 'credit-risk 1.2.0',
    body: notes,
    draft: true,
  });
  await bot.rest.repos.uploadReleaseAsset({
    ...where,
    release_id: draft.id,
    name: 'model.onnx',
    baseUrl: `${sandbox.url}/api/uploads`,
    // Octokit's type wants text; it sends what it is given
    data: Buffer.alloc(142_000) as unknown as string,
    headers: { 'content-type': 'application/octet-stream' },
  });
  await olivia.request('PUT /repos/{owner}/{repo}/immutable-releases', where);
  await bot.rest.repos.updateRelease({ ...where, release_id: draft.id, draft: false });
  const { data: next } = await bot.rest.repos.createRelease({
    ...where,
    tag_name: 'credit-risk@v1.3.0-rc.1',
    draft: true,
    prerelease: true,
  });
  await olivia.rest.repos.createOrUpdateEnvironment({ ...where, environment_name: 'production' });
  const { data: deployment } = await bot.rest.repos.createDeployment({
    ...where,
    ref: 'main',
    environment: 'staging',
    auto_merge: false,
    required_contexts: [],
  });
  if (!('id' in deployment)) throw new Error('there is no deployment');
  await bot.rest.repos.createDeploymentStatus({
    ...where,
    deployment_id: deployment.id,
    state: 'success',
    description: 'credit-risk 1.2.0 serves',
    environment_url: 'https://staging.example.com/',
  });
  for (let i = 0; i < 3; i++) {
    await sandbox.idle();
    await runner.idle();
  }
  const run = [...repository.runs.values()][0];
  if (run === undefined) throw new Error(`no workflow ran: ${faults.join('; ')}`);
  const end = async (): Promise<void> => {
    await runner.close();
    await world.end();
  };
  return { ...world, repository, where, bot, olivia, walter, rita, issue, pull, headSha, check, draft, next, run, end };
}

export type Lending = Awaited<ReturnType<typeof makeLending>>;

/** What a browser would be shown. */
export async function open(world: { sandbox: { url: string } }, path: string) {
  const response = await fetch(`${world.sandbox.url}${path}`, { headers: { accept: 'text/html' }, redirect: 'manual' });
  return { status: response.status, headers: response.headers, text: await response.text() };
}
