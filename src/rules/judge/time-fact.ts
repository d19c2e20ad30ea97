import type { MissingFact } from '../conditions/condition.js';
import type { FactForm } from '../policy/worked-out-types.js';
import { compareTimes, isWithin } from '../time/compare.js';
import type { Time } from '../values.js';
import { firstIndex } from './events-by.js';
import { noteStep, remembered } from './memory.js';
import type { MomentTerms } from './moments.js';
import type { WorkedOut } from './resolved.js';
import type { Scope, View } from './scope.js';
import { inUnits, lengthBetween, longest, needsHours, nextStep, shortest } from './span-length.js';
import { missingOf, spansBetween, type Span, type Spans } from './spans.js';

type TimeForm = Extract<FactForm, { kind: 'time' }>;

/** The spans of a fact, and what those that are over come to, first before any of them. */
interface Measured {
  readonly spans: readonly Span[];
  readonly less: readonly Span[];
  readonly missing: readonly MissingFact[];
  readonly before: readonly Length[];
}

/** The shortest and the longest that a length can be where only days are known, in units. */
interface Length {
  readonly least: number;
  readonly most: number;
}

/**
 * Time between pairs of events, each rounded and then added (S65), or the longest of them alone; what still lasts counts up to now,
 * and steps by itself (S42).
 * Of events without a time of day, hours are known between bounds only (S13).
 */
export function timeOf(scope: Scope, view: View, form: TimeForm, by: MomentTerms): WorkedOut {
  if (needsHours(form.as) && !scope.calendar.hasHours)
    return { kind: 'unknown', missing: [{ name: `${scope.calendar.id} hours`, kind: 'fact', why: 'not-recorded' }] };
  const byScope = remembered(scope.of.memory, form, () => new Map<string, Measured>());
  const key = `${String(scope.day)} ${scope.calendar.id}`;
  const measured = byScope.get(key) ?? measure(scope, form, by);
  byScope.set(key, measured);
  if (measured.missing.length > 0) return { kind: 'unknown', missing: measured.missing };
  return upTo(scope, view, form, measured);
}

function measure(scope: Scope, form: TimeForm, by: MomentTerms): Measured {
  const spans = spansBetween(scope, form, by);
  const less: Spans | undefined = form.less === undefined ? undefined : spansBetween(scope, form.less, by);
  const before: Length[] = [{ least: 0, most: 0 }];
  for (const span of spans.spans) {
    const sum = before.at(-1) ?? { least: 0, most: 0 };
    const length = span.until === undefined ? undefined : lengthOf(scope, form, span, span.until, less?.spans ?? []);
    before.push(length === undefined ? sum : together(sum, inTheUnit(length, form), form));
  }
  return { spans: spans.spans, less: less?.spans ?? [], missing: missingOf(spans, less), before };
}

/** The spans that are over by the view's end, and the one that lasts then. */
function upTo(scope: Scope, view: View, form: TimeForm, { spans, less, before }: Measured): WorkedOut {
  const { zone } = scope;
  const end: Time = view.until ?? { kind: 'instant', at: scope.of.timeline.at };
  const over = firstIndex(spans, ({ until }) => until === undefined || isWithin(until, end, zone) !== true);
  const closed = before[over] ?? { least: 0, most: 0 };
  const last = spans[over];
  if (last === undefined || isWithin(last.from, end, zone) === false) return between(closed, spans.slice(0, over));
  const open = lengthOf(scope, form, last, end, less);
  if (view.until === undefined && last.until === undefined) noteSteps(scope, form, open, less);
  return between(together(closed, inTheUnit(open, form), form), spans.slice(0, over + 1));
}

/** While what is left out lasts, the length stands still. */
function noteSteps({ of, calendar }: Scope, form: TimeForm, open: Length, less: readonly Span[]): void {
  if (less.some(({ until }) => until === undefined)) return;
  const { at } = of.timeline;
  for (const length of [open.least, open.most]) noteStep(of.memory, nextStep(length, form.as, at, calendar), at);
}

/** The raw length of a span up to a time, without what is left out of it. */
function lengthOf(scope: Scope, form: TimeForm, { from }: Span, until: Time, less: readonly Span[]): Length {
  const measured = (a: Time, b: Time): Length => ({
    least: lengthBetween(a, b, form.as, scope.calendar, shortest),
    most: lengthBetween(a, b, form.as, scope.calendar, longest),
  });
  let { least, most } = measured(from, until);
  const { zone } = scope;
  const first = firstIndex(less, (each) => each.until === undefined || compareTimes(each.until, from, zone) > 0);
  for (const each of less.slice(first)) {
    if (compareTimes(each.from, until, zone) >= 0) break;
    const begins = compareTimes(each.from, from, zone) > 0 ? each.from : from;
    const ends = each.until !== undefined && compareTimes(each.until, until, zone) < 0 ? each.until : until;
    const without = measured(begins, ends);
    least -= without.most;
    most -= without.least;
  }
  return { least: Math.max(0, least), most: Math.max(0, most) };
}

function inTheUnit({ least, most }: Length, { as }: TimeForm): Length {
  return { least: inUnits(least, as), most: inUnits(most, as) };
}

/** Added up, or of the longest run alone. */
function together(a: Length, b: Length, { longest: alone }: TimeForm): Length {
  if (alone) return { least: Math.max(a.least, b.least), most: Math.max(a.most, b.most) };
  return { least: a.least + b.least, most: a.most + b.most };
}

function between({ least, most }: Length, spans: readonly Span[]): WorkedOut {
  if (least === most) return { kind: 'value', value: least };
  return { kind: 'unknown', missing: withoutTime(spans), range: { least, most } };
}

function withoutTime(spans: readonly Span[]): readonly MissingFact[] {
  const vague = spans.filter(({ from, until }) => from.kind === 'day' || until?.kind === 'day');
  const types = new Set(vague.flatMap((span) => span.types));
  return [...types].map((name) => ({ name, kind: 'event', why: 'time-of-day' }));
}
