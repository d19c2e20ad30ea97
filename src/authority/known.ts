import type { Actor } from '../actor.js';
import type { Instant } from '../rules/values.js';
import type { Role } from './roles.js';
import type { Scope } from './scopes.js';

/** Somebody who has shown who they are. */
export interface Known {
  /** As entries and rows name them. */
  readonly actor: Actor;
  /** The account itself, also where a token acts for it: whoever wrote something is compared by it. */
  readonly account: string;
  readonly roles: ReadonlySet<Role>;
  /** What a handler sees: complaints of these units. Does not limit other roles. */
  readonly units: readonly string[];
  /** Of a token what it was made for; undefined for a person who signed in, whom nothing but the roles limits. */
  readonly scopes?: ReadonlySet<Scope>;
  /** When the person of this session last showed a password or a code; undefined for a token, which never can. */
  readonly confirmedAt?: Instant;
  /** The session's id, which stays when its cookie is renewed; undefined for a token. */
  readonly session?: string;
}
