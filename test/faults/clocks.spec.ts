import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { PolicyText } from '../../src/rules/policy/read-file.js';
import { instant } from '../support/builders.js';
import { desks } from './support/crowd.js';
import {
  addRecipient,
  allDone,
  escalationsIn,
  leftAt,
  record,
  startFleet,
  until,
  type Fleet,
} from './support/fleet.js';
import { hour, hoursToAcknowledge, hoursToDue, ladder, levels, received } from './support/ladder.js';
import { counted } from './support/seeded.js';
import { webhookReceiver, webhookSecret, type Receiver } from './support/webhook.receiver.js';

const minute = 60_000;
const complaintsInAll = counted(300, 0.1);
/** One of the processes is of another version of Node.js, as during an upgrade, and says so. */
const otherZoneData = '2019c';
const timeout = 300_000;

let fleet: Fleet;
let receiver: Receiver;
afterEach(async () => {
  await fleet.close();
  await receiver.close();
});

async function start(begin: number, policies: readonly PolicyText[] = ladder): Promise<void> {
  receiver = await webhookReceiver();
  const env = { FAULTS_SECRET: webhookSecret };
  fleet = await startFleet({ policies, begin, destinations: desks(receiver), env });
  for (const role of levels) await addRecipient(fleet, role, 'desk-north');
}

/** When each level was recorded, as instants of UTC, each once. */
async function toldAt(): Promise<Readonly<Record<number, readonly string[]>>> {
  const told = Map.groupBy(await escalationsIn(fleet), ({ level }) => level);
  const times = [...told].map(([level, all]) => [level, [...new Set(all.map(({ at }) => new Date(at).toISOString()))]]);
  return Object.fromEntries(times) as Record<number, readonly string[]>; // made so just now
}

/** When so many processes have each gone through everything that is due at an instant by the right clock. */
async function lookedAt(at: number, processes: number): Promise<void> {
  await until(
    `looked at ${new Date(at).toISOString()}`,
    () => fleet.owner.reading.query('beats', 'select from beat where at >= $1', [new Date(at).toISOString()]),
    (beats) => beats.length >= processes,
  );
  // A sign of life may be of a round that began just before the instant; the next one begins within a second.
  await sleep(1_500);
}

const swept = (at: number) =>
  until(
    new Date(at).toISOString(),
    () => leftAt(fleet, at),
    ({ due, waiting }) => due + waiting === 0,
  );

describe('three processes whose clocks are five minutes apart, in three zones of the machine', () => {
  it(
    'tell everybody when one right clock would, and name the zone data by which each judged',
    async () => {
      const begin = instant('2026-03-02T09:00:00+08:00');
      await start(begin);
      const open = Array.from({ length: complaintsInAll }, (_, n) => [`c${n}`, [received(begin)]] as const);
      await record(fleet, Object.fromEntries(open), begin);
      const machines = [
        { skew: -5 * minute, env: { TZ: 'Pacific/Auckland' } },
        { skew: 0, env: { TZ: 'UTC' } },
        { skew: 5 * minute, env: { TZ: 'America/St_Johns', FAULTS_ZONE_DATA: otherZoneData } },
      ];
      await Promise.all(machines.map((machine) => fleet.worker(machine)));
      const expected: Record<number, string[]> = {};
      for (const [place] of levels.entries()) {
        const at = begin + (hoursToDue + place * hoursToAcknowledge) * hour;
        // The clock of one of them says that it is time already.
        fleet.time.moveTo(at - 2 * minute);
        await lookedAt(at - 2 * minute, machines.length);
        expect(await toldAt()).toEqual(expected);
        fleet.time.moveTo(at);
        await swept(at);
        expected[place + 1] = [new Date(at).toISOString()];
        expect(await toldAt()).toEqual(expected);
      }
      expect(await escalationsIn(fleet)).toHaveLength(complaintsInAll * levels.length);
      const zoneData = await fleet.owner.reading.query<{ data: string }>(
        'zone-data',
        `select distinct receipt ->> 'timeZoneData' as data from judgement`,
      );
      const known = [process.versions['tz'], otherZoneData];
      expect(zoneData.filter(({ data }) => !known.includes(data))).toEqual([]);
      // Nothing is judged again for the sake of the data: once when it was received, and once for each level.
      const [judged] = await fleet.owner.reading.query<{ most: number }>(
        'judged',
        'select max(number)::int as most from judgement',
      );
      expect(judged?.most).toBeLessThanOrEqual(1 + levels.length);
      fleet.time.moveTo(fleet.time.now() + hour / 2);
      await allDone(fleet, fleet.time.now());
      process.stderr.write(
        `clocks: ${complaintsInAll} complaints, three levels each told at its instant by three clocks five minutes apart\n`,
      );
    },
    timeout,
  );
});

/** Each with the instants of UTC at which its day is over, and the levels follow: worked out by hand. */
const days = [
  {
    name: 'the day that loses an hour in London',
    zone: 'Europe/London',
    received: '2026-03-28T12:00:00Z',
    // Sunday 29 March has 23 hours: it ends at 23:00 UTC.
    late: '2026-03-29T23:00:00.000Z',
    next: '2026-03-30T01:00:00.000Z',
  },
  {
    name: 'the day that gains an hour in New York',
    zone: 'America/New_York',
    received: '2026-10-31T16:00:00Z',
    // Sunday 1 November has 25 hours: it ends at 05:00 UTC.
    late: '2026-11-02T05:00:00.000Z',
    next: '2026-11-02T07:00:00.000Z',
  },
  {
    name: 'a leap day in Shanghai',
    zone: 'Asia/Shanghai',
    received: '2028-02-28T04:00:00Z',
    late: '2028-02-29T16:00:00.000Z',
    next: '2028-02-29T18:00:00.000Z',
  },
] as const;

describe.each(days)('$name', ({ zone, received: from, late, next }) => {
  it(
    'ends when the zone says, not a moment sooner or later',
    async () => {
      const begin = instant(from);
      await start(begin, inZone(zone));
      await record(fleet, { one: [received(begin)] }, begin);
      await fleet.worker();
      for (const at of [instant(late) - 1, instant(late), instant(next) - 1, instant(next)]) {
        fleet.time.moveTo(at);
        await lookedAt(at, 1);
        await swept(at);
      }
      expect(await toldAt()).toEqual({ 1: [late], 2: [next] });
    },
    timeout,
  );
});

/** The ladder in another zone, with one day instead of hours, that ends at midnight there. */
function inZone(zone: string): readonly PolicyText[] {
  const calendar = `calendar: here
zone: ${zone}
default-counting: plain
counting:
  plain: { first-day: not-counted, last-day-rolls-off: nothing, ends: midnight, cite: house }
`;
  const changed = ladder.map(({ file, text }) => ({
    file,
    text: text
      .replace(`within: ${hoursToDue} hours`, 'within: 1 day')
      .replace(/^zone: .*$/m, `zone: ${zone}`)
      .replace(/^calendar: cn$/m, file.startsWith('calendars/') ? 'calendar: cn' : 'calendar: here')
      .replace(/^counting: cn-day$/m, 'counting: plain'),
  }));
  return [
    ...changed.filter(({ file }) => !file.startsWith('calendars/')),
    { file: 'calendars/here.yaml', text: calendar },
  ];
}
