import { Inject, Injectable } from '@nestjs/common';
import { actorName, type Actor } from '../../actor.js';
import { now } from '../../clock.js';
import { RedressError, type Fault } from '../../errors.js';
import { once } from '../../http/idempotency/once.writer.js';
import type { Reply } from '../../http/reply.js';
import { inRequest } from '../../http/request.js';
import type { Subject } from '../../ledger/entry.js';
import type { Destinations } from '../../outgoing/destination.js';
import { randomBytes } from '../../random.js';
import { hint } from '../../rules/nearest.js';
import type { Instant } from '../../rules/values.js';
import { DATABASE } from '../../store/database-token.js';
import { record } from '../../store/entries.repository.js';
import type { Database, Tx } from '../../store/tx.js';
import { uuid } from '../complaints/keep-events.js';
import { DestinationsService } from '../destinations/destinations.service.js';
import { readAccount } from '../identity/accounts.repository.js';
import type { Acting } from '../identity/acting.js';
import { demoAccounts } from '../identity/demo.repository.js';
import { PoliciesService } from '../policies/policies.service.js';
import { demoHolders } from './demo-holders.js';
import { recipientFault } from './recipient-errors.js';
import { rolesView, roleView, type RoleView } from './recipient-views.js';
import type { Recipient, WantedRecipient } from './recipient.js';
import {
  allRecipients,
  deleteRecipients,
  insertRecipient,
  lockRecipients,
  recipientsOf,
} from './recipients.repository.js';

/** All changes of who holds which role are one chain: the letters "recipi". */
export const recipientsSubject: Subject = { kind: 'recipients', id: '00000000-0000-8000-8000-726563697069' };

/** Kinds of destinations that take notices. */
const takesNotices: ReadonlySet<string> = new Set(['webhook', 'robot']);

/** Who holds which role of the organisation: whom escalations to that role reach. */
@Injectable()
export class Recipients {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly policies: PoliciesService,
    private readonly destinations: DestinationsService,
  ) {}

  /** Every row, as it is. */
  all(): Promise<readonly Recipient[]> {
    return allRecipients(this.database.reading);
  }

  /** Each role of the set in force with whoever holds it, and roles of earlier sets that somebody still holds; with what is amiss. */
  async list(): Promise<readonly RoleView[]> {
    const { roles, fallbackOwner } = this.policies.inForce().set.organisation;
    const known = await this.destinations.all();
    return rolesView(await this.all(), { roles, fallback: fallbackOwner, isKnown: (name) => known.has(name) });
  }

  /**
   * Gives a role to these, and to nobody else: an empty list takes it from everybody. Refuses (404) a role that the set in force does not
   * have, unless it is to be emptied; and with all their faults accounts and destinations that are not there or could not be told.
   */
  async set(role: string, wanted: readonly WantedRecipient[], { by, claim }: Acting): Promise<Reply<RoleView>> {
    const { roles, fallbackOwner } = this.policies.inForce().set.organisation;
    if (!roles.includes(role) && wanted.length > 0) throw unknownRole(role, roles);
    const destinations = await this.destinations.all();
    const at = now();
    return once(this.database, claim, at, async (tx) => {
      await lockRecipients(tx);
      const before = await recipientsOf(tx, role);
      if (!roles.includes(role) && before.length === 0) throw unknownRole(role, roles);
      const faults = await faultsOf(tx, wanted, destinations);
      if (faults.length > 0) throw new RedressError(faults);
      await replace(tx, role, { before, wanted }, { by, at });
      const isKnown = (name: string): boolean => destinations.has(name);
      const held = await allRecipients(tx);
      return { status: 200, body: roleView(role, held, { roles, fallback: fallbackOwner, isKnown }) };
    });
  }

  /** Gives the roles of the set in force to the accounts of the first look, where nobody holds any role yet. */
  async giveToDemo(by: Actor): Promise<void> {
    if (!this.policies.isReady()) return;
    const { roles } = this.policies.inForce().set.organisation;
    await this.database.transaction(async (tx) => {
      await lockRecipients(tx);
      if ((await allRecipients(tx)).length > 0) return;
      const accounts = (await demoAccounts(tx)).filter(({ isDisabled }) => !isDisabled);
      for (const role of roles) {
        const wanted = demoHolders(role, accounts).map((account) => ({ account }));
        await replace(tx, role, { before: [], wanted }, { by, at: now() });
      }
    });
  }
}

