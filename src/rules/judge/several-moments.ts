import type { ComplaintEvent } from '../complaint.js';
import type { MissingFact } from '../conditions/condition.js';
import { compareTimes, earlier, later, sameTime } from '../time/compare.js';
import { unknownUntil, type Resolved, type Spot } from './resolved.js';
import { joinMissing, type Scope } from './scope.js';

/** Whichever comes first: unknown while one part is (S40), though it had come by the earliest that is known. */
export function firstOf(parts: readonly Resolved[], scope: Scope): Resolved {
  const upper = parts.flatMap((part) => boundOf(part, 'atLatest'));
  const earliest = minOf(upper, scope);
  const missing = missingIn(parts);
  if (missing.length > 0) return unknownUntil(missing, earliest, minOf(boundsOfAll(parts, 'atEarliest'), scope));
  if (earliest !== undefined) return { ...earliest, provisional: upper.some((spot) => spot.provisional) };
  return parts.every((part) => part.kind === 'none') ? { kind: 'none' } : { kind: 'not-yet' };
}

/** When all have happened; a part known not to exist is left out. While a part is unknown, not before the others. */
export function latestOf(parts: readonly Resolved[], scope: Scope): Resolved {
  if (parts.some((part) => part.kind === 'not-yet')) return { kind: 'not-yet' };
  const lower = parts.flatMap((part) => boundOf(part, 'atEarliest'));
  const last = maxOf(lower, scope);
  const missing = missingIn(parts);
  if (missing.length > 0) return unknownUntil(missing, maxOf(boundsOfAll(parts, 'atLatest'), scope), last);
  return last === undefined ? { kind: 'none' } : { ...last, provisional: lower.some((spot) => spot.provisional) };
}

/**
 * One of these and nobody knows which (S39): what all agree on, else what bounds them. A part that has not come, or never will,
 * leaves open whether it had come at all.
 */
export function eitherOf(parts: readonly Resolved[], missing: readonly MissingFact[], scope: Scope): Resolved {
  const [first, ...others] = parts;
  if (first === undefined) return { kind: 'none' };
  if (others.every((part) => isSame(first, part))) return first;
  const dated = parts.filter((part) => part.kind === 'at' || part.kind === 'unknown');
  const earliest = minOf(boundsOfAll(dated, 'atEarliest'), scope);
  const latest = dated.length === parts.length ? maxOf(boundsOfAll(dated, 'atLatest'), scope) : undefined;
  return unknownUntil(joinMissing(missing, missingIn(parts)), latest, earliest);
}

function isSame(a: Resolved, b: Resolved): boolean {
  if (a.kind === 'at') return b.kind === 'at' && sameTime(a.time, b.time);
  return a.kind !== 'unknown' && a.kind === b.kind;
}

/** The bounds of all parts; none where one that is not known has no such bound. */
function boundsOfAll(parts: readonly Resolved[], bound: 'atLatest' | 'atEarliest'): readonly Spot[] {
  const unbounded = parts.some((part) => part.kind === 'unknown' && part[bound] === undefined);
  return unbounded ? [] : parts.flatMap((part) => boundOf(part, bound));
}

/** The part itself, or what bounds it while it is unknown. */
function boundOf(part: Resolved, bound: 'atLatest' | 'atEarliest'): readonly Spot[] {
  if (part.kind === 'at') return [part];
  const spot = part.kind === 'unknown' ? part[bound] : undefined;
  return spot === undefined ? [] : [spot];
}

function missingIn(parts: readonly Resolved[]): readonly MissingFact[] {
  return joinMissing(...parts.map((part) => (part.kind === 'unknown' ? part.missing : [])));
}

function minOf(spots: readonly Spot[], scope: Scope): Spot | undefined {
  return spots.reduce<Spot | undefined>(
    (best, spot) => (best === undefined || isEarlier(spot, best, scope) ? spot : best),
    undefined,
  );
}

function maxOf(spots: readonly Spot[], scope: Scope): Spot | undefined {
  return spots.reduce<Spot | undefined>(
    (best, spot) => (best === undefined || !isEarlier(spot, best, scope) ? spot : best),
    undefined,
  );
}

function isEarlier(a: Spot, b: Spot, scope: Scope): boolean {
  const order = compareTimes(a.time, b.time, scope.zone);
  if (order !== 0) return order < 0;
  if (a.event !== undefined && b.event !== undefined) return orderOf(a.event, scope) < orderOf(b.event, scope);
  return earlier(a.time, b.time, scope.zone) === a.time && later(a.time, b.time, scope.zone) === b.time;
}

function orderOf(event: ComplaintEvent, scope: Scope): number {
  return scope.of.timeline.order.get(event) ?? 0;
}
