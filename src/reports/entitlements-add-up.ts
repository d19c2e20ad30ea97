import type { EntitlementLists, EntitlementTotals } from './entitlement-report.js';

/** A figure, as it was found and as it must be. */
export type Check = readonly [what: string, found: number, expected: number];

/** What must agree among rights, retention, records and escalations: none may be lost between the rules, the states and the lists. */
export function entitlementsAddUp(totals: EntitlementTotals, lists: EntitlementLists): readonly Check[] {
  const { rights, retention, records, escalations, counted } = totals;
  const sum = <T>(of: readonly T[], part: (one: T) => number): number => of.reduce((all, one) => all + part(one), 0);
  return [
    ['rights of all rules', sum(rights, ({ total }) => total), counted.rights],
    ['retention of all rules', sum(retention, ({ total }) => total), counted.retention],
    ['records of all kinds', sum(records, ({ total }) => total), counted.records],
    ['escalations of all rules', sum(escalations, ({ total }) => total), counted.escalations],
    ...rights.map((one): Check => [`rights by state (${one.policy}#${one.rule})`, all(one.states), one.total]),
    ...rights.map((one): Check => [
      'used late among the lapsed',
      Math.min(one.usedLate, one.states.lapsed),
      one.usedLate,
    ]),
    ...retention.map((one): Check => [`retention by state (${one.policy}#${one.rule})`, all(one.states), one.total]),
    ...records.map((one): Check => [`records by state (${one.records})`, all(one.states), one.total]),
    ...escalations.map((one): Check => ['escalations due and later', one.due + one.later, one.total]),
    [
      'rights that need attention',
      lists.rights.total,
      sum(rights, ({ states, usedLate }) => states.open + states.indeterminate + usedLate),
    ],
    [
      'records that need attention',
      lists.records.total,
      sum(records, ({ states }) => states.restricted + states['must-go'] + states.indeterminate),
    ],
    ['escalations due', lists.escalations.total, sum(escalations, ({ due }) => due)],
  ];
}

function all(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
