import type { Actor } from '../../actor.js';
import type { Known } from '../../authority/known.js';
import type { Claim } from '../../http/idempotency/claim.js';

/** Who changes an account, and by which key it is changed once. */
export interface Acting {
  /** As entries and rows name them; `system:command-line` for a command. */
  readonly by: Actor;
  /** The person, where there is one: what takes two persons asks for it. */
  readonly who?: Known;
  readonly claim?: Claim | undefined;
}