function unknownRole(role: string, roles: readonly string[]): RedressError {
  const data = { known: roles.join(', ') || '-', hint: hint(role, roles) };
  return new RedressError([recipientFault('recipient.unknown_role', data, inRequest('path', 'role'))]);
}

async function faultsOf(tx: Tx, wanted: readonly WantedRecipient[], known: Destinations): Promise<readonly Fault[]> {
  const seen = new Set<string>();
  const faults: Fault[] = [];
  for (const [index, one] of wanted.entries()) {
    const key = keyOf(one);
    const fault = (await faultOf(tx, one, known, index)) ?? (seen.has(key) ? twice(index) : undefined);
    seen.add(key);
    if (fault !== undefined) faults.push(fault);
  }
  return faults;
}

const twice = (index: number): Fault =>
  recipientFault('recipient.twice', {}, inRequest('body', `/recipients/${index}`));

async function faultOf(
  tx: Tx,
  { account, destination }: WantedRecipient,
  known: Destinations,
  index: number,
): Promise<Fault | undefined> {
  const at = (key: string) => inRequest('body', `/recipients/${index}${key}`);
  if ((account === undefined) === (destination === undefined)) return recipientFault('recipient.neither', {}, at(''));
  if (destination !== undefined) return destinationFault(destination, known, at('/destination'));
  const found = account === undefined ? undefined : await readAccount(tx, account);
  if (found === undefined) return recipientFault('recipient.unknown_account', {}, at('/account'));
  return found.disabledAt === undefined ? undefined : recipientFault('recipient.account_disabled', {}, at('/account'));
}

function destinationFault(name: string, known: Destinations, place: ReturnType<typeof inRequest>): Fault | undefined {
  const found = known.get(name);
  if (found !== undefined && takesNotices.has(found.kind)) return undefined;
  if (found !== undefined) return recipientFault('recipient.wrong_kind', { kind: found.kind }, place);
  const names = [...known.values()].filter(({ kind }) => takesNotices.has(kind)).map((each) => each.name);
  return recipientFault(
    'recipient.unknown_destination',
    { known: names.join(', ') || '-', hint: hint(name, names) },
    place,
  );
}

async function replace(
  tx: Tx,
  role: string,
  { before, wanted }: { readonly before: readonly Recipient[]; readonly wanted: readonly WantedRecipient[] },
  { by, at }: { readonly by: Actor; readonly at: Instant },
): Promise<void> {
  const keys = new Map(before.map((each) => [keyOf(wantedOf(each)), each.id]));
  const kept = new Set(wanted.map(keyOf));
  const gone = [...keys].flatMap(([key, id]) => (kept.has(key) ? [] : [id]));
  const added = wanted.filter((one) => !keys.has(keyOf(one)));
  if (gone.length === 0 && added.length === 0) return;
  await deleteRecipients(tx, gone);
  const signed = { by: actorName(by), at };
  for (const { unit, account, destination } of added)
    await insertRecipient(tx, role, { id: uuid(randomBytes), unit, account, destination }, signed);
  const recipients = [...kept].sort().map((key) => {
    const [unit, account, destination] = JSON.parse(key) as readonly (string | null)[]; // written by keyOf
    return { unit: unit ?? null, account: account ?? null, destination: destination ?? null };
  });
  await record(tx, recipientsSubject, [{ type: 'role-held-by', body: { role, recipients } }], { actor: signed.by, at });
}

function keyOf({ unit, account, destination }: WantedRecipient): string {
  return JSON.stringify([unit ?? null, account ?? null, destination ?? null]);
}

function wantedOf({ unit, holder }: Recipient): WantedRecipient {
  const who = holder.kind === 'account' ? { account: holder.account } : { destination: holder.destination };
  return { unit, ...who };
}
