import { expect } from '@jest/globals';
import { brokenAt } from '../../../src/ledger/entry.js';
import { schedulesSubject } from '../../../src/modules/schedules/findings.keeper.js';
import type { PolicyText } from '../../../src/rules/policy/read-file.js';
import type { Instant } from '../../../src/rules/values.js';
import { chainOf } from '../../../src/store/entries.repository.js';
import { until, type Fleet } from './fleet.js';
import { minute } from './ladder.js';

/** Minutes of each hour at which a schedule is due, by its `catch-up`, which is its id too. */
const minutesOf = { all: [20], latest: [0, 40], none: [0, 50] } as const;

/** What becomes of what is late and not made up for. */
const leftOut = { all: undefined, latest: 'passed-over', none: 'missed' } as const;

type CatchUp = keyof typeof minutesOf;
const catchUps = Object.keys(minutesOf) as readonly CatchUp[]; // the keys of the table above, and no others

/** Checks of everybody, several in an hour, one schedule for each way to make up for what was missed. */
export const schedules: PolicyText = {
  file: 'schedules.yaml',
  text: `schedules:\n${catchUps.map(scheduleText).join('')}`,
};

function scheduleText(catchUp: CatchUp): string {
  return `  ${catchUp}:
    title: { en: Check (${catchUp}), zh: 检查（${catchUp}） }
    at: { cron: "${minutesOf[catchUp].join(',')} * * * *", zone: UTC }
    does: check
    catch-up: ${catchUp}
`;
}

interface Row {
  readonly schedule: CatchUp;
  readonly due: Instant;
  readonly claimed: Instant;
  readonly state: string;
  readonly late: boolean;
  /** The schedule of the run that went on when it was due, where it was passed over for that. */
  readonly during: string | null;
  readonly status: string | null;
  readonly fault: string | null;
  readonly afterLoss: boolean;
  readonly population: number | null;
  readonly examined: number | null;
  readonly skipped: number | null;
}

/** Waits until every time until this instant has been looked for, and no run is open. */
export async function schedulesEnded({ owner }: Fleet, end: Instant): Promise<void> {
  const open = `select (select extract(epoch from through) * 1000 from schedule_mark)::float8 as through,
    (select count(*)::int from schedule_run where state = 'claimed') as open`;
  await until(
    'runs of schedules',
    async () => (await owner.reading.query<{ through: number | null; open: number }>('schedules-open', open))[0],
    (found) => found !== undefined && (found.through ?? 0) >= end && found.open === 0,
    180,
  );
}

function rowsOf({ owner }: Fleet): Promise<readonly Row[]> {
  return owner.reading.query<Row>(
    'schedules-rows',
    `select s.schedule, (extract(epoch from s.due_at) * 1000)::float8 as due, (extract(epoch from s.claimed_at) * 1000)::float8 as claimed,
       s.state, coalesce((s.detail ->> 'late')::boolean, false) as late,
       (select d.request ->> 'schedule' from run d where d.run_id::text = s.detail ->> 'during') as during, r.status, r.error -> 0 ->> 'code' as fault,
       coalesce((r.request ->> 'after_loss')::boolean, false) as "afterLoss", (r.account ->> 'population')::int as population,
       (r.account ->> 'examined')::int as examined, (r.account ->> 'skipped')::int as skipped
     from schedule_run s left join run r using (run_id) order by s.schedule, s.due_at`,
  );
}

interface Period {
  /** When the schedules came into force. */
  readonly begin: Instant;
  readonly end: Instant;
  /** Complaints that each check is of. */
  readonly population: number;
}

/**
 * Each time at which a schedule was due has come to something once: done by one run, whose figures add up, or missed, or passed over for a later
 * one. A run whose process was lost twice may have come to nothing, and says so.
 */
export async function expectSchedulesWhole(fleet: Fleet, { begin, end, population }: Period): Promise<void> {
  const rows = await rowsOf(fleet);
  expect(rows.map(({ schedule, due }) => `${schedule} ${due}`)).toEqual(dueBetween(begin, end));
  for (const row of rows) expectAllowed(row, population);
  expectLatestCarriedOut(rows);
  const carriedOut = rows.filter(({ state }) => state === 'done' || state === 'failed').length;
  const [orders] = await fleet.owner.reading.query<{ orders: number; times: number; takenUp: number; twice: number }>(
    'schedules-orders',
    `select count(*) filter (where not request ? 'takes_up')::int as orders, count(distinct (request ->> 'schedule', request ->> 'due'))::int as times,
       count(*) filter (where request ? 'takes_up')::int as "takenUp",
       (count(*) filter (where status = 'done') - count(distinct (request ->> 'schedule', request ->> 'due')) filter (where status = 'done'))::int as twice
     from run where request ? 'schedule'`,
  );
  expect(orders).toMatchObject({ orders: carriedOut, times: carriedOut, twice: 0 });
  const entries = await chainOf(fleet.database.reading, schedulesSubject);
  expect(brokenAt(entries)).toBeUndefined();
  const missed = entries.flatMap(({ type, body }) => (type === 'schedule-missed' ? [Number(body['missed'])] : []));
  expect(missed.reduce((sum, some) => sum + some, 0)).toBe(rows.filter(({ late }) => late).length);
  const count = (state: string): number => rows.filter((row) => row.state === state).length;
  process.stderr.write(
    `schedules: ${rows.length} due times: ${count('done')} done, ${count('missed')} missed, ${count('passed-over')} passed over, ` +
      `${rows.filter(({ during }) => during !== null).length} of them because the run before went on, ${count('failed')} lost with two processes; ${orders?.takenUp} runs taken up again\n`,
  );
}

function expectAllowed(row: Row, population: number): void {
  switch (row.state) {
    case 'done':
      expect(row).toMatchObject({ status: 'done', population });
      expect(Number(row.examined) + Number(row.skipped)).toBe(population);
      return;
    case 'failed':
      expect(row).toMatchObject({ status: 'interrupted', fault: 'run.interrupted', afterLoss: true });
      return;
    default:
      // What is not carried out has no run: it was late, or the run before it went on.
      if (row.during === null) expect(row).toMatchObject({ state: leftOut[row.schedule], late: true, status: null });
      else expect(row).toMatchObject({ state: 'passed-over', late: false, during: row.schedule, status: null });
  }
}

/** Of the times that were found at once the newest is carried out. */
function expectLatestCarriedOut(rows: readonly Row[]): void {
  const latest = rows.filter(({ schedule }) => schedule === 'latest');
  for (const together of Map.groupBy(latest, ({ claimed }) => claimed).values()) {
    const newest = together.at(-1);
    if (newest?.during === null) expect(newest.state).not.toBe('passed-over');
    const late = together.filter((row) => row.late);
    expect(late.filter(({ state }) => state !== 'passed-over').length).toBeLessThanOrEqual(1);
  }
}

function dueBetween(begin: Instant, end: Instant): readonly string[] {
  return catchUps.flatMap((schedule) => {
    const minutes: readonly number[] = minutesOf[schedule];
    const found: string[] = [];
    for (let at = begin + minute; at <= end; at += minute)
      if (minutes.includes(new Date(at).getUTCMinutes())) found.push(`${schedule} ${at}`);
    return found;
  });
}
