import { expect } from '@jest/globals';
import { brokenAt } from '../../../src/ledger/entry.js';
import type { Instant } from '../../../src/rules/values.js';
import { chainOf } from '../../../src/store/entries.repository.js';
import { addRecipient, escalationsIn, leftAt, record, type Fleet, type Recorded } from './fleet.js';
import { answered, expectedOf, hour, levels, received, type Told } from './ladder.js';
import type { Receiver } from './webhook.receiver.js';

/** Units of the complaints: each has a desk of its own, which is told of its complaints. */
const units = ['north', 'south', 'east', 'west'] as const;

/** The destinations of the desks, all of them one receiver. */
export function desks(receiver: Receiver): string {
  const desk = (unit: string) =>
    `  desk-${unit}: { kind: webhook, url: "${receiver.url}/${unit}", allow-private: true, secret: { env: FAULTS_SECRET } }\n`;
  return units.map(desk).join('');
}

export interface Crowd {
  readonly count: number;
  /** Instants at which complaints are received, one step after another. */
  readonly slots: number;
  readonly step: number;
  readonly begin: Instant;
}

/** Complaints that fall due one after another: a seventh is answered before it is late, another before the second level, another before the third. */
export async function crowd(fleet: Fleet, { count, slots, step, begin }: Crowd): Promise<readonly Told[]> {
  for (const role of levels) for (const unit of units) await addRecipient(fleet, role, `desk-${unit}`, unit);
  const told = Array.from({ length: count }, (_, n): Told => {
    const at = begin + (n % slots) * step;
    return { reference: `c${n}`, received: at, answered: at + ([9, 11, 13][n % 7] ?? NaN) * hour };
  });
  for (const [place, unit] of units.entries()) {
    const own = told.filter((_, n) => n % units.length === place);
    await record(fleet, Object.fromEntries(own.map((one) => [one.reference, [received(one.received)]])), begin, unit);
  }
  return told;
}

/** Records the answers that were given before an instant, each when it was given. */
export function answersOf(fleet: Fleet, told: readonly Told[]): (before: Instant) => Promise<void> {
  const left = told.filter((one) => !Number.isNaN(one.answered)).toSorted((a, b) => a.answered - b.answered);
  return async (before) => {
    for (let next = left[0]; next !== undefined && next.answered < before; next = left[0]) {
      await record(fleet, { [next.reference]: [answered(next.answered)] }, next.answered);
      left.shift();
    }
  };
}

export interface Outcome {
  readonly fleet: Fleet;
  readonly receiver: Receiver;
  readonly told: readonly Told[];
  readonly end: Instant;
  /** When something was done that may have come between a receiver's answer and our commit. */
  readonly interruptions: readonly number[];
  readonly name: string;
}

/** So long (ms) a message may be on its way from the receiver's answer to our commit, on a busy machine. */
const betweenAnswerAndCommit = 5_000;

/** Every escalation is recorded once and received; messages came again only where an interruption allows it; no complaint is left. */
export async function expectWhole({ fleet, receiver, told, end, interruptions, name }: Outcome): Promise<void> {
  const recorded = await escalationsIn(fleet);
  const expected = told.flatMap((one) => expectedOf(one, end));
  expect(recorded.map(({ complaint, level }) => `${complaint} ${level}`).toSorted()).toEqual(expected.toSorted());
  expect(receiver.forged).toBe(0);
  const seen = new Set(receiver.received.flatMap(({ notices }) => notices));
  const unseen = recorded.filter(({ id }) => !seen.has(id));
  if (unseen.length > 0) throw new Error(`not received: ${JSON.stringify(await whatBecameOf(fleet, unseen))}`);
  expect(seen.size).toBe(recorded.length);
  // A notice is told by one message, however often that came.
  expect([...receiver.distinct().values()].flatMap(({ notices }) => notices)).toHaveLength(recorded.length);
  const repeated = repeats(receiver);
  for (const [first, again] of repeated)
    expect(
      interruptions.some((at) => at >= first - 1_000 && at <= Math.min(again, first + betweenAnswerAndCommit)),
    ).toBe(true);
  const left = await leftAt(fleet, end);
  expect(left).toEqual({ due: 0, stuck: 0, waiting: 0, unsent: 0, failed: 0 });
  const entries = await wholeChains(
    fleet,
    recorded.map(({ complaint }) => complaint),
  );
  expect(entries).toBe(recorded.length);
  process.stderr.write(
    `${name}: ${told.length} complaints, ${interruptions.length} interruptions, ${recorded.length} escalations recorded and received, ` +
      `${receiver.distinct().size} messages, ${repeated.length} repeated after an interruption\n`,
  );
}

/** Of the first notices: their status, and that of their messages. */
function whatBecameOf({ owner }: Fleet, notices: readonly Recorded[]): Promise<readonly object[]> {
  return owner.reading.query(
    'became',
    `select n.complaint_id, n.level, n.status, n.created_at, m.message_id, m.way, m.destination, m.status as sent, m.tries, m.error_code, m.sent_at
     from notice n left join message_item i using (complaint_id, rule, level, round, kind) left join message m using (message_id)
     where n.complaint_id = any($1::uuid[]) order by 1, 2`,
    [notices.slice(0, 5).map(({ complaint }) => complaint)],
  );
}

/** When each repeated message came, and when it had come before. */
function repeats(receiver: Receiver): readonly (readonly [first: number, again: number])[] {
  return [...Map.groupBy(receiver.received, ({ id }) => id).values()].flatMap((all) =>
    all.slice(1).map(({ at }, place) => [all[place]?.at ?? 0, at] as const),
  );
}

/** Every chain is whole; gives the number of entries that tell of an escalation. */
async function wholeChains(fleet: Fleet, complaints: readonly string[]): Promise<number> {
  let told = 0;
  for (const id of new Set(complaints)) {
    const chain = await chainOf(fleet.database.reading, { kind: 'complaint', id });
    expect(brokenAt(chain)).toBeUndefined();
    told += chain.filter(({ type }) => type === 'escalated').length;
  }
  return told;
}
