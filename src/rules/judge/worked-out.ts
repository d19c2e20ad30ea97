import { ruleOfState } from '../conditions/built-in.js';
import type { Policy } from '../policy/policy.js';
import { withinAuthority } from './authority.js';
import { remembered } from './memory.js';
import { resolve, type MomentTerms } from './moments.js';
import { ask, lastBy, type Asked } from './reader.js';
import { registered } from './register.js';
import { unknownFor, type WorkedOut } from './resolved.js';
import { stateOfRule } from './rule-state.js';
import { now, termsOf, type FactWork, type Scope, type View, type WorkedOutIn } from './scope.js';
import { countOf, totalOf } from './tally.js';
import { timeOf } from './time-fact.js';
import { isInForce, scopeOf, versionDay } from './versions.js';
import { workOutValue } from './worked-value.js';
import { isNone, isTime } from '../values.js';

/** How facts are worked out; the judge gives it to each case. */
export const factWork: FactWork = { workOut, setFact, builtIn };

/** A worked-out fact by the version of its policy: the asking rule's own, that in force on its day, or the last. */
function workOut(scope: Scope, view: View, name: string, roll: boolean): WorkedOut {
  const candidates = scope.of.workedOut.get(name) ?? [];
  const chosen =
    candidates.find(({ policy }) => policy === scope.policy) ??
    candidates.find(({ policy }) => isInForce(policy.inForce, scope.day)) ??
    candidates.at(-1);
  if (chosen === undefined) return { kind: 'unknown', missing: [{ name, kind: 'fact', why: 'not-recorded' }] };
  return worked(scopeIn(scope, chosen.policy), view, chosen, roll);
}

/** A fact counts on the calendar of its own policy, whoever asks. */
function scopeIn(scope: Scope, policy: Policy): Scope {
  const { of, day } = scope;
  const own = policy.calendar.kind === 'named' && policy.calendar.id === scope.calendar.id;
  if (own) return policy === scope.policy ? scope : { ...scope, policy };
  const byDay = remembered(of.memory, policy, () => new Map<number, Scope>());
  const known = byDay.get(day) ?? scopeOf(of, policy, day);
  byDay.set(day, known);
  return known;
}

/**
 * What intake sets (S73), unless an event overrides it from its time on. Nothing is set where the policy is not in force or does not
 * apply; where nobody knows whether it applies, neither is known what it would set.
 */
function setFact(scope: Scope, view: View, name: string): WorkedOut | undefined {
  const chosen = (scope.of.workedOut.get(name) ?? []).find(
    ({ policy, fact }) => fact.sets && isInForce(policy.inForce, scope.day) && isUsed(policy, scope),
  );
  if (chosen === undefined) return undefined;
  if (scope.of.memory.under.has(chosen.fact)) {
    scope.of.memory.cuts += 1;
    return undefined;
  }
  const override = lastBy(scope, view, name, 'fact-overridden');
  if (override !== undefined) {
    if (isNone(override)) return { kind: 'none' };
    return isTime(override) ? { kind: 'at', time: override, provisional: false } : { kind: 'value', value: override };
  }
  return setBy(scopeIn(scope, chosen.policy), view, chosen);
}

function isUsed({ id, status }: Policy, { of }: Scope): boolean {
  return status === 'checked' || of.set.organisation.useUnverified.includes(id);
}

function setBy(scope: Scope, view: View, setter: WorkedOutIn): WorkedOut | undefined {
  const applies = appliesOnce(scope, setter);
  if (applies.truth === false) return undefined;
  return applies.truth === undefined ? unknownFor(() => applies.missing) : worked(scope, view, setter, true);
}

