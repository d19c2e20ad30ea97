import { conflictOf } from '../../authority/conflicts.js';
import type { Role } from '../../authority/roles.js';

/** What a sign-in changes in the roles of an account. */
export interface RoleChanges {
  readonly take: readonly Role[];
  readonly give: readonly Role[];
}

/**
 * What has to change so that the account holds, of the roles that the provider decides on, those that it names; others stay as they are.
 * Gives two roles that no one person may hold where it would hold both.
 */
export function roleChanges(
  held: readonly Role[],
  decided: ReadonlySet<Role>,
  claimed: readonly Role[],
): RoleChanges | { readonly clash: readonly [Role, Role] } {
  const take = held.filter((role) => decided.has(role) && !claimed.includes(role));
  const give = claimed.filter((role) => !held.includes(role));
  const clash = conflictOf([...held.filter((role) => !take.includes(role)), ...give]);
  return clash === undefined ? { take, give } : { clash };
}
