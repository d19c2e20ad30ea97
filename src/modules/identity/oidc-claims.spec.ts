import { describe, expect, it } from '@jest/globals';
import { areComplete, claimOf, nameClaimed, rolesClaimed, rolesDecided, unitsClaimed } from './oidc-claims.js';

const map = { handlers: 'handler', staff: 'handler', office: 'officer', admins: 'administrator' } as const;
const provider = (administratorFromClaims = false) => ({ roles: { claim: 'groups', map }, administratorFromClaims });

describe('a claim', () => {
  it.each([
    { name: 'groups', found: ['a'] },
    { name: 'realm_access.roles', found: ['b'] },
    { name: 'https://example.org/roles', found: 'c' },
    { name: 'a.b', found: 'as it is' },
    { name: 'missing', found: undefined },
    { name: 'realm_access.roles.length', found: 1 },
    { name: 'constructor', found: undefined },
    { name: '__proto__.x', found: undefined },
    { name: 'groups.constructor', found: undefined },
  ])('named $name is $found', ({ name, found }) => {
    const claims = {
      groups: ['a'],
      realm_access: { roles: ['b'] },
      'https://example.org/roles': 'c',
      'a.b': 'as it is',
      a: { b: 'inside' },
    };
    expect(claimOf(claims, name)).toEqual(found);
  });
});

describe('roles from claims', () => {
  it.each([
    { groups: ['handlers', 'office'], roles: ['handler', 'officer'] },
    { groups: ['office', 'staff', 'handlers'], roles: ['handler', 'officer'] },
    { groups: 'office', roles: ['officer'] },
    { groups: 'office handlers', roles: [] },
    { groups: ['OFFICE', 'officer', 'handler', '__proto__', 'toString', ''], roles: [] },
    { groups: [['office'], { office: true }, 1, null], roles: [] },
    { groups: { office: true }, roles: [] },
    { groups: null, roles: [] },
    { groups: undefined, roles: [] },
    { groups: ['admins'], roles: [] },
  ])('$groups are $roles', ({ groups, roles }) => {
    expect(rolesClaimed(provider(), { groups })).toEqual(roles);
  });

  it('make administrators, and take that role, only where the configuration says so', () => {
    expect(rolesClaimed(provider(true), { groups: ['admins'] })).toEqual(['administrator']);
    expect(rolesDecided(provider(true))).toEqual(new Set(['handler', 'officer', 'administrator']));
    expect(rolesDecided(provider())).toEqual(new Set(['handler', 'officer']));
  });

  it('are none, and none are decided on, where no claim is named', () => {
    const without = { roles: undefined, administratorFromClaims: true };
    expect(rolesClaimed(without, { groups: ['admins'] })).toEqual([]);
    expect(rolesDecided(without).size).toBe(0);
  });
});

describe('units from claims', () => {
  it.each([
    { stores: ['S-2', 'S-1', 'S-2'], units: ['S-1', 'S-2'] },
    { stores: 'S-1', units: ['S-1'] },
    { stores: ['', 'x'.repeat(101), 7, '南京西路店'], units: ['南京西路店'] },
    { stores: undefined, units: [] },
  ])('$stores are $units', ({ stores, units }) => {
    expect(unitsClaimed({ units: { claim: 'stores' } }, { stores })).toEqual(units);
  });

  it('are left alone where no claim is named', () => {
    expect(unitsClaimed({ units: undefined }, { stores: ['S-1'] })).toBeUndefined();
  });
});

describe('the name of a new account', () => {
  it.each([
    { claims: { preferred_username: 'li.wei', email: 'li@example.org' }, name: 'li.wei' },
    { claims: { preferred_username: 'two words', email: 'li@example.org' }, name: 'li@example.org' },
    { claims: { upn: '李伟' }, name: '李伟' },
    { claims: { preferred_username: 'ｌｉ．ｗｅｉ' }, name: 'li.wei' },
    { claims: { preferred_username: '<script>' }, name: undefined },
    { claims: { name: 'Li Wei' }, name: undefined },
  ])('from $claims is $name', ({ claims, name }) => {
    expect(nameClaimed(claims)).toBe(name);
  });
});

describe('claims', () => {
  it('are complete when everything that is asked of them is there, be it empty', () => {
    const asked = { roles: { claim: 'groups', map }, units: { claim: 'stores' } };
    expect(areComplete(asked, { preferred_username: 'a', groups: [], stores: '' })).toBe(true);
    expect(areComplete(asked, { preferred_username: 'a', groups: [] })).toBe(false);
    expect(areComplete({ roles: undefined, units: undefined }, { preferred_username: 'a' })).toBe(true);
    expect(areComplete({ roles: undefined, units: undefined }, {})).toBe(false);
  });
});
