import type { clockStates, rightStates } from '../conditions/built-in.js';
import { firstInstant, hasPassed, isWithin } from '../time/compare.js';
import type { Instant, Time } from '../values.js';
import type { Finding, RightFinding } from './judgement.js';
import type { WorkedOut } from './resolved.js';
import { answerOf } from './rule-answers.js';
import { joinMissing, type Scope, type View } from './scope.js';

type ClockState = (typeof clockStates)[number];
type RightState = (typeof rightStates)[number];

/** The gravest first: of several occurrences or rounds, one that ran out is what whoever asks wants to know. */
const gravest: readonly ClockState[] = [
  'overdue',
  'done-late',
  'at-risk',
  'paused',
  'running',
  'not-started',
  'in-time',
  'cancelled',
  'replaced',
  'no-deadline',
];

/** Of several rights of one name, what can still be done with them. */
const strongest: readonly RightState[] = ['open', 'not-open-yet', 'used', 'lapsed', 'not-applicable'];

/**
 * The state of a rule, now or as it stood at the view's end: of several occurrences and rounds the gravest. Not there where the
 * rule does not apply; unknown where it is indeterminate, unless another is as grave as can be.
 */
export function stateOfRule(scope: Scope, view: View, rule: string): WorkedOut {
  const answer = answerOf(scope, view, rule);
  if (answer === undefined) return { kind: 'none' };
  const words =
    answer.rights.length > 0
      ? answer.rights.map((right) => [rightAt(right, view, scope), right] as const)
      : answer.findings.map((finding) => [stateAt(finding, view, scope), finding] as const);
  const order: readonly string[] = answer.rights.length > 0 ? strongest : gravest;
  const best = order.find((state) => words.some(([word]) => word === state));
  const open = words.filter(([word]) => word === undefined);
  const missing = joinMissing(answer.missing, ...open.map(([, each]) => each.missing));
  if ((open.length > 0 || answer.missing.length > 0) && best !== order[0]) return { kind: 'unknown', missing };
  return best === undefined ? { kind: 'none' } : { kind: 'value', value: best };
}

function rightAt(
  { state, opens, used, until: last }: RightFinding,
  { until }: View,
  { zone }: Scope,
): string | undefined {
  if (state === 'indeterminate') return undefined;
  if (until === undefined || state === 'not-applicable') return state;
  if (opens !== undefined && isWithin(opens, until, zone) === false) return 'not-open-yet';
  if (state === 'used' && used !== undefined) return isWithin(used, until, zone) === false ? 'open' : state;
  if (state !== 'lapsed' || last === undefined) return state;
  return hasPassed(last, lastInstant(until, zone), zone) ? state : 'open';
}

/** `none` for a rule that does not apply and has no clock to speak of. */
function stateAt(finding: Finding, { until }: View, scope: Scope): string | undefined {
  if (finding.outcome === 'indeterminate') return undefined;
  const { state } = finding;
  if (state === undefined) return 'none';
  return until === undefined ? state : (stateBy(finding, until, scope) ?? state);
}

/** As it stood at an earlier time, by what is known of the clock now; undefined where it had its last state by then. */
function stateBy(finding: Finding, until: Time, { zone }: Scope): ClockState | undefined {
  const { start, done, due, warnAt, state } = finding;
  if (start !== undefined && isWithin(start, until, zone) === false) return 'not-started';
  if (done !== undefined && isWithin(done, until, zone) !== false) return undefined;
  const at = lastInstant(until, zone);
  const ranOut = due !== undefined && hasPassed(due, at, zone);
  if (ranOut && (state === 'overdue' || state === 'done-late')) return 'overdue';
  if (state !== 'overdue' && state !== 'done-late' && state !== 'in-time' && state !== 'at-risk') return undefined;
  return warnAt !== undefined && at >= warnAt ? 'at-risk' : 'running';
}

function lastInstant(time: Time, zone: Scope['zone']): Instant {
  return time.kind === 'instant' ? time.at : firstInstant({ kind: 'day', day: time.day + 1 }, zone) - 1;
}
