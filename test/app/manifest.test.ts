import { expect, test } from 'vitest';
import { manifest } from '../../app/manifest.ts';

test('the manifest asks for what the App needs and nothing that could change its own rules', () => {
  expect(manifest('https://aval.example.com')).toEqual({
    name: 'aval',
    url: 'https://aval.example.com/',
    description: expect.any(String),
    public: false,
    hook_attributes: { url: 'https://aval.example.com/api/github/webhooks', active: true },
    default_permissions: {
      metadata: 'read',
      contents: 'write',
      pull_requests: 'write',
      checks: 'write',
      statuses: 'write',
      issues: 'write',
      deployments: 'write',
      actions: 'read',
      members: 'read',
    },
    default_events: [
      'pull_request',
      'pull_request_review',
      'issue_comment',
      'push',
      'workflow_run',
      'check_run',
      'check_suite',
      'release',
      'create',
      'delete',
      'repository',
    ],
  });
});
