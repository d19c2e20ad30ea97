import { mayNot, unitsSeen } from '../../authority/authority.js';
import type { Role } from '../../authority/roles.js';
import type { Instant } from '../../rules/values.js';

/** Who holds a role of the organisation: an account or a destination, for one unit or for all. */
export interface Recipient {
  readonly id: string;
  readonly role: string;
  /** Undefined: for all units that have nobody of their own. */
  readonly unit: string | undefined;
  readonly holder: AccountHolder | DestinationHolder;
  readonly addedAt: Instant;
  readonly addedBy: string;
}

export interface AccountHolder {
  readonly kind: 'account';
  readonly account: string;
  readonly name: string;
  readonly isDisabled: boolean;
  readonly roles: readonly Role[];
  readonly units: readonly string[];
}

export interface DestinationHolder {
  readonly kind: 'destination';
  readonly destination: string;
}

/** One place of the list of a role, as it is asked for. */
export interface WantedRecipient {
  readonly unit?: string | undefined;
  readonly account?: string | undefined;
  readonly destination?: string | undefined;
}

/** People and destinations of a complaint of one unit; `instead` where the fallback owner stands in for a role that nobody holds. */
export interface Told {
  readonly accounts: readonly { readonly id: string; readonly name: string }[];
  readonly destinations: readonly string[];
  readonly instead?: string;
}

/**
 * Who is told, for these roles, of a complaint of this unit (null: of none): of each role those who hold it for the unit, else those who
 * hold it for all; where no role has anybody, the fallback owner. A disabled account holds nothing. Nobody at all is an empty answer.
 */
export function whoIsTold(
  held: readonly Recipient[],
  {
    roles,
    unit,
    fallback,
  }: { readonly roles: readonly string[]; readonly unit: string | null; readonly fallback: string | undefined },
): Told {
  const found = roles.flatMap((role) => holdersOf(held, role, unit));
  if (found.length > 0 || fallback === undefined) return told(found);
  return { ...told(holdersOf(held, fallback, unit)), instead: fallback };
}

/** Who of a role can be told, for a unit. */
export function holdersOf(held: readonly Recipient[], role: string, unit: string | null): readonly Recipient[] {
  const reachable = held.filter((each) => each.role === role && canBeTold(each));
  const own = reachable.filter((each) => unit !== null && each.unit === unit);
  return own.length > 0 ? own : reachable.filter((each) => each.unit === undefined);
}

export function canBeTold({ holder }: Recipient): boolean {
  return holder.kind === 'destination' || !holder.isDisabled;
}

function told(found: readonly Recipient[]): Told {
  const accounts = new Map<string, { readonly id: string; readonly name: string }>();
  const destinations = new Set<string>();
  for (const { holder } of found)
    if (holder.kind === 'account') accounts.set(holder.account, { id: holder.account, name: holder.name });
    else destinations.add(holder.destination);
  return { accounts: [...accounts.values()], destinations: [...destinations] };
}

/** What stands in the way of an account that is told: it is told all the same. */
export type HolderWarning = 'disabled' | 'cannot-read' | 'unit-not-seen' | 'some-units-only' | 'unknown-destination';

/** Why somebody who is told could not look at the complaint, or be told at all; undefined where nothing is in the way. */
export function holderWarning(
  { holder, unit }: Pick<Recipient, 'holder' | 'unit'>,
  isKnownDestination: (name: string) => boolean,
): HolderWarning | undefined {
  if (holder.kind === 'destination') return isKnownDestination(holder.destination) ? undefined : 'unknown-destination';
  if (holder.isDisabled) return 'disabled';
  const { account, roles, units } = holder;
  const known = { actor: { kind: 'account', id: account }, account, roles: new Set(roles), units } as const;
  // The verb takes no confirmation: the instant plays no part.
  if (mayNot(known, 'escalation.acknowledge', { at: 0 }) !== undefined) return 'cannot-read';
  const seen = unitsSeen(known, 'escalation.acknowledge');
  if (seen === 'all') return undefined;
  if (unit === undefined) return 'some-units-only';
  return seen.includes(unit) ? undefined : 'unit-not-seen';
}
