import * as z from 'zod';
import { digest } from '../../src/core/definitions/schema/values.ts';
import { type Digest, parseDigest } from '../../src/core/digest.ts';
import { answerName } from '../../src/core/ledger/answer-file.ts';
import type { Repository } from '../../src/engines/git/repository.ts';
import { registeredIn } from '../../src/engines/workspace/registered.ts';
import { botLogin } from '../../src/github/bot-user.ts';
import type { DispatchContext } from './dispatch-context.ts';
import type { Ports } from './ports.ts';
import { refused } from './refused.ts';

const dispatchAction = 'aval-evaluate';

const dispatched = z.object({
  action: z.literal(dispatchAction),
  sender: z.object({ login: z.string(), id: z.int(), type: z.string() }),
  client_payload: z.unknown().optional(),
});
const payloadSchema = z.strictObject({ entry: digest, name: z.string() });

/** What the App asks for, once it is sure that the App asks. */
export interface Request {
  /** Digest of a ledger entry. */
  readonly entry: Digest;
  /** Name of the run and of its artifact. */
  readonly name: string;
}

/** Anyone with write access, and any job's token, may send such an event: only the App that aval.yaml names is answered. Throws `evidence`. */
export async function appRequest(
  { eventName, event }: DispatchContext,
  repository: Repository,
  ports: Pick<Ports, 'botUserId'>,
): Promise<Request> {
  const parsed = dispatched.safeParse(event);
  if (eventName !== 'repository_dispatch' || !parsed.success) {
    throw refused(
      'event',
      `this run began by ${eventName || 'no event'}, not by repository_dispatch ${dispatchAction}`,
    );
  }
  const { project } = await registeredIn(await repository.treeAt('HEAD'));
  await requireApp(project.app, parsed.data.sender, ports);
  const payload = payloadSchema.safeParse(parsed.data.client_payload);
  if (!payload.success) throw refused('payload', 'the event does not carry just the keys entry and name');
  const { entry, name } = payload.data;
  const expected = answerName(entry);
  if (name !== expected) throw refused('name', `the run is named "${name.slice(0, 80)}", not ${expected}`);
  return { entry: parseDigest(entry, 'client_payload.entry'), name };
}

async function requireApp(
  slug: string | undefined,
  sender: z.output<typeof dispatched>['sender'],
  ports: Pick<Ports, 'botUserId'>,
): Promise<void> {
  if (slug === undefined) {
    throw refused('app', 'aval.yaml of the default branch names no app, so nobody may ask for the holdout');
  }
  const id = sender.type === 'Bot' && sender.login === botLogin(slug) ? await ports.botUserId(slug) : undefined;
  if (id === sender.id) return;
  throw refused('sender', `${sender.login.slice(0, 80)} asked for the holdout; only ${botLogin(slug)} may`);
}
