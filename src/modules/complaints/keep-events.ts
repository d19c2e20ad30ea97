import { actorName, type Actor } from '../../actor.js';
import type { Json } from '../../ledger/canonical.js';
import { commitmentOf, saltLength, saltsOf } from '../../ledger/commitment.js';
import type { RandomBytes } from '../../random.js';
import type { PolicySet } from '../../rules/policy/policy.js';
import { isNone, type FactValue, type Instant, type None, type Time } from '../../rules/values.js';
import { registerType } from './read-register.js';
import type { PersonalValue, StoredComplaint, StoredEvent, StoredValue } from './complaint.js';

/** An event as it comes in, its values typed and checked against the vocabulary. */
export interface NewEvent {
  /** Unique within the complaint; made where it is absent or taken. */
  readonly id?: string;
  readonly type: string;
  readonly at: Time;
  readonly recordedAt?: Instant;
  readonly ref?: string;
  /** See StoredEvent. */
  readonly fromStart?: boolean;
  readonly data: Readonly<Record<string, FactValue | None>>;
}

/** Who records, when, through what, and where salts and ids come from. */
export interface Keeping {
  readonly set: PolicySet;
  readonly at: Instant;
  readonly by: Actor;
  /** What brings the events: `import:MAPPING`, `api`. */
  readonly origin: string;
  readonly run?: string;
  readonly random: RandomBytes;
}

export interface Recorded {
  readonly event: StoredEvent;
  /** Name → commitment, for the entry. */
  readonly facts: Readonly<Record<string, string>>;
}

/** New events as they are kept: numbered on, their ids free, personal values put aside into `personal`. */
export function keepEvents(
  complaint: StoredComplaint,
  events: readonly NewEvent[],
  how: Keeping,
  personal: PersonalValue[],
): readonly Recorded[] {
  const taken = new Set(complaint.events.map(({ id }) => id));
  let number = complaint.events.at(-1)?.number ?? 0;
  return events.map((event) => {
    number++;
    const { id, type, at, recordedAt, ref, fromStart } = event;
    const salt = how.random(saltLength);
    const kept = keepData(event, salt, how, personal);
    const stored: StoredEvent = {
      type,
      at,
      number,
      id: freeId(id ?? `e${number}`, taken),
      ...(recordedAt === undefined ? {} : { recordedAt }),
      ...(ref === undefined ? {} : { ref }),
      storedAt: how.at,
      fromStart: fromStart ?? false,
      data: kept.data,
      salt,
      origin: how.origin,
      actor: actorName(how.by),
      ...(how.run === undefined ? {} : { run: how.run }),
    };
    return { event: stored, facts: kept.facts };
  });
}

/** An id that is taken gets `~2`, `~3`: the same event recorded anew after it was taken back. */
function freeId(wanted: string, taken: Set<string>): string {
  let id = wanted;
  for (let copy = 2; taken.has(id); copy++) id = `${wanted}~${copy}`;
  taken.add(id);
  return id;
}

/** Personal values go to their own place under their own salt; of the others the salt follows from the event's. */
function keepData(
  { type, data }: NewEvent,
  salt: Buffer,
  how: Keeping,
  personal: PersonalValue[],
): { readonly data: Readonly<Record<string, StoredValue>>; readonly facts: Readonly<Record<string, string>> } {
  const kept: Record<string, StoredValue> = {};
  const facts: Record<string, string> = {};
  const salts = saltsOf(salt, Object.keys(data));
  for (const [name, value] of Object.entries(data)) {
    if (isNone(value) || !isPersonal(name, type, how.set)) {
      kept[name] = value;
      facts[name] = commitmentOf(salts.get(name) ?? salt, json(value));
      continue;
    }
    const own = { id: uuid(how.random), value, salt: how.random(saltLength) };
    personal.push(own);
    kept[name] = { kind: 'personal', id: own.id };
    facts[name] = commitmentOf(own.salt, json(value));
  }
  return { data: kept, facts };
}

/**
 * Words of ours that no vocabulary has: the event that a retraction names, what a source says that it reports, of an opening the code
 * of its purpose and the names of the facts, and the id of the letter whose sending it is.
 */
const ours = new Set(['event', 'observes', 'purpose_code', 'opened_facts', 'letter']);

/** The reason of a retraction is free text; what the vocabulary does not know may be anything, but for counts from the register. */
function isPersonal(name: string, type: string, { vocabulary }: PolicySet): boolean {
  return vocabulary.facts.get(name)?.personal ?? !(ours.has(name) || type === registerType);
}

/** UUID version 4. */
export function uuid(random: RandomBytes): string {
  const bytes = random(16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Values are texts, numbers, yes or no, lists and plain objects of them: JSON. */
export function json(value: FactValue | None): Json {
  return value as unknown as Json;
}
