import type { MissingFact } from '../conditions/condition.js';
import { compareTimes, isWithin, passesAt } from '../time/compare.js';
import type { Time } from '../values.js';
import type { Finding, RightFinding } from './judgement.js';
import { unknownUntil, type Resolved, type Spot } from './resolved.js';
import { answerOf } from './rule-answers.js';
import type { Scope, View } from './scope.js';

/** The due date of a rule: of its last round, of its last occurrence. Of a right: its last day. */
export function dueOfRule(scope: Scope, view: View, rule: string): Resolved {
  const answer = answerOf(scope, view, rule);
  if (answer === undefined) return { kind: 'none' };
  if (answer.missing.length > 0) return { kind: 'unknown', missing: answer.missing };
  const duty = answer.findings.findLast(({ outcome }) => outcome !== 'not-applicable') ?? answer.findings.at(-1);
  if (duty !== undefined) return dueOfFinding(duty);
  const right = answer.rights.findLast(({ state }) => state !== 'not-applicable') ?? answer.rights.at(-1);
  return right === undefined ? { kind: 'none' } : dueOfRight(right);
}

function dueOfFinding({ due, dueAtLatest, state, outcome, missing, provisional }: Finding): Resolved {
  if (due !== undefined) return between(due, dueAtLatest, missing, provisional);
  if (outcome === 'indeterminate') return { kind: 'unknown', missing };
  return outcome === 'not-applicable' || state === 'no-deadline' ? { kind: 'none' } : { kind: 'not-yet' };
}

function dueOfRight({ until, untilAtLatest, state, paused, missing, provisional }: RightFinding): Resolved {
  if (until !== undefined) return between(until, untilAtLatest, missing, provisional);
  if (state === 'indeterminate') return { kind: 'unknown', missing };
  // An open right without an end that names something waits for what will give it one.
  const waits = state === 'not-open-yet' || paused === true || (state === 'open' && missing.length > 0);
  return waits ? { kind: 'not-yet' } : { kind: 'none' };
}

function between(
  earliest: Time,
  latest: Time | undefined,
  missing: readonly MissingFact[],
  provisional: boolean | undefined,
): Resolved {
  const at = (time: Time): Spot => ({ kind: 'at', time, provisional: provisional === true });
  return latest === undefined ? at(earliest) : unknownUntil(missing, at(latest), at(earliest));
}

/** The instant at which a rule first ran out undone; it never will where it was kept or nothing was due. */
export function ranOutOf(scope: Scope, view: View, rule: string): Resolved {
  const answer = answerOf(scope, view, rule);
  if (answer === undefined) return { kind: 'none' };
  if (answer.missing.length > 0) return { kind: 'unknown', missing: answer.missing };
  const times = answer.findings.map((finding) => ranOutIn(finding, scope, view));
  const [first] = times
    .flatMap((each) => (each.kind === 'at' ? [each] : []))
    .toSorted((a, b) => compareTimes(a.time, b.time, scope.zone));
  const unknown = times.find((each) => each.kind === 'unknown');
  if (unknown !== undefined && (first === undefined || mayBeEarlier(unknown, first, scope))) return unknown;
  if (first !== undefined) return isBy(view, first, scope) ? first : { kind: 'not-yet' };
  return times.some((each) => each.kind === 'not-yet') ? { kind: 'not-yet' } : { kind: 'none' };
}

function ranOutIn({ due, state, outcome, missing, provisional }: Finding, { zone }: Scope, view: View): Resolved {
  const at: Spot | undefined = due && {
    kind: 'at',
    time: { kind: 'instant', at: passesAt(due, zone) },
    provisional: provisional === true,
  };
  if (outcome === 'indeterminate') return unknownUntil(missing, undefined, at);
  if (at !== undefined && (state === 'overdue' || state === 'done-late')) return at;
  if (outcome !== 'pending') return { kind: 'none' };
  return view.ifLeft === true && at !== undefined ? at : { kind: 'not-yet' };
}

function mayBeEarlier({ atEarliest }: Extract<Resolved, { kind: 'unknown' }>, first: Spot, { zone }: Scope): boolean {
  return atEarliest === undefined || compareTimes(atEarliest.time, first.time, zone) < 0;
}

function isBy({ until }: View, { time }: Spot, { zone }: Scope): boolean {
  return until === undefined || isWithin(time, until, zone) === true;
}
