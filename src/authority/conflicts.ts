import { ruleOf, type Verb } from './authority.js';
import type { Role } from './roles.js';

/** Verbs that no one person may have both of. */
const apart: readonly (readonly [Verb, Verb])[] = [['policy.propose', 'disposition.approve']];

/** Roles that deal with complaints and policies; the administrator has none of it. */
export function isContentRole(role: Role): boolean {
  return role !== 'administrator';
}

/** Two of these roles that no one person may hold together, or undefined. Whoever writes policies does not dispose of records. */
export function conflictOf(held: Iterable<Role>): readonly [Role, Role] | undefined {
  const list = [...held];
  for (const [one, other] of apart)
    for (const first of list)
      for (const second of list)
        if (ruleOf(one).roles.includes(first) && ruleOf(other).roles.includes(second)) return [first, second];
  return undefined;
}

/**
 * Whether a grant waits for another administrator: an administrator who would have content roles, by their own hand or with a role that
 * makes them one.
 */
export function needsSecondAdministrator(
  grantor: string,
  account: string,
  held: ReadonlySet<Role>,
  granted: Role,
): boolean {
  if (grantor === account) return true;
  return held.has('administrator') ? isContentRole(granted) : granted === 'administrator' && held.size > 0;
}
