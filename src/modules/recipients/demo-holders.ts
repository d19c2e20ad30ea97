import type { Role } from '../../authority/roles.js';

/** Which accounts of the first look stand for which roles of an organisation; the officer stands for all others. */
const standsFor: Readonly<Record<string, readonly Role[]>> = {
  'front-line': ['handler'],
  'team-lead': ['handler', 'officer'],
  'store-manager': ['handler'],
  'regional-manager': ['approver'],
  'general-manager': ['approver'],
  'head-of-compliance': ['officer'],
  legal: ['legal'],
  'public-relations': ['legal'],
  'all-departments': ['handler', 'officer', 'legal'],
};

/** The accounts of the first look that hold a role of the organisation, by id. */
export function demoHolders(
  role: string,
  accounts: readonly { readonly id: string; readonly name: string }[],
): readonly string[] {
  const names = (standsFor[role] ?? ['officer']).map((each) => `demo-${each}`);
  return accounts.flatMap(({ id, name }) => (names.includes(name) ? [id] : []));
}
