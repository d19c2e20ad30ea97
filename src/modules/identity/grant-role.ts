import { conflictOf, needsSecondAdministrator } from '../../authority/conflicts.js';
import type { Role } from '../../authority/roles.js';
import type { Fault } from '../../errors.js';
import type { Account } from './account.js';
import { identityFault } from './identity-errors.js';

/** What granting a role comes to: it is held already, a request for it waits already, it waits from now on, or it is given. */
export type Grant = 'held' | 'asked-already' | 'ask' | 'give';

/**
 * What becomes of a role that somebody grants; `grantor` is their account, undefined for a command on the machine itself. Refuses two
 * roles that no one person may hold, and an administrator who is no person.
 */
export function grantOf(
  account: Pick<Account, 'id' | 'kind' | 'roles' | 'waiting'>,
  role: Role,
  grantor: string | undefined,
): Grant | Fault {
  const { id, kind, roles, waiting } = account;
  if (roles.includes(role)) return 'held';
  if (kind === 'service' && role === 'administrator') return identityFault('identity.not_a_person');
  const clash = conflictOf([...roles, role]);
  if (clash !== undefined) return identityFault('identity.roles_conflict', { one: clash[0], other: clash[1] });
  if (grantor === undefined || !needsSecondAdministrator(grantor, id, new Set(roles), role)) return 'give';
  return waiting.some((request) => request.role === role) ? 'asked-already' : 'ask';
}
