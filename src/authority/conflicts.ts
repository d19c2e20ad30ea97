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

/** Whether a role makes an administrator of somebody who deals with content, or the other way round. */
export function mixesWithContent(held: ReadonlySet<Role>, granted: Role): boolean {
  return held.has('administrator') ? isContentRole(granted) : granted === 'administrator' && held.size > 0;
}

/**
 * Whether a grant waits for another administrator: whatever people grant themselves, content roles of an administrator, and any further
 * administrator, who could otherwise be an account of one's own that says yes to the rest. On the command line whoever holds the machine decides.
 */
export function needsSecondAdministrator(
  grantor: string,
  account: string,
  held: ReadonlySet<Role>,
  granted: Role,
): boolean {
  return grantor === account || granted === 'administrator' || mixesWithContent(held, granted);
}
