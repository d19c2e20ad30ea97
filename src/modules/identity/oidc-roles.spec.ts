import { describe, expect, it } from '@jest/globals';
import type { Role } from '../../authority/roles.js';
import { roleChanges } from './oidc-roles.js';

const decided = new Set<Role>(['handler', 'officer', 'privacy']);

describe('what a sign-in changes in roles', () => {
  it.each<{ held: Role[]; claimed: Role[]; changes: object }>([
    { held: [], claimed: ['handler'], changes: { take: [], give: ['handler'] } },
    { held: ['handler'], claimed: ['handler'], changes: { take: [], give: [] } },
    { held: ['handler', 'officer'], claimed: ['handler'], changes: { take: ['officer'], give: [] } },
    { held: ['handler', 'auditor'], claimed: [], changes: { take: ['handler'], give: [] } },
    { held: ['officer'], claimed: ['privacy'], changes: { take: ['officer'], give: ['privacy'] } },
    { held: [], claimed: ['officer', 'privacy'], changes: { clash: ['officer', 'privacy'] } },
    { held: ['legal'], claimed: ['officer'], changes: { clash: ['officer', 'legal'] } },
  ])('from $held to $claimed', ({ held, claimed, changes }) => {
    expect(roleChanges(held, decided, claimed)).toEqual(changes);
  });
});
