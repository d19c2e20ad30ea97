import type { z } from 'zod';
import type { Json } from '../../ledger/canonical.js';
import type { ReceivedPeriod } from '../../rules/schedule/received-period.js';
import type { SchedulePopulation } from '../../rules/schedule/schedule.js';
import {
  catchUpTexts,
  clockChangeText,
  scheduleKindTexts,
  scheduleRunTexts,
  scheduleTimeText,
  stillGoingOnText,
} from '../../texts/schedule-texts.js';
import { wordsOf } from '../../texts/word.js';
import type { InstantText } from '../policies/policy-views.js';
import type { RunRecord } from '../runs/run.js';
import type { ScheduleRun } from './schedule-runs.repository.js';
import type * as dto from './schedules.dto.js';
import type { ListedSchedule } from './schedules.service.js';

const kindWords = wordsOf(scheduleKindTexts);
const catchUpWords = wordsOf(catchUpTexts);
const stateWords = wordsOf(scheduleRunTexts);

type ScheduleView = z.infer<typeof dto.schedulesDto>['schedules'][number];
type RunView = z.infer<typeof dto.scheduleRunDto>;

/** A schedule as the API shows it. */
export function scheduleView({ schedule, next, last, counts }: ListedSchedule, when: InstantText): ScheduleView {
  const { id, title, at, does, over, catchUp, tell } = schedule;
  const { passedOver, ...others } = counts;
  return {
    id,
    title,
    does: kindWords[does],
    when: scheduleTimeText(schedule),
    clock_changes: clockChangeText(at),
    over: overView(over),
    catch_up: catchUpWords[catchUp],
    tell: [...tell],
    next: next.map(({ at: due, isProvisional }) => ({ at: when(due), provisional: isProvisional })),
    ...(last === undefined ? {} : { last: scheduleRunView(last, when) }),
    counts: { ...others, passed_over: passedOver },
  };
}

function overView({ received, ...rest }: SchedulePopulation): Record<string, string> {
  return { ...rest, ...(received === undefined ? {} : { received: receivedText(received) }) };
}

function receivedText(period: ReceivedPeriod): string {
  if (period.kind === 'day') return period.which;
  return period.kind === 'days' ? `last ${period.count} days` : `${period.which} ${period.of}`;
}

/** Why a time was passed over that was not missed. */
const stillGoingOn = { code: 'still-going-on', ...stillGoingOnText } as const;

/** A time at which a schedule was due, as the API shows it. */
export function scheduleRunView(one: ScheduleRun, when: InstantText): RunView {
  const { schedule, dueAt, state, claimedAt, endedAt, set, detail } = one;
  return {
    due_at: when(dueAt),
    state: stateWords[state],
    late: detail.late === true,
    ...(detail.during === undefined ? {} : { reason: { ...stillGoingOn, run: detail.during } }),
    claimed_at: when(claimedAt),
    ...(endedAt === null ? {} : { ended_at: when(endedAt) }),
    set,
    asked_by: detail.asked ?? `schedule:${schedule}`,
    ...runOf(one, when),
  };
}

function runOf(one: ScheduleRun, when: InstantText): Pick<RunView, 'run'> {
  const { run: id, kind, status, actor, startedAt, runEndedAt, account, faults } = one;
  if (id === null || kind === null || status === null || actor === null) return {};
  const run = {
    id,
    kind,
    status,
    actor,
    ...(startedAt === null ? {} : { started_at: when(startedAt) }),
    ...(runEndedAt === null ? {} : { ended_at: when(runEndedAt) }),
    ...(startedAt === null || runEndedAt === null ? {} : { milliseconds: Math.max(0, runEndedAt - startedAt) }),
    ...(account === null ? {} : { account: accountView(account) }),
    faults: (faults ?? []).map(({ code, cause, remedy }) => ({ code, cause, remedy })),
  };
  return { run };
}

/** Names as everywhere in the API; what is a name of its own (a rule, a calendar, a file) stays as it is. */
function accountView(account: RunRecord): Record<string, unknown> {
  return Object.fromEntries(Object.entries(account).map(([name, value]) => [apiName(name), apiValue(value)]));
}

function apiValue(value: Json | undefined): unknown {
  if (Array.isArray(value)) return value.map(apiValue);
  return typeof value === 'object' && value !== null ? accountView(value as RunRecord) : value; // lists are done above
}

function apiName(name: string): string {
  return /^[a-z]+([A-Z][a-z]+)+$/u.test(name) ? name.replace(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`) : name;
}
