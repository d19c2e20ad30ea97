import { roles, type Role } from '../../authority/roles.js';
import type { OidcDestination } from '../../outgoing/destination.js';
import { namePattern } from './account-name.js';

/** What a provider says of a person. */
export type Claims = Readonly<Record<string, unknown>>;

/** Somebody whom a provider has signed in; the two together say who it is, and nothing else does (OpenID Connect Core 5.7). */
export interface OidcPerson {
  readonly issuer: string;
  readonly subject: string;
  readonly claims: Claims;
}

const longestUnit = 100;
const mostUnits = 1_000;

/** A claim by its name; where there is none of this name, dots lead into it: `realm_access.roles`. */
export function claimOf(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  let value: unknown = claims;
  for (const key of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

/** The texts of a claim, of which there may be one or a list; anything else in it means nothing. */
function texts(claims: Claims, name: string): readonly string[] {
  const value = claimOf(claims, name);
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((one) => typeof one === 'string');
}

type About<Key extends keyof OidcDestination> = Pick<OidcDestination, Key>;

/** The roles that a provider's claims name. Administrators only where the configuration says so. */
export function rolesClaimed(
  { roles: given, administratorFromClaims }: About<'roles' | 'administratorFromClaims'>,
  claims: Claims,
): readonly Role[] {
  if (given === undefined) return [];
  const values = new Set(texts(claims, given.claim));
  const named = new Set(Object.entries(given.map).flatMap(([value, role]) => (values.has(value) ? [role] : [])));
  return roles.filter((role) => named.has(role) && (role !== 'administrator' || administratorFromClaims));
}

/** The roles that a provider decides on: those that it could name. The others are given and taken here. */
export function rolesDecided({
  roles: given,
  administratorFromClaims,
}: About<'roles' | 'administratorFromClaims'>): ReadonlySet<Role> {
  const named = Object.values(given?.map ?? {});
  return new Set(named.filter((role) => role !== 'administrator' || administratorFromClaims));
}

/** The units that a provider's claims name, in order; undefined where units are set here. */
export function unitsClaimed({ units }: About<'units'>, claims: Claims): readonly string[] | undefined {
  if (units === undefined) return undefined;
  const found = texts(claims, units.claim).filter((unit) => unit !== '' && unit.length <= longestUnit);
  return [...new Set(found)].sort().slice(0, mostUnits);
}

/** The name for a new account: as the provider calls the person, if that can be a name here; undefined where nothing can. */
export function nameClaimed(claims: Claims): string | undefined {
  return ['preferred_username', 'upn', 'email']
    .flatMap((claim) => texts(claims, claim))
    .map((text) => text.normalize('NFKC').trim())
    .find((text) => namePattern.test(text));
}

/** Whether everything that is asked of the claims is there, so that the provider need not be asked for more. */
export function areComplete({ roles: given, units }: About<'roles' | 'units'>, claims: Claims): boolean {
  const needed = ['preferred_username', ...[given, units].flatMap((one) => (one === undefined ? [] : [one.claim]))];
  return needed.every((name) => claimOf(claims, name) !== undefined);
}
