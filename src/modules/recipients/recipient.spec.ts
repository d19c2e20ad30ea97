import { describe, expect, it } from '@jest/globals';
import { roleView } from './recipient-views.js';
import { holderWarning, whoIsTold, type AccountHolder, type Recipient } from './recipient.js';

const person = (name: string, more: Partial<AccountHolder> = {}): AccountHolder => {
  return { kind: 'account', account: `id-${name}`, name, isDisabled: false, roles: ['officer'], units: [], ...more };
};
const held = (role: string, holder: Recipient['holder'], unit?: string): Recipient => {
  return { id: `${role}-${unit}`, role, unit, holder, addedAt: 0, addedBy: 'test' };
};
const hook = { kind: 'destination', destination: 'crm' } as const;

describe('who is told', () => {
  const all = [
    held('lead', person('ann')),
    held('lead', person('bob'), 'north'),
    held('lead', person('gone', { isDisabled: true }), 'south'),
    held('legal', hook),
    held('owner', person('zoe')),
  ];
  it.each([
    { what: 'whoever holds the role for all', roles: ['lead'], unit: null, names: ['ann'] },
    { what: 'whoever holds it for the unit, before those for all', roles: ['lead'], unit: 'north', names: ['bob'] },
    { what: 'those for all, where the unit’s own account is disabled', roles: ['lead'], unit: 'south', names: ['ann'] },
    { what: 'a destination', roles: ['legal'], unit: 'north', names: ['crm'] },
    { what: 'several roles together', roles: ['legal', 'lead'], unit: null, names: ['ann', 'crm'] },
    {
      what: 'the fallback owner, where nobody holds the role',
      roles: ['nobody'],
      unit: 'north',
      names: ['zoe'],
      instead: 'owner',
    },
  ])('is $what', ({ roles, unit, names, instead }) => {
    const told = whoIsTold(all, { roles, unit, fallback: 'owner' });
    expect([...told.accounts.map(({ name }) => name), ...told.destinations]).toEqual(names);
    expect(told.instead).toBe(instead);
  });

  it('is nobody, and says so, where the fallback owner is nobody either', () => {
    const told = whoIsTold([], { roles: ['lead'], unit: null, fallback: 'owner' });
    expect(told).toEqual({ accounts: [], destinations: [], instead: 'owner' });
  });
});

describe('what is amiss with a role', () => {
  const organised = { roles: ['lead', 'owner'], fallback: 'owner', isKnown: () => true };
  const owner = held('owner', person('zoe'));
  it.each([
    { what: 'held', list: [held('lead', person('ann')), owner], codes: [] },
    { what: 'held by nobody', list: [owner], codes: ['nobody'] },
    {
      what: 'held by a disabled account',
      list: [held('lead', person('x', { isDisabled: true })), owner],
      codes: ['nobody'],
    },
    { what: 'held for one unit alone', list: [held('lead', person('ann'), 'north'), owner], codes: ['units-only'] },
    { what: 'held by nobody, without a fallback owner', list: [], codes: ['nobody-at-all'] },
  ])('is told where it is $what', ({ list, codes }) => {
    expect(roleView('lead', list, organised).warnings.map(({ code }) => code)).toEqual(codes);
  });

  it('is that the set in force does not have it', () => {
    const view = roleView('old', [held('old', hook)], organised);
    expect([view.in_force, view.warnings.map(({ code }) => code)]).toEqual([false, ['not-in-force']]);
  });
});

describe('what stands in the way of whoever is told', () => {
  it.each([
    { what: 'nothing', holder: person('a'), unit: undefined, warning: undefined },
    { what: 'a disabled account', holder: person('a', { isDisabled: true }), unit: undefined, warning: 'disabled' },
    {
      what: 'no role that reads',
      holder: person('a', { roles: ['administrator'] }),
      unit: undefined,
      warning: 'cannot-read',
    },
    {
      what: 'another unit',
      holder: person('a', { roles: ['handler'], units: ['south'] }),
      unit: 'north',
      warning: 'unit-not-seen',
    },
    {
      what: 'units of their own',
      holder: person('a', { roles: ['handler'], units: ['south'] }),
      unit: undefined,
      warning: 'some-units-only',
    },
    { what: 'a destination that is gone', holder: hook, unit: undefined, warning: 'unknown-destination' },
  ])('is $what', ({ holder, unit, warning }) => {
    expect(holderWarning({ holder, unit }, () => false)).toBe(warning);
  });
});
