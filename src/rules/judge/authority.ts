import type { ComplaintEvent } from '../complaint.js';
import type { MissingFact } from '../conditions/condition.js';
import { noCurrency } from '../facts/currency.js';
import { compareFractions } from '../facts/fraction.js';
import type { AuthorityLimit } from '../policy/authority-types.js';
import { isWithin } from '../time/compare.js';
import { isNone, type FactValue, type Reading, type Truth } from '../values.js';
import { amountIn, sumOf, unknownAmount, type Amount } from './amount.js';
import { workOutAmount } from './amounts.js';
import { remembered } from './memory.js';
import type { WorkedOut } from './resolved.js';
import { joinMissing, type Scope, type View } from './scope.js';

const granted = 'remedy-granted';
const approved = 'grant-approved';
const ceiling = 'approved_amount';
/** Under which the grants of each `ref` are remembered. */
const grantsByRef = {};

/** A three-valued answer with what is missing to know it. */
interface Answer {
  readonly truth: Truth;
  readonly missing: readonly MissingFact[];
}

const no: Answer = { truth: false, missing: [] };
const yes: Answer = { truth: true, missing: [] };

/**
 * Whether a grant was within the authority of whoever granted it (S72): the total of all grants on the complaint up to it against
 * the limit of the role held then, or of a role that approved it before. A role without a limit may grant nothing.
 */
export function withinAuthority(scope: Scope, view: View): WorkedOut {
  const { occurrence } = view;
  if (occurrence?.type !== granted)
    return { kind: 'unknown', missing: [{ name: granted, kind: 'event', why: 'not-recorded' }] };
  const own = mayGrant(scope, occurrence, readOf(scope, occurrence, 'granted_by_role'), view);
  if (own.truth === true) return { kind: 'value', value: true };
  const answers = [own, ...approvals(scope, occurrence).map((approval) => approvedBy(scope, occurrence, approval))];
  if (answers.some(({ truth }) => truth === true)) return { kind: 'value', value: true };
  const missing = joinMissing(...answers.map((answer) => (answer.truth === undefined ? answer.missing : [])));
  return answers.every(({ truth }) => truth === false) ? { kind: 'value', value: false } : { kind: 'unknown', missing };
}

/** What an event itself says, as it is known now; what it does not say is missing. */
function readOf(
  scope: Scope,
  event: ComplaintEvent,
  name: string,
): { readonly reading: Reading } & Pick<Answer, 'missing'> {
  const reading = Object.hasOwn(event.data, name) ? event.data[name] : undefined;
  return { reading, missing: [{ name, kind: 'fact', why: 'not-recorded' }] };
}

/** Whether a role may grant this, with all that was granted before. */
function mayGrant(scope: Scope, grant: ComplaintEvent, by: ReturnType<typeof readOf>, view: View): Answer {
  if (by.reading === undefined) return { truth: undefined, missing: by.missing };
  const limit = scope.policy.authority.find(({ role }) => role === by.reading);
  if (limit === undefined) return no;
  const remedy = allows(scope, limit, grant);
  if (remedy.truth === false || limit.upTo === 'any') return remedy;
  const within = isUpTo(totalUpTo(scope, grant), workOutAmount(scope, view, limit.upTo));
  return within.truth === true ? remedy : within;
}

function allows(scope: Scope, { remedies }: AuthorityLimit, grant: ComplaintEvent): Answer {
  if (remedies === undefined) return yes;
  const { reading, missing } = readOf(scope, grant, 'granted_remedy');
  if (reading === undefined) return { truth: undefined, missing };
  return typeof reading === 'string' && remedies.includes(reading) ? yes : no;
}

/** Certain where even the largest that the total can be is within the smallest that the limit can be, or the other way round. */
function isUpTo(total: Amount, limit: Amount): Answer {
  const together = sumOf([total, limit]);
  if (together.unit === 'mixed') return { truth: undefined, missing: together.lacking() };
  if (total.most !== undefined && limit.least !== undefined && compareFractions(total.most, limit.least) <= 0)
    return yes;
  if (total.least !== undefined && limit.most !== undefined && compareFractions(total.least, limit.most) > 0) return no;
  return { truth: undefined, missing: together.lacking() };
}

/** All grants on the complaint up to and including this one. */
function totalUpTo(scope: Scope, grant: ComplaintEvent): Amount {
  return totalOf(scope, grant, scope.of.timeline.byType.get(granted) ?? []);
}

