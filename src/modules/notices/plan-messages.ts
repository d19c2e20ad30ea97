import type { Zone } from '../../rules/time/calendar.js';
import type { Instant } from '../../rules/values.js';
import type { Language } from '../../errors.js';
import type { Contact } from '../recipients/contact.js';
import { whoIsTold, type Recipient } from '../recipients/recipient.js';
import type { Json } from '../../ledger/canonical.js';
import {
  announced,
  announcedJson,
  saidTogether,
  type Announced,
  type Announcement,
  type Except,
  type MessageKind,
} from './announcement.js';
import { gathered, type Sent, type Way } from './gathering.js';
import type { NoticeKey } from './notice-id.js';
import { quietUntil } from './quiet-hours.js';

/** A notice that waits to be told. */
export interface WaitingNotice extends NoticeKey {
  readonly unit: string | null;
  /** Roles of the organisation. */
  readonly to: readonly string[];
}

/** Somebody or something that is told, by one way. */
export interface Addressee {
  readonly way: Way;
  readonly account?: string;
  readonly destination?: string;
}

export interface NewMessage extends Addressee {
  readonly id: string;
  readonly kind: MessageKind;
  readonly language: Language;
  readonly notBefore: Instant;
  /** Whether more may join it before it goes. */
  readonly isGathering: boolean;
  readonly body: Readonly<Record<string, Json>>;
}

export interface MessageItem {
  readonly message: string;
  readonly notice: NoticeKey;
}

/** What is known when notices are told. */
export interface Known {
  readonly held: readonly Recipient[];
  readonly fallback: string | undefined;
  readonly contacts: ReadonlyMap<string, Contact>;
  /** Whether there is a mail server to send by. */
  readonly hasMail: boolean;
  /** The way of a destination, and the language in which it is told; a name that is not known any more fails when it is sent to. */
  destination(name: string): { readonly way: 'webhook' | 'robot'; readonly language: Language };
  /** By `addresseeKey`: what was sent lately. */
  readonly lately: ReadonlyMap<string, Sent>;
  readonly zone: Zone;
  readonly at: Instant;
  readonly newId: () => string;
}

export interface Plan {
  readonly messages: readonly NewMessage[];
  readonly items: readonly MessageItem[];
  /** What messages that stand already tell of too, by their ids. */
  readonly appended: ReadonlyMap<string, readonly Announced[]>;
  readonly told: readonly WaitingNotice[];
  readonly announced: readonly Announcement[];
  /** Roles of which nobody can be told yet. */
  readonly toNobody: ReadonlySet<string>;
}

/** What is told: of a complaint, or of none. */
type Thing = WaitingNotice | Announcement;

export function addresseeKey({ way, account, destination }: Addressee): string {
  return JSON.stringify([way, account ?? null, destination ?? null]);
}

/**
 * Notices and announcements by whoever is told of them: who, by which way, in which messages. Of what nobody can be told, nothing is told.
 */
export function planMessages(
  {
    notices,
    announcements,
  }: { readonly notices: readonly WaitingNotice[]; readonly announcements: readonly Announcement[] },
  known: Known,
): Plan {
  const byAddressee = new Map<string, { readonly to: Addressee; readonly things: Thing[] }>();
  const told = new Set<Thing>();
  const toNobody = new Set<string>();
  const found = new Map<string, readonly Addressee[]>();
  for (const thing of [...notices, ...announcements]) {
    const who = { to: thing.to, unit: 'unit' in thing ? thing.unit : null };
    const key = JSON.stringify([who.to, who.unit]);
    const addressees = found.get(key) ?? addresseesOf(who, known);
    found.set(key, addressees);
    if (addressees.length > 0) told.add(thing);
    else for (const role of rolesOf(thing, known)) toNobody.add(role);
    for (const to of addressees) {
      if ('except' in thing && thing.except.some((except) => isExcepted(to, except))) continue;
      const own = byAddressee.get(addresseeKey(to));
      if (own === undefined) byAddressee.set(addresseeKey(to), { to, things: [thing] });
      else own.things.push(thing);
    }
  }
  const made: Made = { known, messages: [], items: [], appended: new Map() };
  for (const { to, things } of byAddressee.values())
    if (to.way === 'inbox') addToInbox(things, to, made);
    else addMessages(things, to, made);
  return {
    ...made,
    told: notices.filter((notice) => told.has(notice)),
    announced: announcements.filter((announcement) => told.has(announcement)),
    toNobody,
  };
}

