import type { Text } from '../../errors.js';
import type { CompiledCondition } from '../conditions/condition.js';
import type { Day, Duration } from '../values.js';
import type { Clock } from './clock-types.js';
import type { Moment } from './value-types.js';

export type Rule = Deadline | Requirement | JudgementNeeded;

/** What every section's rules have in common. */
export interface RuleBase {
  readonly id: string;
  /** `policy#rule`. */
  readonly ref: string;
  readonly title: Text;
  /** Where it stands in its file, from 1. */
  readonly line: number;
  readonly cite: readonly string[];
  readonly when: CompiledCondition | undefined;
  /** Event types; one instance for each occurrence (S62). Empty: once for the complaint. */
  readonly each: readonly string[];
  readonly inForce: InForce | undefined;
  readonly versionBy: VersionBy | undefined;
  /** The rule's own or its policy's. */
  readonly binds: string;
  readonly status: Status;
  readonly breach: 'critical' | 'major' | 'minor' | undefined;
  readonly consequence: string | undefined;
  /** The consequence where the policy gives it in both languages. */
  readonly consequenceText?: Text;
  readonly duty: string | undefined;
  /** Policies and rules to which this one gives way, beside those of its policy. */
  readonly yieldsTo: readonly string[];
  /** The fact that a row of `intake.required` asks for, and of whom. */
  readonly intake?: { readonly fact: string; readonly ask: string | undefined };
}

export interface Deadline extends RuleBase {
  readonly kind: 'deadline';
  readonly clock: Clock;
  readonly done: Moment;
  readonly warn: Duration | undefined;
}

export interface Requirement extends RuleBase {
  readonly kind: 'requirement';
  readonly require: CompiledCondition;
}

/** A text without a figure: a person answers (S74). */
export interface JudgementNeeded extends RuleBase {
  readonly kind: 'judgement-needed';
  readonly asks: Text;
  readonly from: Moment | undefined;
  readonly done: Moment | undefined;
  /** Facts that whoever answers is shown. */
  readonly shows: readonly string[];
}

export type Status = 'checked' | 'unverified';

export interface InForce {
  readonly from: Day;
  /** The last day in force (S44). */
  readonly through?: Day;
}

/** The moment whose day picks the version; `step` is where the rule's own clock starts, or the occurrence (S43). */
export type VersionBy = Moment;