/** The grants of a list up to and including this one; summed once for all of them. */
function totalOf(scope: Scope, grant: ComplaintEvent, grants: readonly ComplaintEvent[]): Amount {
  const totals = remembered(scope.of.memory, grants, () => {
    const sums = new Map<ComplaintEvent, Amount>();
    let sum = amountOfGrant(undefined);
    for (const each of grants) {
      sum = sumOf([sum, amountOfGrant(each)]);
      sums.set(each, sum);
    }
    return sums;
  });
  return totals.get(grant) ?? amountOfGrant(grant);
}

/** A remedy that is known to cost nothing counts as nothing; one of which nobody knows the cost leaves the total open. */
function amountOfGrant(grant: ComplaintEvent | undefined): Amount {
  const name = 'granted_amount';
  const nothing: FactValue = { kind: 'money', amount: '0', currency: noCurrency };
  const value = grant === undefined ? nothing : Object.hasOwn(grant.data, name) ? grant.data[name] : undefined;
  const amount = value === undefined ? undefined : amountIn(isNone(value) ? nothing : value, [name]);
  return amount ?? unknownAmount(() => [{ name, kind: 'fact', why: 'not-recorded' }], [name]);
}

/**
 * Approvals of this grant: those with its `ref`, and for a grant without one those without; besides, those without that carry an
 * amount, which are for whatever is granted on the complaint. Of each role and amount the first is enough, that without a time of
 * day and that with one.
 */
function approvals({ of }: Scope, grant: ComplaintEvent): readonly ComplaintEvent[] {
  const all = of.timeline.byType.get(approved);
  if (all === undefined) return [];
  const firsts = remembered(of.memory, all, () => {
    const byRef = Map.groupBy(all, ({ ref }) => ref);
    const kind = ({ at, data }: ComplaintEvent): string =>
      JSON.stringify([at.kind, data['approved_by_role'], data[ceiling]]);
    return new Map(
      [...byRef].map(([ref, events]) => [
        ref,
        [...new Map(events.toReversed().map((each) => [kind(each), each])).values()],
      ]),
    );
  });
  const own = firsts.get(grant.ref) ?? [];
  if (grant.ref === undefined) return own;
  return [...own, ...(firsts.get(undefined) ?? []).filter((each) => ceilingOf(each) !== undefined)];
}

/** The amount that an approval carries, up to which it is good. */
function ceilingOf({ data }: ComplaintEvent): Amount | undefined {
  const value = Object.hasOwn(data, ceiling) ? data[ceiling] : undefined;
  return value === undefined || isNone(value) ? undefined : amountIn(value, [ceiling]);
}

/**
 * Whether an approval that carries an amount reaches so far: with a `ref` for all grants of it up to this one together, without for
 * all on the complaint. Without an amount it is good for whatever its role may grant.
 */
function reaches(scope: Scope, grant: ComplaintEvent, approval: ComplaintEvent): Answer {
  const upTo = ceilingOf(approval);
  if (upTo === undefined) return yes;
  const grants = scope.of.timeline.byType.get(granted) ?? [];
  const byRef = remembered(scope.of.memory, grantsByRef, () => Map.groupBy(grants, ({ ref }) => ref));
  const covered = approval.ref === undefined ? grants : (byRef.get(approval.ref) ?? []);
  return isUpTo(totalOf(scope, grant, covered), upTo);
}

/** The approval must lie before the grant: on the same day without a time nobody knows. */
function approvedBy(scope: Scope, grant: ComplaintEvent, approval: ComplaintEvent): Answer {
  const before = isBefore(scope, approval, grant);
  if (before === false) return no;
  const may = mayGrant(scope, grant, readOf(scope, approval, 'approved_by_role'), {
    occurrence: grant,
    asOf: grant.at,
  });
  const far = reaches(scope, grant, approval);
  if (may.truth === false || far.truth === false) return no;
  const missing = joinMissing(...[may, far].map((answer) => (answer.truth === undefined ? answer.missing : [])));
  if (before === true) return missing.length > 0 ? { truth: undefined, missing } : yes;
  return {
    truth: undefined,
    missing: joinMissing(missing, [{ name: approved, kind: 'event', why: 'time-of-day' }]),
  };
}

function isBefore({ zone }: Scope, { at }: ComplaintEvent, grant: ComplaintEvent): Truth {
  if (at.kind === 'instant' && grant.at.kind === 'instant') return at.at < grant.at.at;
  if (at.kind === 'day' && grant.at.kind === 'day')
    return at.day < grant.at.day ? true : at.day > grant.at.day ? false : undefined;
  const within = isWithin(at, grant.at, zone);
  if (within !== true) return within;
  return isWithin(grant.at, at, zone) === true ? undefined : true;
}
