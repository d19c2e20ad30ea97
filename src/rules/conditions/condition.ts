import type { FactType, FactValue, Money, None, Reading, Truth } from '../values.js';
import type { Zone } from '../time/calendar.js';

/** A json-rules-engine document, as it stands in the policy file, after checks. */
export type ConditionDocument =
  | { readonly all: readonly ConditionNode[] }
  | { readonly any: readonly ConditionNode[] }
  | { readonly not: ConditionNode }
  | { readonly condition: string };
export type ConditionNode = ConditionDocument | ConditionLeaf;
export interface ConditionLeaf {
  readonly fact: string;
  readonly operator: string;
  readonly value: unknown;
  readonly params?: Readonly<Record<string, unknown>>;
}

/**
 * What a condition may ask. An event's name reads as the time of its first occurrence, NONE when the source
 * observes it and it has not happened, undefined when the source does not report it.
 */
export interface FactReader {
  /** The state of a rule has the name `state(RULE)`. */
  read(name: string): Reading;
  /** Of a number or amount that cannot be read: between what it lies, as far as anyone knows. */
  range?(name: string): Range | undefined;
  /** Of what is worked out by a table and cannot be read: every value that its rows leave (S39); undefined where nobody knows them. */
  possible?(name: string): readonly (FactValue | None)[] | undefined;
  /** The zone in which instants belong to days when a day is compared with an instant. */
  readonly zone: Zone;
}

/** Both ends belong to it; an end that is not known is not there. */
export interface Range {
  readonly least?: number | Money;
  readonly most?: number | Money;
}

/** Why a name could not be read. */
export interface MissingFact {
  readonly name: string;
  readonly kind: 'event' | 'fact';
  /**
   * `not-reported`: the source does not observe it; `not-recorded`: it could, and has not; `time-of-day`: only the day is
   * known; `not-comparable`: recorded, in another currency or a unit without a common measure; `disputed`: the parties say different
   * things of it.
   */
  readonly why: 'not-reported' | 'not-recorded' | 'time-of-day' | 'not-comparable' | 'disputed';
}

/** The truth of every node, for people; the same shape as the document. */
export interface Explanation {
  readonly kind: 'all' | 'any' | 'not' | 'condition' | 'leaf';
  readonly result: Truth;
  readonly children: readonly Explanation[];
  readonly leaf?: {
    readonly fact: string;
    /** The rule whose state is asked for, where the fact is `state`. */
    readonly rule?: string;
    readonly operator: string;
    readonly left: Reading;
    readonly right: Reading | readonly FactValue[];
  };
  readonly condition?: string;
}

/** A condition compiled to synchronous closures over Kleene's three values (S33). */
export interface CompiledCondition {
  readonly document: ConditionDocument;
  /** Names read, through named conditions too; of the state of a rule `state(RULE)`. */
  readonly names: ReadonlySet<string>;
  test(reader: FactReader): Truth;
  /** Names whose absence makes the result unknown; empty when it is known. */
  missing(reader: FactReader): readonly string[];
  explain(reader: FactReader): Explanation;
}

/** What the compiler knows of a name. `event` names compare as times. */
export type NameType = FactType | 'event';

export interface ConditionCatalogue {
  /** The type of a fact, event, worked-out fact or parameter; undefined when there is no such name. */
  typeOf(name: string): NameType | undefined;
  /** Allowed words of a fact, when listed. */
  valuesOf(name: string): readonly string[] | undefined;
  /** A named condition's document, or undefined. */
  condition(name: string): ConditionDocument | undefined;
  /** A rule as it is written, as `policy#rule`; undefined where there is no such rule. */
  ruleRef?(written: string): string | undefined;
  /** Every way of writing a rule, to suggest the nearest one. */
  ruleRefs?(): Iterable<string>;
  /** The states that a rule's clock or a right may have, by `policy#rule` or by its id within its own policy; undefined where there is no such rule. */
  statesOf?(rule: string): readonly string[] | undefined;
  /** Every rule that has a state, to suggest the nearest one. */
  rulesWithStates?(): Iterable<string>;
  /** Every name and every named condition, to suggest the nearest one to a misspelt name. */
  names?(): Iterable<string>;
  conditionNames?(): Iterable<string>;
}

export type { FactValue };
