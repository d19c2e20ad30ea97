import type { MissingFact } from '../conditions/condition.js';
import { compareTimes, dayIn, firstInstant, hasPassed, isWithin, passesAt } from '../time/compare.js';
import { endsAtInstant } from '../time/count.js';
import type { Instant, Truth } from '../values.js';
import { hasNoDate, type Due, type Way } from './due.js';
import type { Reason, RightFinding, RightState } from './judgement.js';
import type { Resolved, Spot } from './resolved.js';
import type { Round } from './round-events.js';
import { cancelOf, computeRound, doneOf, type Computed } from './round.js';
import { joinMissing } from './scope.js';

/** What a right was found from: when time alone changes it. */
export interface RightInstance {
  readonly changes: readonly Instant[];
}

/** Where one round of a window stands (S51). */
export interface WindowResult {
  readonly state: RightState;
  readonly reason?: Reason;
  readonly missing: readonly MissingFact[];
  readonly parts: Pick<
    RightFinding,
    'opens' | 'until' | 'untilAtLatest' | 'paused' | 'used' | 'usedLate' | 'provisional'
  >;
  /** The last day, however it may fall; undefined where there is none yet. */
  readonly due: Due | undefined;
  /** Instants at which time alone opens or ends it. */
  readonly changes: readonly Instant[];
}

type Stand = Pick<WindowResult, 'state' | 'reason' | 'missing'>;

/**
 * A round of a right's window; `opens` is its first day, undefined where the window has none (S53); `prospect` that which it would be
 * if what it waits for were left undone.
 */
export function windowOf(round: Round, opens: Resolved | undefined, prospect: Resolved | undefined): WindowResult {
  const used = doneOf(round);
  const computed = computeRound(round, used);
  const due = computed.kind === 'due' ? computed.due : undefined;
  const stand = opened(round, standOf(round, computed, used, opens), opens);
  return {
    ...stand,
    parts: {
      ...datesOf(round, computed, stand.state === 'not-open-yet' ? (prospect ?? opens) : opens),
      ...useOf(stand, used),
    },
    due,
    changes: changesOf(round, stand, due, opens),
  };
}

function useOf({ state }: Stand, used: Resolved): Pick<RightFinding, 'used' | 'usedLate'> {
  if (state === 'used') {
    const spot = used.kind === 'unknown' ? used.atLatest : used.kind === 'at' ? used : undefined;
    return spot === undefined ? {} : { used: spot.time };
  }
  return state === 'lapsed' && used.kind === 'at' ? { usedLate: used.time } : {};
}

function standOf(round: Round, computed: Computed, used: Resolved, opens: Resolved | undefined): Stand {
  switch (computed.kind) {
    case 'not-started':
      return endless(
        round,
        used,
        opens === undefined && round.rule.clock.period.kind === 'within' ? 'not-open-yet' : 'open',
      );
    case 'no-deadline':
      return endless(round, used, 'open');
    case 'unknown':
      return {
        state: 'indeterminate',
        missing: joinMissing(computed.missing, used.kind === 'unknown' ? used.missing : []),
      };
    case 'due': {
      const { due, unseen } = computed;
      const stands = due.ways.map((way) => standIn(round, due, way, used, unseen));
      return agreed(due, stands);
    }
  }
}

/** A window whose last day is not set yet, or never will be. */
function endless(round: Round, used: Resolved, otherwise: RightState): Stand {
  const cancel = cancelOf(round);
  if (cancel.kind === 'at' && !(used.kind === 'at' && isBefore(round, used, cancel))) return gone('cancelled');
  if (used.kind === 'unknown') return { state: 'indeterminate', missing: used.missing };
  if (used.kind === 'at') return { state: 'used', missing: [] };
  return round.endedBy === undefined ? { state: otherwise, missing: [] } : gone('replaced');
}

function gone(reason: Reason): Stand {
  return { state: 'not-applicable', reason, missing: [] };
}

function isBefore({ scope }: Round, a: Spot, b: Spot): boolean {
  return compareTimes(a.time, b.time, scope.zone) <= 0;
}

/** Certain only where every way in which the window may end agrees. */
function agreed(due: Due, stands: readonly Stand[]): Stand {
  const [first = gone('no-deadline'), ...others] = stands;
  const lists = stands.map(({ missing }) => missing);
  if (first.state !== 'indeterminate' && others.every(({ state }) => state === first.state))
    return first.state === 'open' ? { ...first, missing: joinMissing(due.missing, ...lists) } : first;
  return { state: 'indeterminate', missing: joinMissing(due.missing, ...lists) };
}

