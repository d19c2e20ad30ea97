import type { Complaint, ComplaintEvent } from '../complaint.js';
import { judge } from '../judge/judge.js';
import type { Finding, Judgement } from '../judge/judgement.js';
import type { PolicySet } from '../policy/policy.js';
import { isTime, type FactValue, type Instant, type None, type Time } from '../values.js';
import { cameTo, type Came, type Wanted } from './came.js';
import { candidatesOf, currentOf, type Candidate, type Ground } from './candidates.js';
import { changed, touches, type Change } from './change.js';
import { whatItReads } from './what-it-reads.js';

export interface Question {
  readonly set: PolicySet;
  readonly complaint: Complaint;
  readonly at: Instant;
  readonly about: Wanted;
}

export interface Limits {
  /** Judgements that may be made; the search says so where they did not suffice. */
  readonly judgements: number;
  /** Asked now and then; true ends the search. */
  readonly isOver?: () => boolean;
}

export type SmallestChange =
  | {
      readonly kind: 'found';
      readonly from: Came;
      readonly to: Came;
      readonly changes: readonly Change[];
      readonly whole: boolean;
    }
  /** No change of up to three things gives another answer. */
  | { readonly kind: 'none'; readonly from: Came }
  /** The search ended before all was tried; changes of up to `wholeUpTo` things give no other answer. */
  | { readonly kind: 'stopped'; readonly from: Came; readonly wholeUpTo: number };

const mostThings = 3;
export const usualJudgements = 20_000;

/**
 * The fewest facts or events that would have to be otherwise for another answer, and of those the smallest step; every answer
 * is checked by judging again by the whole set. What is not known is no other answer. Tried are: each fact that the rule reads with every
 * other value of its list and the values at and around what it is compared with; each event that it reads there, not there, and at every
 * time at which something turns. Never refuses; what is not searched whole is said.
 */
export function smallestChange(question: Question, limits: Limits = { judgements: usualJudgements }): SmallestChange {
  const search = openSearch(question, limits);
  const single = bestOf(
    [...search.nearby(), ...search.farther()].map((each) => [each]),
    search,
  );
  if (single !== undefined) return found(single, search);
  for (let size = 2; size <= mostThings; size += 1) {
    if (search.isOver()) return { kind: 'stopped', from: search.from, wholeUpTo: size - 1 };
    const best = bestOf(combinations(search.nearby(), size), search);
    if (best !== undefined) return found(best, search);
  }
  return search.isOver()
    ? { kind: 'stopped', from: search.from, wholeUpTo: mostThings - 1 }
    : { kind: 'none', from: search.from };
}

interface Tried {
  readonly changes: readonly Change[];
  readonly step: number;
  readonly to: Came;
}

interface Search {
  readonly from: Came;
  nearby(): readonly Candidate[];
  farther(): readonly Candidate[];
  /** What the changes give, where that is another answer. */
  flips(changes: readonly Change[]): Came | undefined;
  isOver(): boolean;
}

function found({ changes, to }: Tried, search: Search): SmallestChange {
  return { kind: 'found', from: search.from, to, changes, whole: !search.isOver() };
}

/** The nearest of those that give another answer; farther ones than the best are not judged. */
function bestOf(tries: Iterable<readonly Candidate[]>, search: Search): Tried | undefined {
  let best: Tried | undefined;
  for (const candidates of tries) {
    if (search.isOver()) break;
    const step = candidates.reduce((sum, each) => sum + each.step, 0);
    if (best !== undefined && step >= best.step) continue;
    const changes = candidates.map(({ change }) => change);
    const to = search.flips(changes);
    if (to !== undefined) best = { changes, step, to };
  }
  return best;
}

/** Every choice of this many candidates that touch different things. */
function* combinations(candidates: readonly Candidate[], size: number, from = 0): Generator<readonly Candidate[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let index = from; index < candidates.length; index += 1) {
    const first = candidates[index];
    if (first === undefined) continue;
    for (const others of combinations(candidates, size - 1, index + 1))
      if (others.every(({ change }) => touches(change) !== touches(first.change))) yield [first, ...others];
  }
}

