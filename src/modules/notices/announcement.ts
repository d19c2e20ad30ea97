import type { Text } from '../../errors.js';
import type { Json } from '../../ledger/canonical.js';
import type { Instant } from '../../rules/values.js';
import type { Way } from './gathering.js';

/** What messages are about, in words. */
export const messageTitles = {
  escalation: { en: 'Escalation', zh: '升级提醒' },
  digest: { en: 'Several notices', zh: '提醒汇总' },
  'schedule-finding': { en: 'From the schedules', zh: '定期任务提示' },
  undelivered: { en: 'A message could not be delivered', zh: '消息未能送达' },
  'letter-not-sent': { en: 'A letter was not sent', zh: '函件未能发出' },
  'letter-not-recorded': { en: 'A letter has gone, and that could not be recorded', zh: '函件已发出，但未能登记' },
} as const satisfies Readonly<Record<string, Text>>;

export type MessageKind = keyof typeof messageTitles;
export type AnnouncementKind = Extract<MessageKind, 'schedule-finding' | 'undelivered'>;

/** The title of a kind of message; the kind itself where it is not known. */
export function messageTitle(kind: string): Text {
  const known: Readonly<Record<string, Text>> = messageTitles;
  return Object.hasOwn(known, kind) ? (known[kind] ?? { en: kind, zh: kind }) : { en: kind, zh: kind };
}

/** What an announcement says: a sentence a line in each language, and plain values for whoever reads them by a program. */
export interface Said extends Text {
  readonly notes: Readonly<Record<string, string | number | null>>;
}

/** Ways and people that an announcement leaves out: all that has every value that is given. */
export interface Except {
  readonly way?: Way;
  readonly account?: string;
  readonly destination?: string;
}

/** Something to tell that is of no complaint. It goes to people as notices do. */
export interface Announcement {
  readonly id: string;
  readonly kind: AnnouncementKind;
  readonly at: Instant;
  /** Roles of the organisation; of none, the fallback owner. */
  readonly to: readonly string[];
  readonly except: readonly Except[];
  readonly said: Said;
}

/** An announcement as a message holds it that leaves the house. */
export interface Announced extends Text {
  readonly id: string;
  readonly kind: AnnouncementKind;
  readonly at: Instant;
}

export function announced({ id, kind, at, said: { en, zh } }: Announcement): Announced {
  return { id, kind, at, en, zh };
}

/** What an inbox shows of announcements of one kind that come together: the sentences of all, and of each value those that there are. */
export function saidTogether(announcements: readonly Announcement[]): Readonly<Record<string, string | number | null>> {
  const [only, ...more] = announcements.map(({ said: { en, zh, notes } }) => ({ en, zh, ...notes }));
  if (only === undefined || more.length === 0) return only ?? {};
  const all: readonly Readonly<Record<string, string | number | null>>[] = [only, ...more];
  const names = new Set(all.flatMap((each) => Object.keys(each)));
  return Object.fromEntries(
    [...names].map((name) => {
      const values = all.flatMap((each) =>
        each[name] === undefined || each[name] === null ? [] : [String(each[name])],
      );
      return [name, name === 'en' || name === 'zh' ? values.join('\n') : [...new Set(values)].join(', ')];
    }),
  );
}

/** Announcements that a stored message holds. Refuses what this program has not written. */
export function announcementsIn(body: Readonly<Record<string, unknown>>): readonly Announced[] {
  const stored = body['announcements'];
  return Array.isArray(stored) ? stored.map(announcedOf) : [];
}

function announcedOf(value: unknown): Announced {
  const { id, kind, at, en, zh } = Object(value) as Readonly<Record<string, unknown>>; // of an object any name may be asked
  if ((kind !== 'schedule-finding' && kind !== 'undelivered') || typeof at !== 'number')
    throw new RangeError('no announcement');
  return { id: String(id), kind, at, en: String(en), zh: String(zh) };
}

/** Announcements as JSON for the body of a message. */
export function announcedJson(announcements: readonly Announced[]): { readonly announcements: Json } {
  return { announcements: announcements.map(({ id, kind, at, en, zh }) => ({ id, kind, at, en, zh })) };
}
