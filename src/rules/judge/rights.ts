import type { ComplaintEvent } from '../complaint.js';
import type { MissingFact } from '../conditions/condition.js';
import type { Exclusion, Right } from '../policy/right-types.js';
import type { Moment } from '../policy/value-types.js';
import type { Truth } from '../values.js';
import type { Candidate } from './case-run.js';
import { beginningOf, roundsOf } from './deadline.js';
import { occurrenceOf, placeOf } from './findings.js';
import { givesOf } from './grants.js';
import type { Note, RightFinding } from './judgement.js';
import { resolve } from './moments.js';
import { ask, type Asked } from './reader.js';
import type { Resolved } from './resolved.js';
import type { ClockRule } from './round-events.js';
import { joinMissing, now, termsOf, type Case, type Scope, type View } from './scope.js';
import type { Section } from './section.js';
import { windowOf, type RightInstance, type WindowResult } from './windows.js';

/** How rights are answered. */
export const rightsSection: Section<Right, RightFinding, RightInstance> = {
  judge: judgeRight,
  notApplicable: (of, { policy, rule }, { reason, occurrence, yieldsTo }) => ({
    ...head(of, { policy, rule }, occurrence),
    ...(reason === 'not-in-force' ? { version: undefined } : {}),
    state: 'not-applicable',
    reason,
    ...(yieldsTo === undefined ? {} : { yieldsTo }),
    ...nothing,
  }),
  indeterminate: (of, candidate, occurrence, missing) => ({
    ...head(of, candidate, occurrence),
    state: 'indeterminate',
    ...nothing,
    missing,
  }),
  unverified: (finding) => ({ ...finding, unverified: true }),
  said: new WeakMap(),
};

const nothing = { gives: [], missing: [], notes: [] } as const;

function head(of: Case, { policy, rule }: Candidate<Right>, occurrence: ComplaintEvent | undefined) {
  return {
    ...placeOf(of, policy, rule),
    ...(occurrence === undefined ? {} : { occurrence: occurrenceOf(occurrence) }),
    ...(rule.claim === undefined ? {} : { claim: rule.claim }),
  };
}

/** Whether a right belongs to the complainant: its conditions, and none of its exclusions (S54). */
interface Entitled {
  readonly truth: Truth;
  readonly missing: readonly MissingFact[];
  /** Articles of the exclusion that holds. */
  readonly exclusion?: readonly string[];
}

/** Whether a right applies on an occurrence, or to the complaint. */
export function whenOfRight(scope: Scope, rule: Right, occurrence: ComplaintEvent | undefined): Entitled {
  return entitled(scope, rule, viewOf(scope, rule, occurrence));
}

function viewOf(scope: Scope, { window, when }: Right, occurrence: ComplaintEvent | undefined): View {
  if (window?.clock !== undefined) return beginningOf(scope, { clock: window.clock, when }, occurrence).view;
  return occurrence === undefined ? now : { occurrence, asOf: occurrence.at };
}

function entitled(scope: Scope, rule: Right, view: View): Entitled {
  const applies = ask(scope, view, rule.when);
  if (applies.truth === false) return applies;
  const excluded = rule.exclusions.map((exclusion) => excludes(scope, view, exclusion));
  const holds = excluded.find((each) => each.truth === true);
  if (holds !== undefined) return { truth: false, missing: holds.lacks.missing, exclusion: holds.cite };
  const unknown = excluded.filter((each) => each.truth === undefined);
  if (applies.truth === undefined || unknown.length > 0)
    return {
      truth: undefined,
      missing: joinMissing(applies.missing, ...unknown.map((each) => each.lacks.missing)),
    };
  return applies;
}

/**
 * An exclusion holds if `when` is true and `unless` is not (S54): an exception that nobody has shown does not lift it, but
 * what it would take is named.
 */
function excludes(
  scope: Scope,
  view: View,
  { when, unless, cite }: Exclusion,
): { readonly truth: Truth; readonly lacks: Asked; readonly cite: readonly string[] } {
  const holds = ask(scope, view, when);
  if (holds.truth === false || unless === undefined) return { truth: holds.truth, lacks: holds, cite };
  const lifted = ask(scope, view, unless);
  if (lifted.truth === true) return { truth: false, lacks: lifted, cite };
  return { truth: holds.truth, lacks: holds.truth === true ? lifted : holds, cite };
}

