import { describe, expect, it } from '@jest/globals';
import type { Role } from '../../authority/roles.js';
import type { AccountKind, WaitingRole } from './account.js';
import { grantOf } from './grant-role.js';

interface Given {
  readonly roles?: readonly Role[];
  readonly kind?: AccountKind;
  readonly waiting?: readonly WaitingRole[];
  readonly role: Role;
  readonly grantor?: string;
  readonly expected: string;
}

describe('a role that is granted', () => {
  it.each<Given>([
    { role: 'handler', expected: 'give' },
    { role: 'handler', roles: ['handler'], expected: 'held' },
    { role: 'administrator', expected: 'ask' },
    { role: 'administrator', grantor: 'nobody', expected: 'give' },
    { role: 'legal', roles: ['officer'], expected: 'identity.roles_conflict' },
    { role: 'officer', roles: ['handler', 'privacy'], expected: 'identity.roles_conflict' },
    { role: 'approver', roles: ['officer'], expected: 'give' },
    { role: 'administrator', kind: 'service', expected: 'identity.not_a_person' },
    { role: 'officer', roles: ['administrator'], expected: 'ask' },
    { role: 'administrator', roles: ['officer'], expected: 'ask' },
    {
      role: 'officer',
      roles: ['administrator'],
      waiting: [{ request: 'r', role: 'officer' }],
      expected: 'asked-already',
    },
    { role: 'officer', roles: ['administrator'], grantor: 'account', expected: 'ask' },
    { role: 'officer', roles: ['administrator'], grantor: 'nobody', expected: 'give' },
  ])(
    '$role to one who has $roles, by $grantor: $expected',
    ({ roles = [], kind = 'person', waiting = [], role, grantor = 'other', expected }) => {
      const account = { id: 'account', kind, roles, waiting };
      const grant = grantOf(account, role, grantor === 'nobody' ? undefined : grantor);
      expect(typeof grant === 'object' ? grant.code : grant).toBe(expected);
    },
  );
});
