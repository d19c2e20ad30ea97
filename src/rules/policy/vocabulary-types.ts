import type { Text } from '../../errors.js';
import type { Day, FactType, FactValue } from '../values.js';
import type { LetterKind } from './letter-kinds.js';

export interface Vocabulary {
  readonly events: ReadonlyMap<string, EventEntry>;
  readonly facts: ReadonlyMap<string, FactEntry>;
  readonly duties: readonly string[];
  readonly claims: readonly string[];
  readonly parties: readonly string[];
  /** Names of duties, claims and parties for people, where the vocabulary gives them. */
  readonly titles?: ReadonlyMap<string, Text>;
  /** Names for people of what policies name without declaring it, where the vocabulary gives them. */
  readonly wordTitles?: WordTitles;
  /** Titles of instruments by the name with which a citation begins, where the vocabulary gives them. */
  readonly instruments?: ReadonlyMap<string, Text>;
}

/** Titles of remedies, of kinds of records, of roles, and of the words that facts hold. */
export type WordTitles = Readonly<Record<WordSection, ReadonlyMap<string, Text>>>;

export type WordSection = 'remedies' | 'records' | 'roles' | 'words';

export interface EventEntry {
  readonly id: string;
  readonly title: Text;
  /** The facts that its data may carry. */
  readonly data: readonly string[] | 'any';
  /** The letters of which it is the sending. */
  readonly letters?: readonly LetterKind[];
}

export interface FactEntry {
  readonly id: string;
  readonly type: FactType;
  readonly title: Text;
  /** Allowed values of a `word` or `words` fact, when listed. */
  readonly values?: readonly string[];
  /** Read as it stood when the clock started (S35); otherwise learnt late means it was always so. */
  readonly changes: boolean;
  readonly personal: boolean;
}

/** A dated value; with `options` the chosen reading of an ambiguous text (S49). */
export interface Parameter {
  readonly id: string;
  readonly title?: Text;
  readonly options?: readonly FactValue[];
  /** In date order; the value in force is the last whose day is not after the version day. */
  readonly values: readonly DatedValue[];
}

export interface DatedValue {
  readonly from: Day;
  readonly value: FactValue;
  readonly cite?: string;
  readonly why?: string;
}