/** Judges a right: whether it applies, where each round of its window stands, and what it gives. */
function judgeRight(
  scope: Scope,
  rule: Right,
  occurrence: ComplaintEvent | undefined,
  notes: readonly Note[],
): readonly { readonly finding: RightFinding; readonly instance: RightInstance | undefined }[] {
  const start = head(scope.of, { policy: scope.policy, rule }, occurrence);
  const view = viewOf(scope, rule, occurrence);
  const { truth, missing, exclusion } = entitled(scope, rule, view);
  if (truth === false) {
    const reason = exclusion === undefined ? 'when-false' : 'excluded';
    const articles = exclusion === undefined ? {} : { exclusion };
    const finding = { ...start, state: 'not-applicable', reason, ...articles, ...nothing, missing } as const;
    return [{ finding, instance: undefined }];
  }
  if (truth === undefined)
    return [{ finding: { ...start, state: 'indeterminate', ...nothing, missing, notes }, instance: undefined }];
  const numbered = (rule.window?.clock?.restarts.length ?? 0) > 0;
  return windowsOf(scope, rule, view, occurrence).map((result, index) => ({
    finding: {
      ...start,
      ...(numbered ? { round: index + 1 } : {}),
      state: result.state,
      ...(result.reason === undefined ? {} : { reason: result.reason }),
      ...result.parts,
      gives: hasGifts(result) ? givesOf(scope, view, rule.gives) : [],
      missing: result.missing,
      notes,
    },
    instance: { changes: result.changes },
  }));
}

function hasGifts({ state }: WindowResult): boolean {
  return state === 'open' || state === 'used' || state === 'not-open-yet';
}

/** Every round of a right's window; one without a window. */
function windowsOf(
  scope: Scope,
  rule: Right,
  view: View,
  occurrence: ComplaintEvent | undefined,
): readonly WindowResult[] {
  const { window } = rule;
  const opens = window?.opens === undefined ? undefined : opensAt(scope, rule, view);
  const clockRule = clockOf(scope, rule, opens);
  const { terms, start, view: seen } = beginningOf(scope, { clock: clockRule.clock, when: undefined }, occurrence);
  if (start.kind === 'none') return [noWindow];
  if (start.kind === 'unknown' && clockRule.clock.period.kind === 'within')
    return [{ state: 'indeterminate', missing: start.missing, parts: {}, due: undefined, changes: [] }];
  const spot = start.kind === 'at' ? start : undefined;
  const begun = clockRule.clock.period.kind === 'due' && opens?.kind === 'at' ? opens : spot;
  return roundsOf(scope, clockRule, { terms, view: seen, start: begun, occurrence }).map((round) =>
    windowOf(round, opens, opens?.kind === 'not-yet' ? opensAt(scope, rule, { ...view, ifLeft: true }) : undefined),
  );
}

const noWindow: WindowResult = {
  state: 'not-applicable',
  reason: 'no-deadline',
  missing: [],
  parts: {},
  due: undefined,
  changes: [],
};

function opensAt(scope: Scope, rule: Right, view: View): Resolved | undefined {
  const { window } = rule;
  if (window?.opens === undefined) return undefined;
  const terms = termsOf(scope, scope.calendar, window.clock?.counting ?? scope.policy.counting);
  return resolve(scope, view, window.opens, { terms, roll: true });
}

const never: Moment = { kind: 'first', of: [] };

/**
 * The window as a clock: used is done. A right without a window, or with a window that only opens, has an end that never
 * comes. Before its first day nothing counts as use (S53).
 */
function clockOf(scope: Scope, rule: Right, opens: Resolved | undefined): ClockRule {
  const clock = rule.window?.clock ?? {
    period: { kind: 'due', due: never },
    notAfter: undefined,
    calendar: scope.policy.calendar,
    counting: scope.policy.counting,
    pauses: [],
    extensions: [],
    restarts: [],
    cancelledBy: undefined,
  };
  const base = { id: rule.id, each: rule.each, clock, done: rule.usedBy, warn: undefined };
  if (opens === undefined) return { ...base, early: true };
  if (opens.kind === 'at') return { ...base, notBefore: opens.time };
  return opens.kind === 'unknown' ? base : { ...base, done: undefined };
}