/** As for the rules of the policy: decided once for the complaint, as things stood on the day that picks its version. */
function appliesOnce({ of }: Scope, { policy, fact }: WorkedOutIn): Asked {
  const { memory } = of;
  const kept = remembered<{ asked?: Asked }>(memory, policy.inForce, () => ({}));
  if (kept.asked !== undefined) return kept.asked;
  const { cuts } = memory;
  // Whether a policy applies may hang on what it sets: then what was recorded decides.
  memory.under.add(fact);
  const scope = scopeOf(of, policy, policy.inForce.from);
  const day = versionDay(scope, undefined, undefined);
  const { truth, missing } =
    day.kind === 'day'
      ? ask({ ...scope, day: day.day }, { asOf: day.time }, policy.applies)
      : ask(scope, now, policy.applies);
  // What is missing is found here too: afterwards the fact would ask for the policy again, and that for the fact, without end.
  const asked: Asked = { truth, missing };
  memory.under.delete(fact);
  if (memory.cuts === cuts) kept.asked = asked;
  return asked;
}

/** What was worked out for one view; times and occurrences are told apart by what they are, not by what they hold. */
interface Kept {
  readonly day: number;
  readonly calendar: string;
  readonly asOf: View['asOf'];
  readonly until: View['until'];
  readonly asRecorded: View['asRecorded'];
  readonly occurrence: View['occurrence'];
  readonly roll: boolean;
  readonly result: WorkedOut;
}

/** Views beyond these are so many that looking them up costs as much as working them out. */
const mostKept = 8;

function worked(scope: Scope, view: View, chosen: WorkedOutIn, roll: boolean): WorkedOut {
  if (view.ifLeft === true) return guarded(scope, view, chosen, roll);
  // What is looked at as it stood earlier has its own place: there are as many such views as events.
  const kept = remembered(scope.of.memory, view.until === undefined ? chosen : chosen.fact, (): Kept[] => []);
  for (const each of kept) if (isFor(each, scope, view, roll)) return each.result;
  const { memory } = scope.of;
  const { cuts } = memory;
  const result = guarded(scope, view, chosen, roll);
  // What was cut short because it met itself is no answer to keep.
  if (kept.length < mostKept && memory.cuts === cuts)
    kept.push({
      day: scope.day,
      calendar: scope.calendar.id,
      asOf: view.asOf,
      until: view.until,
      asRecorded: view.asRecorded,
      occurrence: view.occurrence,
      roll,
      result,
    });
  return result;
}

function isFor(kept: Kept, scope: Scope, view: View, roll: boolean): boolean {
  return (
    kept.day === scope.day &&
    kept.calendar === scope.calendar.id &&
    kept.asOf === view.asOf &&
    kept.until === view.until &&
    kept.asRecorded === view.asRecorded &&
    kept.occurrence === view.occurrence &&
    kept.roll === roll
  );
}

/** A fact that is worked out from itself comes to nothing; files that say so do not load. */
function guarded(scope: Scope, view: View, { policy, fact }: WorkedOutIn, roll: boolean): WorkedOut {
  const { memory } = scope.of;
  const { under } = memory;
  if (under.has(fact)) {
    memory.cuts += 1;
    return { kind: 'unknown', missing: [{ name: fact.id, kind: 'fact', why: 'not-recorded' }] };
  }
  under.add(fact);
  try {
    return byForm(scope, view, { policy, fact }, roll);
  } finally {
    under.delete(fact);
  }
}

function byForm(scope: Scope, view: View, { policy, fact }: WorkedOutIn, roll: boolean): WorkedOut {
  const terms = termsOf(scope, scope.calendar, fact.counting ?? policy.counting);
  const by: MomentTerms = { terms, roll };
  const { form } = fact;
  switch (form.kind) {
    case 'moment':
      return resolve(scope, view, form.moment, by);
    case 'value':
      return workOutValue(scope, view, form.value, by);
    case 'count':
      return countOf(scope, view, form);
    case 'total':
      return totalOf(scope, view, form, fact.type);
    case 'time':
      return timeOf(scope, view, form, by);
    case 'register':
      return registered(scope, fact.id);
  }
}

function builtIn(scope: Scope, view: View, name: string): WorkedOut {
  const rule = ruleOfState(name);
  return rule === undefined ? withinAuthority(scope, view) : stateOfRule(scope, view, rule);
}
