import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Subject } from '../../../app/key.ts';
import { keysOf, listenedEvents } from '../../../app/webhooks/keys.ts';

const self = { appId: 5, bot: { id: 50 } };
const repository = { id: 11, name: 'credit', owner: { login: 'olivia' }, default_branch: 'main' };
const base = { installation: { id: 3 }, repository, sender: { id: 51 } };
const pull = (number: number): Subject => ({ kind: 'pull', number });
const landed: Subject = { kind: 'landed' };
const ledger: Subject = { kind: 'ledger' };
const whole: Subject = { kind: 'repository' };

const told = (event: string, payload: object) => keysOf(event, { ...base, ...payload }, self);
const subjects = (event: string, payload: object): readonly Subject[] => {
  const answer = told(event, payload);
  expect(answer.kind).not.toBe('malformed');
  return answer.kind === 'keys' ? answer.keys.map(({ subject }) => subject) : [];
};

const ours = { number: 9, base: { repo: { id: 11 } } };
const theirs = { number: 8, base: { repo: { id: 12 } } };
const command = {
  action: 'created',
  issue: { number: 4, pull_request: { url: '' } },
  comment: { body: '/aval evaluate', user: { type: 'User' } },
};
const proposed = (repo: number) => ({ number: 7, head: { ref: 'aval/retrain/flight-delay', repo: { id: repo } } });
const monitoring = { event: 'schedule', path: '.github/workflows/aval-monitor.yaml', head_branch: 'main' };
const said = (body: string) => ({ ...command, comment: { body, user: { type: 'User' } } });

describe('a delivery becomes keys', () => {
  it.each<[string, string, object, readonly Subject[]]>([
    ...['opened', 'reopened', 'synchronize', 'ready_for_review', 'converted_to_draft', 'edited', 'closed'].map(
      (action): [string, string, object, readonly Subject[]] => [
        `a pull request ${action}`,
        'pull_request',
        { action, pull_request: { number: 7 } },
        [pull(7)],
      ],
    ),
    [
      'our own pull request that a person closes',
      'pull_request',
      { action: 'closed', pull_request: proposed(11) },
      [pull(7), landed],
    ],
    ['a fork’s, on a branch of that name', 'pull_request', { action: 'closed', pull_request: proposed(12) }, [pull(7)]],
    ...['schedule', 'workflow_dispatch'].map((event): [string, string, object, readonly Subject[]] => [
      `a monitoring run by ${event}`,
      'workflow_run',
      { action: 'completed', workflow_run: { ...monitoring, event } },
      [landed],
    ]),
    ['one of a branch', 'workflow_run', { action: 'completed', workflow_run: { ...monitoring, head_branch: 'x' } }, []],
    ['another schedule', 'workflow_run', { action: 'completed', workflow_run: { ...monitoring, path: 'x.yaml' } }, []],
    ['a label', 'pull_request', { action: 'labeled', pull_request: { number: 7 } }, []],
    ['a review', 'pull_request_review', { action: 'submitted', pull_request: { number: 7 } }, [pull(7)]],
    ['a command', 'issue_comment', command, [pull(4)]],
    ['a command alone', 'issue_comment', said('/aval'), [pull(4)]],
    ['a command after a break', 'issue_comment', said('\r\n/aval help\r\nplease'), [pull(4)]],
    ['another command', 'issue_comment', said('/available?'), []],
    ['a command that is quoted', 'issue_comment', said('> /aval evaluate'), []],
    ['a command that was edited', 'issue_comment', { ...command, action: 'edited' }, []],
    ['a command on an issue', 'issue_comment', { ...command, issue: { number: 4 } }, []],
    ['a bot’s command', 'issue_comment', { ...command, comment: { body: '/aval', user: { type: 'Bot' } } }, []],
    ['a ghost’s command', 'issue_comment', { ...command, comment: { body: '/aval', user: null } }, []],
    ['a push to main', 'push', { ref: 'refs/heads/main' }, [landed]],
    ['a push to the ledger', 'push', { ref: 'refs/heads/aval-ledger' }, [ledger]],
    ['our own push to the ledger', 'push', { ref: 'refs/heads/aval-ledger', sender: { id: 50 } }, []],
    ['a push to a branch', 'push', { ref: 'refs/heads/change' }, []],
    ['a tag called main', 'push', { ref: 'refs/tags/main' }, []],
    ['a branch that is gone', 'push', { ref: 'refs/heads/main', deleted: true }, []],
    [
      'a holdout evaluation that ended',
      'workflow_run',
      { action: 'completed', workflow_run: { event: 'repository_dispatch', pull_requests: [] } },
      [ledger],
    ],
    [
      'a run of ours and of a fork’s pull request',
      'workflow_run',
      { action: 'completed', workflow_run: { event: 'pull_request', pull_requests: [theirs, ours] } },
      [pull(9)],
    ],
    [
      'a run from a fork',
      'workflow_run',
      { action: 'completed', workflow_run: { event: 'pull_request', pull_requests: [] } },
      [],
    ],
    ['a run on a push', 'workflow_run', { action: 'completed', workflow_run: { event: 'push' } }, []],
    ['a run that starts', 'workflow_run', { action: 'requested', workflow_run: { event: 'pull_request' } }, []],
    ['a check asked again', 'check_run', { action: 'rerequested', check_run: { pull_requests: [ours] } }, [pull(9)]],
    ['a fork’s check asked again', 'check_run', { action: 'rerequested', check_run: { pull_requests: [] } }, [whole]],
    ['a check that is made', 'check_run', { action: 'created', check_run: { pull_requests: [ours] } }, []],
    [
      'a suite that ended',
      'check_suite',
      { action: 'completed', check_suite: { app: { id: 6 }, pull_requests: [ours] } },
      [pull(9)],
    ],
    [
      'our own suite that ended',
      'check_suite',
      { action: 'completed', check_suite: { app: { id: 5 }, pull_requests: [ours] } },
      [],
    ],
    [
      'our own suite asked again',
      'check_suite',
      { action: 'rerequested', check_suite: { app: { id: 5 }, pull_requests: [ours] } },
      [pull(9)],
    ],
    ['a release', 'release', { action: 'published' }, [landed]],
    ['a release that is gone', 'release', { action: 'deleted' }, [landed]],
    ['a tag', 'create', { ref_type: 'tag' }, [landed]],
    ['a tag that is gone', 'delete', { ref_type: 'tag' }, [landed]],
    ['a branch', 'create', { ref_type: 'branch' }, []],
    ['a new name', 'repository', { action: 'renamed' }, [whole]],
    ['a new default branch', 'repository', { action: 'edited', changes: { default_branch: { from: 'a' } } }, [whole]],
    ['a new description', 'repository', { action: 'edited', changes: { description: { from: 'a' } } }, []],
    ['a merge group', 'merge_group', { action: 'checks_requested' }, []],
    ['a ping', 'ping', { zen: 'x' }, []],
  ])('%s', (_, event, payload, expected) => {
    expect(subjects(event, payload)).toEqual(expected);
  });

  it('with the installation, the owner and the name', () => {
    expect(told('release', { action: 'published' })).toEqual({
      kind: 'keys',
      keys: [{ installation: 3, owner: 'olivia', repo: 'credit', subject: landed }],
    });
  });

  it('for every repository of an installation, and those added to it', () => {
    const installation = { id: 3, account: { login: 'olivia' } };
    const repositories = [{ name: 'a' }, { name: 'b' }];
    const keys = ['a', 'b'].map((repo) => ({ installation: 3, owner: 'olivia', repo, subject: whole }));
    expect(keysOf('installation', { action: 'created', installation, repositories }, self)).toEqual({
      kind: 'keys',
      keys,
    });
    const added = { action: 'added', installation, repositories_added: repositories };
    expect(keysOf('installation_repositories', added, self)).toEqual({ kind: 'keys', keys });
    expect(keysOf('installation', { action: 'deleted', installation, repositories }, self)).toEqual({
      kind: 'ignored',
    });
  });
});