function openSearch({ set, complaint, at, about }: Question, limits: Limits): Search {
  const reads = whatItReads(set, `${about.policy}#${about.rule}`);
  // Policies that take no part say nothing of this rule.
  const small: PolicySet = { ...set, policies: set.policies.filter(({ id }) => reads.policies.has(id)), waivers: [] };
  let left = limits.judgements;
  let ended = false;
  const cameBy = (by: PolicySet, as: Complaint): Came => cameTo(judge(by, as, at), about);
  const now = judge(set, complaint, at);
  const from = cameTo(now, about);
  const ground: Ground = {
    set,
    complaint,
    at,
    reads,
    ref: `${about.policy}#${about.rule}`,
    turns: turnsOf(now, about),
  };
  const isOver = (): boolean => (ended ||= left <= 0 || (left % 8 === 0 && limits.isOver?.() === true));
  const flips = (changes: readonly Change[]): Came | undefined => {
    left -= 1;
    const as = changed(complaint, changes, about.occurrence?.event);
    const to = cameBy(small, as);
    if (to === from || to === 'indeterminate') return undefined;
    return cameBy(set, as) === to ? to : undefined;
  };
  let candidates: readonly Candidate[] | undefined;
  return {
    from,
    isOver,
    flips,
    nearby: () => (candidates ??= candidatesOf(ground).toSorted((a, b) => a.step - b.step)),
    farther: () => fartherOf(ground, flips, isOver),
  };
}

/** When something about the answer turns. */
function turnsOf({ findings, rights, retention, escalations }: Judgement, { policy, rule }: Wanted): readonly Time[] {
  const isMeant = (each: { readonly policy: string; readonly rule: string | undefined }): boolean =>
    each.policy === policy && each.rule === rule;
  const clocks = new Set(escalations.filter(isMeant).map((level) => level.for));
  const isTurning = (each: Finding): boolean => isMeant(each) || clocks.has(`${each.policy}#${each.rule ?? ''}`);
  const days = retention
    .filter(isMeant)
    .flatMap(({ keepThrough, goBy, graceThrough }) => [keepThrough, goBy, graceThrough]);
  return [
    ...findings.filter(isTurning).flatMap(({ start, due, dueAtLatest, done }) => [start, due, dueAtLatest, done]),
    ...rights.filter(isMeant).flatMap(({ opens, until, untilAtLatest, used }) => [opens, until, untilAtLatest, used]),
    ...retention.filter(isMeant).map(({ start }) => start),
    ...days.map((day): Time | undefined => (day === undefined ? undefined : { kind: 'day', day })),
    ...escalations.filter(isMeant).map(({ at }): Time => ({ kind: 'instant', at })),
  ].filter((time) => time !== undefined);
}

/** Each time that is recorded, moved as little as gives another answer: doubled steps until one does, then halved ones back. */
function fartherOf(ground: Ground, flips: Search['flips'], isOver: () => boolean): readonly Candidate[] {
  const { complaint, reads, set } = ground;
  const events = complaint.events
    .filter(({ type }) => reads.events.has(type))
    .toReversed()
    .flatMap((event) => [-1, 1].map((way) => [event.at, way, movedBy(event, ground)] as const));
  const facts = [...reads.facts]
    .filter((name) => !reads.setFacts.has(name))
    .flatMap((fact) => {
      const now = currentOf(fact, { complaint, set });
      return isTime(now) ? [-1, 1].map((way) => [now, way, factTo(fact)] as const) : [];
    });
  return [...events, ...facts].flatMap(([from, way, changeTo]) => nearest(from, way, changeTo, flips, isOver));
}

type ChangeTo = (to: Time) => Change | undefined;

function movedBy(event: ComplaintEvent, { at }: Ground): ChangeTo {
  return (to) => (to.kind === 'instant' && to.at > at ? undefined : { kind: 'event-moved', event, to });
}

function factTo(fact: string): ChangeTo {
  return (to: FactValue | None) => ({ kind: 'fact', fact, to });
}

const doublings = 13;

function nearest(
  from: Time,
  way: number,
  changeTo: ChangeTo,
  flips: Search['flips'],
  isOver: () => boolean,
): readonly Candidate[] {
  const moved = (by: number): Time =>
    from.kind === 'day'
      ? { kind: 'day', day: from.day + way * by }
      : { kind: 'instant', at: from.at + way * by * unit };
  const unit = 60_000;
  const most = from.kind === 'day' ? 2 ** doublings : 2 ** (doublings + 10);
  const gives = (by: number): boolean => {
    const change = changeTo(moved(by));
    return change !== undefined && !isOver() && flips([change]) !== undefined;
  };
  let far = 1;
  while (far <= most && !gives(far)) far *= 2;
  if (far > most) return [];
  let near = far / 2;
  while (far - near > 1) {
    const middle = Math.floor((near + far) / 2);
    if (gives(middle)) far = middle;
    else near = middle;
  }
  const change = changeTo(moved(far));
  return change === undefined ? [] : [{ change, step: from.kind === 'day' ? far : (far * unit) / 86_400_000 }];
}
