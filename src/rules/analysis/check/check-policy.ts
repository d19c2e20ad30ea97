import { compareDecimals } from '../../facts/decimal.js';
import type { AuthorityLimit } from '../../policy/authority-types.js';
import type { Policy } from '../../policy/policy.js';
import type { Deadline } from '../../policy/rule-types.js';
import { formatDay } from '../../time/day.js';
import { isMoney, type FactValue } from '../../values.js';
import { allRules } from '../all-rules.js';
import { canHold } from './decide.js';
import { isSameMoment } from './periods.js';
import { placeOf, remark, type Check, type Remark } from './remark.js';

/** Rules that are in force on no day of their policy. */
export function checkInForce(check: Check, policy: Policy): readonly Remark[] {
  const { from, through = Infinity } = policy.inForce;
  return allRules(policy).flatMap((rule) => {
    const own = rule.inForce;
    if (own === undefined || (own.from <= through && (own.through ?? Infinity) >= from)) return [];
    const data = { from: formatDay(own.from), policy: formatDay(from) };
    return [remark('check.in_force_outside', data, placeOf(check, policy, rule, 'in-force'))];
  });
}

/** Deadlines of one duty that share out the cases between them, and of which two claim the same case with different periods. */
export function checkOverlaps(check: Check, policy: Policy): readonly Remark[] {
  const deadlines = policy.rules.filter((rule) => rule.kind === 'deadline');
  const ground = check.groundOf(policy);
  return deadlines.flatMap((one, index) =>
    deadlines.slice(index + 1).flatMap((other) => {
      if (!areAlike(one, other) || canHold([policy.applies, one.when, other.when], ground) !== true) return [];
      return [remark('check.overlap', { rule: other.id, other: one.id }, placeOf(check, policy, other, 'when'))];
    }),
  );
}

function areAlike(one: Deadline, other: Deadline): boolean {
  const [a, b] = [one.clock.period, other.clock.period];
  if (one.duty === undefined || one.duty !== other.duty || one.binds !== other.binds) return false;
  if (a.kind !== 'within' || b.kind !== 'within' || one.when === undefined || other.when === undefined) return false;
  const sameCase = one.each.join(' ') === other.each.join(' ') && isSameMoment(a.from, b.from);
  const askAlike = !one.when.names.isDisjointFrom(other.when.names);
  return (
    sameCase && askAlike && isSameMoment(one.done, other.done) && JSON.stringify(a.within) !== JSON.stringify(b.within)
  );
}

/** Limits that fall on the way up, and chains of "who decides beyond it" that lead back to themselves. */
export function checkAuthority(check: Check, policy: Policy): readonly Remark[] {
  const limits = new Map(policy.authority.map((limit) => [limit.role, limit]));
  return policy.authority.flatMap((limit) => {
    const next = limit.then === undefined ? undefined : limits.get(limit.then);
    const place = check.locate(policy.file, ['authority', limit.role], limit.line);
    const loop = chainFrom(limit, limits);
    const falls = next !== undefined && isLess(next, limit);
    return [
      ...(falls ? [remark('check.authority_decreases', { role: limit.role, then: next.role }, place)] : []),
      ...(loop === undefined ? [] : [remark('check.authority_loop', { roles: loop.join(' → ') }, place)]),
    ];
  });
}

/** The way from a role back to itself; each loop is told once, at the role of it that comes first. */
function chainFrom(start: AuthorityLimit, limits: ReadonlyMap<string, AuthorityLimit>): readonly string[] | undefined {
  const way = [start.role];
  for (let at = start.then; at !== undefined; at = limits.get(at)?.then) {
    if (at === start.role) return isFirst(start, way, limits) ? [...way, at] : undefined;
    if (way.includes(at)) return undefined;
    way.push(at);
  }
  return undefined;
}

function isFirst(start: AuthorityLimit, way: readonly string[], limits: ReadonlyMap<string, AuthorityLimit>): boolean {
  return way.every((role) => (limits.get(role)?.line ?? start.line) >= start.line);
}

function isLess(upper: AuthorityLimit, lower: AuthorityLimit): boolean {
  if (!mayGrantAlike(upper, lower)) return false;
  const [most, least] = [literalOf(upper), literalOf(lower)];
  if (lower.upTo === 'any') return upper.upTo !== 'any';
  if (!isMoney(most) || !isMoney(least) || most.currency !== least.currency) return false;
  return compareDecimals(most.amount, least.amount) < 0;
}

/** Whether some remedy is under both limits. */
function mayGrantAlike({ remedies: a }: AuthorityLimit, { remedies: b }: AuthorityLimit): boolean {
  return a === undefined || b === undefined || a.some((remedy) => b.includes(remedy));
}

function literalOf({ upTo }: AuthorityLimit): FactValue | undefined {
  return upTo !== 'any' && upTo.kind === 'literal' ? upTo.value : undefined;
}
