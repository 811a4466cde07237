import type { Actor } from '../../state/actor.ts';
import type { User } from '../../state/people.ts';
import type { PageCall } from '../page.ts';
import type { Perform } from './perform.ts';

/** A form that someone who is logged in has sent. */
export interface FormCall extends PageCall {
  readonly user: User;
  readonly actor: Actor;
  /** A field; empty when it is not there. */
  readonly field: (name: string) => string;
  /** The API, with this repository's owner and name. */
  readonly perform: Perform;
}

/** Does what the form asks. Returns the path to go on at; throws the ApiError that says why not. */
export type FormHandler = (call: FormCall) => Promise<string>;