function standIn(round: Round, due: Due, way: Way, used: Resolved, unseen: readonly MissingFact[]): Stand {
  const cancel = cancelOf(round);
  if (
    cancel.kind === 'at' &&
    !(used.kind === 'at' && isBefore(round, used, cancel)) &&
    isInTime(round, due, way, cancel)
  )
    return gone('cancelled');
  const lapsed: Stand = unseen.length > 0 ? unsure(unseen) : { state: 'lapsed', missing: [] };
  if (used.kind === 'at') {
    const inTime = isInTime(round, due, way, used);
    if (inTime === undefined) return unsure(due.missing);
    return inTime ? { state: 'used', missing: [] } : lapsed;
  }
  if (used.kind === 'unknown') {
    const surely = used.atLatest !== undefined && isInTime(round, due, way, used.atLatest) === true;
    return surely ? { state: 'used', missing: [] } : unsure(joinMissing(used.missing, due.missing));
  }
  if (!hasNoDate(way) && hasEnded(round, way)) return lapsed;
  if (round.endedBy !== undefined) return gone('replaced');
  return due.capUnknown ? unsure(due.missing) : { state: 'open', missing: joinMissing(due.laterIf, way.awaits ?? []) };
}

function unsure(missing: readonly MissingFact[]): Stand {
  return { state: 'indeterminate', missing };
}

/** On or before the last day, judged by day (S52); a period of hours by its instant. A cap that is not known may have come before. */
function isInTime(round: Round, due: Due, way: Way, { time }: Spot): Truth {
  const within = hasNoDate(way) || isBy(round, way, time);
  return within === true && due.capUnknown ? undefined : within;
}

function isBy({ scope: { zone } }: Round, way: Way, time: Spot['time']): Truth {
  const step = way.steps.at(-1);
  const inHours = way.cappedTo === undefined && step !== undefined && endsAtInstant(step.total);
  return inHours ? isWithin(time, way.due, zone) : dayIn(time, zone) <= dayIn(way.due, zone);
}

function hasEnded({ scope, endedBy }: Round, { due }: Way): boolean {
  if (endedBy === undefined) return hasPassed(due, scope.of.timeline.at, scope.zone);
  return isWithin(endedBy.at, due, scope.zone) === false;
}

/** Before its first day a right is not open, whatever its last. */
function opened(round: Round, stand: Stand, opens: Resolved | undefined): Stand {
  if (opens === undefined || stand.state === 'not-applicable' || stand.state === 'lapsed') return stand;
  if (opens.kind === 'unknown') {
    const since = opens.atLatest;
    const open = since !== undefined && hasCome(round, since);
    return open && stand.state !== 'used' ? stand : unsure(joinMissing(opens.missing, stand.missing));
  }
  if (opens.kind === 'at' && hasCome(round, opens)) return stand;
  return stand.state === 'indeterminate' ? stand : { state: 'not-open-yet', missing: [] };
}

function hasCome({ scope }: Round, { time }: Spot): boolean {
  return firstInstant(time, scope.zone) <= scope.of.timeline.at;
}

function datesOf({ scope }: Round, computed: Computed, opens: Resolved | undefined): WindowResult['parts'] {
  const first = opens?.kind === 'at' ? { opens: opens.time } : {};
  if (computed.kind !== 'due') return first;
  const { ways } = computed.due;
  const dated = ways.filter((way) => !hasNoDate(way));
  const [safe] = dated;
  const latest = dated.at(-1);
  const provisional = computed.provisional || ways.some((way) => way.provisional) ? { provisional: true } : {};
  if (safe === undefined || latest === undefined)
    return { ...first, ...(ways.every(({ open }) => open !== undefined) ? { paused: true } : {}), ...provisional };
  const vague = compareTimes(safe.due, latest.due, scope.zone) !== 0;
  return { ...first, until: safe.due, ...(vague ? { untilAtLatest: latest.due } : {}), ...provisional };
}

function changesOf(round: Round, stand: Stand, due: Due | undefined, opens: Resolved | undefined): readonly Instant[] {
  const { zone } = round.scope;
  if (round.endedBy !== undefined) return [];
  const first = opens?.kind === 'at' ? [firstInstant(opens.time, zone)] : [];
  const moving = stand.state === 'open' || stand.state === 'not-open-yet' || stand.state === 'indeterminate';
  if (!moving) return first;
  const ends = (due?.ways ?? []).flatMap((way) => [
    ...(hasNoDate(way) ? [] : [passesAt(way.due, zone)]),
    ...(way.open?.capAt === undefined ? [] : [passesAt(way.open.capAt, zone)]),
  ]);
  return [...first, ...ends];
}
