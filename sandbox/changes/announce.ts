import type { Hub } from '../hub.ts';
import type { Json } from '../json.ts';
import { repositoryJson } from '../shapes/repository.ts';
import { senderJson } from '../shapes/user.ts';
import type { Actor } from '../state/actor.ts';
import type { App } from '../state/people.ts';
import type { Repository } from '../state/repository.ts';

export interface Announcement {
  readonly repository: Repository;
  readonly actor: Actor;
  readonly only?: App;
}

/** Tells everyone who listens what happened. `name` is `event` or `event.action`. */
export function announce(hub: Hub, name: string, where: Announcement, payload: Json): void {
  const [event = name, action] = name.split(/\.(.*)/s);
  hub.events.publish({
    name: event,
    action,
    ...where,
    payload: {
      ...(action === undefined ? {} : { action }),
      ...payload,
      repository: repositoryJson(hub.urls, where.repository),
      sender: senderJson(hub.urls, where.actor),
    },
  });
}
