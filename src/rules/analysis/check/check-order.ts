import type { Policy } from '../../policy/policy.js';
import type { Deadline } from '../../policy/rule-types.js';
import type { Moment } from '../../policy/value-types.js';
import { passesAt } from '../../time/compare.js';
import { dueOf, type Terms } from '../../time/count.js';
import { formatTime } from '../../time/parse-time.js';
import type { Duration, Instant, Time } from '../../values.js';
import { canHold } from './decide.js';
import { isSameMoment, lengthsOf, startDays, startsOn, termsOf } from './periods.js';
import { placeOf, remark, type Check, type Remark } from './remark.js';

/** A deadline that counts a period, with what it counts by. */
interface Counted {
  readonly policy: Policy;
  readonly rule: Deadline;
  readonly from: Moment;
  readonly lengths: readonly Duration[];
  readonly terms: Terms;
}

// What people call them: nothing else tells an acknowledgement from the answer itself.
const acknowledgement = /^(acknowledg|first-response|receipt-confirm|receipt-sent|confirmation-of-receipt)/u;
const reply =
  /^(responded|response-sent|replied|reply-|answered|answer-|decided|decision-|final-response|resolved|solved|closed|concluded)/u;
const progress = /^(update|progress|interim|holding)/u;

/**
 * Deadlines in an order that nobody means: an acknowledgement due after the answer to the same complaint, and an update due after
 * the complaint is to be over. Within one policy, and among the organisation's own promises.
 */
export function checkOrder(check: Check): readonly Remark[] {
  const all = check.set.policies.flatMap((policy) => policy.rules.flatMap((rule) => countedOf(check, policy, rule)));
  const answers = all.filter(({ rule }) => endsBy(rule, reply) && !endsBy(rule, acknowledgement));
  return all.flatMap((each) => {
    const others = answers.filter((other) => other !== each && belongTogether(check, each, other));
    if (endsBy(each.rule, acknowledgement)) return acknowledgedLate(check, each, others);
    return isUpdate(each.rule) ? updatedLate(check, each, others) : [];
  });
}

function countedOf(check: Check, policy: Policy, rule: Policy['rules'][number]): readonly Counted[] {
  if (rule.kind !== 'deadline' || rule.clock.period.kind !== 'within') return [];
  const { from, within } = rule.clock.period;
  const terms = termsOf(check.set, policy, rule.clock.calendar, rule.clock.counting);
  const lengths = lengthsOf(within, policy);
  const noHours = lengths.some(({ unit }) => unit.startsWith('working') && unit !== 'working days');
  return terms === undefined || (noHours && !terms.calendar.hasHours) ? [] : [{ policy, rule, from, lengths, terms }];
}

function endsBy({ done }: Deadline, words: RegExp): boolean {
  const ends = endsOf(done);
  return ends.some((event) => words.test(event));
}

function endsOf(done: Moment): readonly string[] {
  if (done.kind === 'event') return [done.event];
  return done.kind === 'first' || done.kind === 'latest' ? done.of.flatMap(endsOf) : [];
}

/** Told again and again: what ends one clock begins the next. */
function isUpdate({ each, done }: Deadline): boolean {
  const ends = endsOf(done);
  return ends.some((event) => progress.test(event) && (each.length === 0 || each.includes(event)));
}

function belongTogether(check: Check, one: Counted, other: Counted): boolean {
  const sameFile = one.policy === other.policy;
  const bothOurs = one.policy.source.rank === 'house' && other.policy.source.rank === 'house';
  if (!sameFile && !(bothOurs && overlap(one.policy, other.policy))) return false;
  if (one.rule.binds !== other.rule.binds || !startTogether(one, other)) return false;
  const ground = check.groundOf(one.policy);
  return canHold([one.policy.applies, one.rule.when, other.policy.applies, other.rule.when], ground) !== false;
}

function overlap({ inForce: a }: Policy, { inForce: b }: Policy): boolean {
  return a.from <= (b.through ?? Infinity) && b.from <= (a.through ?? Infinity);
}

/** The same moment; or an occurrence of what starts the other. */
function startTogether(one: Counted, other: Counted): boolean {
  if (isSameMoment(one.from, other.from)) return one.rule.each.join(' ') === other.rule.each.join(' ');
  const { from } = other;
  return one.from.kind === 'occurrence' && from.kind === 'event' && one.rule.each.includes(from.event);
}

function acknowledgedLate(check: Check, each: Counted, answers: readonly Counted[]): readonly Remark[] {
  for (const answer of answers)
    for (const { start, due, answered } of pairs(each, answer))
      if (due.end > answered.end) {
        const { zone } = each.terms.calendar;
        const data = {
          rule: answer.rule.ref,
          start: formatTime(start, zone),
          due: formatTime(due.time, zone),
          reply: formatTime(answered.time, answer.terms.calendar.zone),
        };
        return [remark('check.acknowledgement_after_reply', data, placeOf(check, each.policy, each.rule, 'within'))];
      }
  return [];
}

/**
 * Later on every day than every clock of the answer: the first update would come when all is over. A clock that may be paused or
 * extended, or begin again, may last longer than it says.
 */
function updatedLate(check: Check, each: Counted, all: readonly Counted[]): readonly Remark[] {
  const answers = all.some(({ rule: { clock } }) => lastsLonger(clock)) ? [] : all;
  const [first] = answers;
  if (first === undefined) return [];
  const always = answers.every((answer) => {
    const all = [...pairs(each, answer)];
    return all.length > 0 && all.every(({ due, answered }) => due.end > answered.end);
  });
  return always
    ? [
        remark(
          'check.update_after_main_clock',
          { rule: first.rule.ref },
          placeOf(check, each.policy, each.rule, 'within'),
        ),
      ]
    : [];
}

function lastsLonger({ pauses, extensions, restarts }: Deadline['clock']): boolean {
  return pauses.length > 0 || extensions.length > 0 || restarts.length > 0;
}

interface End {
  readonly time: Time;
  readonly end: Instant;
}

function* pairs(one: Counted, other: Counted): Generator<{ start: Time; due: End; answered: End }> {
  const days = startDays([one.terms.calendar, other.terms.calendar], one.policy);
  for (const by of one.lengths)
    for (const otherBy of other.lengths)
      for (const day of days)
        for (const start of startsFor(day, by, one, otherBy, other)) {
          const [due, answered] = [endOf(start, by, one.terms), endOf(start, otherBy, other.terms)];
          if (due !== undefined && answered !== undefined) yield { start, due, answered };
        }
}

function startsFor(day: number, by: Duration, one: Counted, otherBy: Duration, other: Counted): readonly Time[] {
  const all = [...startsOn(day, by, one.terms), ...startsOn(day, otherBy, other.terms)];
  const instants = all.filter(({ kind }) => kind === 'instant');
  return instants.length > 0 ? instants : all.slice(0, 1);
}

function endOf(start: Time, by: Duration, terms: Terms): End | undefined {
  const { time, provisional } = dueOf(start, by, terms);
  return provisional ? undefined : { time, end: passesAt(time, terms.calendar.zone) };
}
