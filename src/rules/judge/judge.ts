import type { Complaint } from '../complaint.js';
import type { PolicySet } from '../policy/policy.js';
import { zoneOf } from '../time/zone.js';
import type { Instant } from '../values.js';
import { assemble, type Watch } from './assemble.js';
import type { Answer, CaseRun } from './case-run.js';
import { rightsFound, rulesFound } from './judge-policy.js';
import { judgeDisputed } from './disputed.js';
import type { Instance } from './deadline.js';
import type { Finding, Judgement, Receipt } from './judgement.js';
import { newMemory } from './memory.js';
import type { Case, RuleAnswer } from './scope.js';
import { setPlanOf } from './set-plan.js';
import { timelineAt } from './timeline.js';
import { factWork } from './worked-out.js';
import { givesWay } from './yields.js';

/** Raised with every change of the engine that can change a judgement; part of the receipt. */
export const engineNumber = '2';

export interface JudgeOptions {
  /** Release of the time-zone data in use (`process.versions.tz`), for the receipt. */
  readonly timeZoneData?: string;
  /** Told of every finding with the computation behind it; for explanations. */
  readonly watch?: Watch;
}

/**
 * Judges one complaint by a policy set at an instant. Pure and synchronous: the same arguments give the same judgement.
 * Never refuses a complaint; what cannot be decided is an indeterminate finding that names the missing facts. Disputed facts
 * are judged under each statement (S41).
 */
export function judge(set: PolicySet, complaint: Complaint, at: Instant, options: JudgeOptions = {}): Judgement {
  const { watch, timeZoneData = '' } = options;
  const watched = new Map<Finding, Instance | undefined>();
  const judgement = judgeDisputed(set, complaint, at, (believed) =>
    judgeOnce(set, believed, at, timeZoneData, watch && ((finding, instance) => watched.set(finding, instance))),
  );
  if (watch !== undefined) for (const finding of judgement.findings) watch(finding, instanceOf(finding, watched));
  return judgement;
}

/** What a finding was made from; of one merged from several, of that with its date. */
function instanceOf(finding: Finding, watched: ReadonlyMap<Finding, Instance | undefined>): Instance | undefined {
  if (watched.has(finding)) return watched.get(finding);
  const about = ({ policy, rule, round, occurrence, due }: Finding): string =>
    JSON.stringify([policy, rule, round, occurrence?.event, due]);
  const wanted = about(finding);
  return [...watched].find(([each]) => about(each) === wanted)?.[1];
}

function judgeOnce(
  set: PolicySet,
  complaint: Complaint,
  at: Instant,
  timeZoneData: string,
  watch: Watch | undefined,
): Judgement {
  const run = runOf(set, complaint, at);
  const { changes, ...found } = assemble(run, watch);
  return {
    complaint: complaint.id,
    at,
    ...found,
    nextLookAt: nextOf(run.of, changes),
    receipt: receiptOf(run, timeZoneData),
  };
}

/** The earliest instant ahead at which something can change by itself (S42). */
function nextOf({ timeline, memory }: Case, changes: readonly Instant[]): Instant | undefined {
  let next: Instant | undefined;
  for (const instant of [timeline.nextAt, memory.nextStep, ...changes])
    if (instant !== undefined && instant > timeline.at && (next === undefined || instant < next)) next = instant;
  return next;
}

/** A complaint opened for judging, nothing asked yet. */
export function runOf(set: PolicySet, complaint: Complaint, at: Instant): CaseRun {
  const our = complaint.our === undefined ? set.organisation.our : { ...set.organisation.our, ...complaint.our };
  const role = our['role'];
  const plan = setPlanOf(set);
  const of: Case = {
    set,
    timeline: timelineAt(complaint, at, zoneOf(set.organisation.zone)),
    our,
    known: knownOf(complaint, our),
    role: typeof role === 'string' ? role : set.organisation.role,
    workedOut: plan.workedOut,
    terms: plan.terms,
    working: factWork,
    answers: {
      ofRule: (ref) => (plan.rules.has(ref) ? answered(rulesFound(run, ref)) : undefined),
      ofRight: (ref) => (plan.rights.has(ref) ? answered(rightsFound(run, ref)) : undefined),
    },
    readings: new Map(),
    registered: new Map(),
    memory: newMemory(),
    scopes: new Map(),
  };
  const run: CaseRun = {
    of,
    plan,
    days: new Map(),
    daysOfEvents: new Map(),
    applies: new Map(),
    rules: new Map(),
    rights: new Map(),
    givesWay: (policy, references) => givesWay(run, policy, references),
    asking: new Set(),
  };
  return run;
}

/** The complaint's own facts over those of the organisation. */
function knownOf({ facts }: Complaint, our: Complaint['facts']): Case['known'] {
  const known = new Map(Object.entries(our));
  for (const [name, value] of Object.entries(facts)) known.set(name, value);
  return known;
}

function answered<F>({ found, undecided }: Answer<{ readonly finding: F }>): RuleAnswer<F> {
  return { found: found.map(({ finding }) => finding), missing: undecided?.missing ?? [] };
}

/** Readings in the order of their names: the order in which they were met says nothing. */
function receiptOf({ of, plan }: CaseRun, timeZoneData: string): Receipt {
  const { register } = of.timeline.complaint;
  return {
    policySet: of.set.digest,
    calendars: plan.calendars,
    timeZoneData,
    engine: engineNumber,
    readings: Object.fromEntries(byName(of.readings)),
    ...(register === undefined || of.registered.size === 0
      ? {}
      : { register: { at: register.at, values: Object.fromEntries(byName(of.registered)) } }),
  };
}

function byName<T>(values: ReadonlyMap<string, T>): readonly (readonly [string, T])[] {
  return [...values].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
