import type { ComplaintEvent } from '../complaint.js';
import type { MissingFact } from '../conditions/condition.js';
import type { Escalation } from '../policy/escalation-types.js';
import type { Policy } from '../policy/policy.js';
import type { Retention } from '../policy/retention-types.js';
import type { Right } from '../policy/right-types.js';
import type { Rule, RuleBase } from '../policy/rule-types.js';
import type { Statement } from '../policy/statement-types.js';
import type { Calendar } from '../time/calendar.js';
import type { Truth } from '../values.js';
import type { Instance } from './deadline.js';
import type { Finding, RetentionFinding, RightFinding } from './judgement.js';
import type { Case, Scope, WorkedOutIn } from './scope.js';
import type { VersionDay } from './versions.js';
import type { RightInstance } from './windows.js';

/** A rule of any section in one version of its policy. */
export interface Candidate<R extends RuleBase> {
  readonly policy: Policy;
  readonly rule: R;
}

/** A rule in the versions that have it. */
export interface RuleGroup<R extends RuleBase> {
  readonly ref: string;
  readonly candidates: readonly Candidate<R>[];
  /** Whether it is in force, checked and dated as its policy is: then what keeps the policy from applying keeps it too. */
  readonly plain: boolean;
  /** Event types, where it has `each`. */
  readonly each: readonly string[];
}

/** A policy with all its versions, and each of its rules in the versions that have it. */
export interface PolicyPlan {
  readonly id: string;
  readonly versions: readonly Policy[];
  readonly rules: readonly RuleGroup<Rule>[];
  readonly statements: readonly RuleGroup<Statement>[];
  readonly rights: readonly RuleGroup<Right>[];
  readonly retention: readonly RuleGroup<Retention>[];
  readonly escalations: readonly RuleGroup<Escalation>[];
  /** Whether all its rules are plain. */
  readonly plain: boolean;
  /** Whether it is to be asked first whether it applies at all: some rule of each version would ask the same. */
  readonly asksFirst: boolean;
  /** Event types of rules with `each`. */
  readonly each: readonly string[];
}

/** What one policy says, before the policies are held against each other. */
export interface PolicyFound {
  readonly rules: readonly RuleFound[];
  readonly statements: readonly StatementFound[];
  readonly rights: readonly RightFound[];
  readonly retention: readonly RetentionFound[];
  readonly undecided: Undecided | undefined;
}

/** What can be said of a set before any complaint, by id and by `policy#rule`. */
export interface SetPlan {
  readonly policies: ReadonlyMap<string, PolicyPlan>;
  readonly rules: ReadonlyMap<string, readonly Candidate<Rule>[]>;
  readonly rights: ReadonlyMap<string, readonly Candidate<Right>[]>;
  readonly workedOut: ReadonlyMap<string, readonly WorkedOutIn[]>;
  /** How periods are counted, where that hangs on no parameter; filled while judging. */
  readonly terms: Case['terms'];
  /** Digests by id, for the receipt. */
  readonly calendars: Readonly<Record<string, string>>;
}

/** An answer about one rule on one occasion, with what it was made from. */
export interface Found<R extends RuleBase, F, I = undefined> {
  readonly finding: F;
  readonly candidate: Candidate<R>;
  /** Undefined where the rule did not come to be asked. */
  readonly scope: Scope | undefined;
  readonly occurrence: ComplaintEvent | undefined;
  readonly instance: I | undefined;
}

export type RuleFound = Found<Rule, Finding, Instance>;
export type StatementFound = Found<Statement, Finding>;
export type RightFound = Found<Right, RightFinding, RightInstance>;
export type RetentionFound = Found<Retention, RetentionFinding>;

/** What a rule comes to in all its versions; `undecided` where nobody knows whether its policy applies (S38). */
export interface Answer<T> {
  readonly found: readonly T[];
  readonly undecided: Undecided | undefined;
}

export interface Undecided {
  readonly policy: Policy;
  readonly missing: readonly MissingFact[];
}

/** Whether something applies, with what is missing where nobody knows, and to what it gives way where it does. */
export interface Applies {
  readonly truth: Truth;
  readonly missing: readonly MissingFact[];
  readonly yieldsTo?: string;
}

/** One complaint while it is judged: what has been found so far, each question asked once. */
export interface CaseRun {
  readonly of: Case;
  readonly plan: SetPlan;
  /** The day that picks the version, of policies whose rules do not differ in it. */
  readonly days: Map<Policy, VersionDay>;
  /** The same of policies that are dated by an event. */
  readonly daysOfEvents: Map<Calendar, Map<string, VersionDay>>;
  readonly applies: Map<Policy, Applies>;
  readonly rules: Map<string, Answer<RuleFound>>;
  readonly rights: Map<string, Answer<RightFound>>;
  /** Whether one of the policies and rules to which something gives way applies (S47); tied in by the judge. */
  readonly givesWay: (policy: Policy, references: readonly string[]) => Applies;
  /** Questions whose answer is being worked out: a rule that asks about itself gets none. */
  readonly asking: Set<string>;
}