describe('a payload is a stranger’s', () => {
  const pullRequest = { action: 'opened', pull_request: { number: 7 } };
  it.each<[string, object, string]>([
    ['no installation', { installation: undefined }, 'installation'],
    ['a folder for a name', { repository: { ...repository, name: '..' } }, 'repository.name'],
    ['a path for a name', { repository: { ...repository, name: 'a/b' } }, 'repository.name'],
    [
      'an option for an owner',
      { repository: { ...repository, owner: { login: '--upload-pack=x' } } },
      'repository.owner.login',
    ],
    ['a number that is none', { pull_request: { number: 1.5 } }, 'pull_request.number'],
    ['a number as text', { pull_request: { number: '7' } }, 'pull_request.number'],
  ])('%s is malformed, and only the place is told', (_, change, at) => {
    expect(told('pull_request', { ...pullRequest, ...change })).toEqual({ kind: 'malformed', at });
  });

  it('an event or action named like a member of every object is unknown', () => {
    for (const name of ['constructor', '__proto__', 'toString']) {
      expect(told(name, pullRequest).kind).toBe('ignored');
      expect(told('pull_request', { ...pullRequest, action: name }).kind).toBe('ignored');
    }
  });

  it('whatever comes, nothing is thrown and every key is one of the installation and repository named', () => {
    const event = fc.constantFrom(...listenedEvents, 'ping', 'star');
    const action = fc.constantFrom(
      'opened',
      'created',
      'completed',
      'rerequested',
      'published',
      'added',
      'edited',
      undefined,
    );
    const shaped = fc.record({ action, ref: fc.string(), ref_type: fc.constantFrom('tag', 'branch') });
    fc.assert(
      fc.property(event, fc.oneof(fc.jsonValue(), shaped), fc.boolean(), (name, value, based) => {
        const object = typeof value === 'object' && value !== null ? value : {};
        const answer = keysOf(name, based ? { ...object, ...base } : value, self);
        if (answer.kind !== 'keys') return;
        for (const { installation, owner, repo } of answer.keys) {
          expect([installation, owner, repo]).toEqual([3, 'olivia', 'credit']);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
