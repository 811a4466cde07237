import { appPermissions } from '../src/core/onboarding/app-permissions.ts';
import { webhookPath } from './server/server.ts';
import { listenedEvents } from './webhooks/keys.ts';

/** Sent to every App, asked for or not; GitHub refuses them in a manifest. */
const unasked = new Set(['installation', 'installation_repositories']);

/** What GitHub registers the App from (docs: "Registering a GitHub App from a manifest"). `url`: where GitHub reaches the App. */
export function manifest(url: string) {
  return {
    name: 'aval',
    url: new URL('/', url).href,
    description: 'GitOps for machine-learning models: git is the registry, a pull request is the promotion.',
    public: false,
    hook_attributes: { url: new URL(webhookPath, url).href, active: true },
    default_permissions: appPermissions,
    default_events: listenedEvents.filter((event) => !unasked.has(event)),
  };
}