function rolesOf({ to }: Thing, { fallback }: Known): readonly string[] {
  return to.length > 0 || fallback === undefined ? to : [fallback];
}

function isExcepted(to: Addressee, { way, account, destination }: Except): boolean {
  return (
    (way === undefined || way === to.way) &&
    (account === undefined || account === to.account) &&
    (destination === undefined || destination === to.destination)
  );
}

function addresseesOf({ to, unit }: Pick<WaitingNotice, 'to' | 'unit'>, known: Known): readonly Addressee[] {
  const { accounts, destinations } = whoIsTold(known.held, { roles: to, unit, fallback: known.fallback });
  return [
    ...accounts.flatMap(({ id }): readonly Addressee[] => {
      const contact = known.contacts.get(id);
      const wantsMail = known.hasMail && contact?.address !== undefined && contact.ways.includes('mail');
      return [{ way: 'inbox', account: id }, ...(wantsMail ? [{ way: 'mail' as const, account: id }] : [])];
    }),
    ...destinations.map((name): Addressee => ({ way: known.destination(name).way, destination: name })),
  ];
}

interface Made {
  readonly known: Known;
  readonly messages: NewMessage[];
  readonly items: MessageItem[];
  readonly appended: Map<string, readonly Announced[]>;
}

/** In the inbox notices are acknowledged: announcements, which are not, have messages of their own. */
function addToInbox(things: readonly Thing[], to: Addressee, made: Made): void {
  addMessages(things.filter(isNotice), to, made);
  const { at, newId } = made.known;
  const announcements = things.filter(isAnnouncement);
  const groups = Map.groupBy(announcements, ({ id, kind }) => (kind === 'schedule-finding' ? kind : id));
  for (const group of groups.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const how = { language: languageOf(to, made.known), notBefore: at, isGathering: false };
    made.messages.push({ ...to, ...how, id: newId(), kind: first.kind, body: saidTogether(group) });
  }
}

function addMessages(things: readonly Thing[], to: Addressee, { known, messages, items, appended }: Made): void {
  const quiet = to.account === undefined ? undefined : known.contacts.get(to.account)?.quiet;
  // The inbox disturbs nobody, and a program has no night.
  const until = to.way === 'mail' ? quietUntil(known.at, known.zone, quiet) : undefined;
  const lately = known.lately.get(addresseeKey(to));
  const groups = gathered(things, { at: known.at, quietUntil: until, lately, way: to.way });
  for (const { notices: own, joins, notBefore, isGathering } of groups) {
    const id = joins ?? known.newId();
    for (const notice of own.filter(isNotice)) items.push({ message: id, notice });
    const said = own.filter(isAnnouncement).map(announced);
    if (joins !== undefined) {
      if (said.length > 0) appended.set(id, said);
      continue;
    }
    const kind = isGathering || own.length > 1 ? 'digest' : (said[0]?.kind ?? 'escalation');
    const body = said.length === 0 ? {} : announcedJson(said);
    messages.push({ ...to, id, kind, language: languageOf(to, known), notBefore, isGathering, body });
  }
}

function isNotice(thing: Thing): thing is WaitingNotice {
  return 'complaint' in thing;
}

function isAnnouncement(thing: Thing): thing is Announcement {
  return 'said' in thing;
}

function languageOf({ account, destination }: Addressee, known: Known): Language {
  if (destination !== undefined) return known.destination(destination).language;
  return (account === undefined ? undefined : known.contacts.get(account)?.language) ?? 'en';
}
