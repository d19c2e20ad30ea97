import type { Text } from '../../errors.js';
import type { CompiledCondition } from '../conditions/condition.js';
import type { Schedule } from '../schedule/schedule.js';
import type { Calendar } from '../time/calendar.js';
import type { Day, FactValue, None } from '../values.js';
import type { AuthorityLimit } from './authority-types.js';
import type { CalendarChoice } from './clock-types.js';
import type { Escalation } from './escalation-types.js';
import type { Indicator } from './indicator-types.js';
import type { ranks } from './ranks.js';
import type { Retention } from './retention-types.js';
import type { Right } from './right-types.js';
import type { InForce, Rule, Status, VersionBy } from './rule-types.js';
import type { Statement } from './statement-types.js';
import type { Parameter, Vocabulary } from './vocabulary-types.js';
import type { WorkedOutFact } from './worked-out-types.js';

/** The whole set of policies with everything they refer to, loaded, checked and compiled. */
export interface PolicySet {
  /** SHA-256, hex, over every file of the set that can change a judgement, in path order. */
  readonly digest: string;
  readonly organisation: Organisation;
  readonly vocabulary: Vocabulary;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly calendars: ReadonlyMap<string, Calendar>;
  /** Named conditions of the vocabulary, compiled. */
  readonly conditions: ReadonlyMap<string, CompiledCondition>;
  /** Every version of every policy, ordered by id and then by first day in force. */
  readonly policies: readonly Policy[];
  readonly waivers: readonly Waiver[];
  /** What is done again and again, in the order of its file; no judgement depends on it, and the digest does not name it. */
  readonly schedules: readonly Schedule[];
}

/** For a time, breaches of a house rule are counted apart (files of `waivers/`). A statutory duty cannot be waived. */
export interface Waiver {
  readonly id: string;
  readonly file: string;
  readonly title: Text;
  /** `policy#rule`, always of a policy of rank `house`. */
  readonly rule: string;
  /** Which complaints; undefined for all. */
  readonly scope: CompiledCondition | undefined;
  readonly reason: Text;
  /** Holds as judged on these days, both ends included; afterwards the finding counts again. */
  readonly from: Day;
  readonly through: Day;
}

export interface Organisation {
  readonly name: Text;
  readonly zone: string;
  readonly calendar: string;
  /** Values of facts where a complaint records none (C43); `role` decides whose clocks are our own (S76). */
  readonly our: Readonly<Record<string, FactValue | None>>;
  readonly role: string | undefined;
  readonly roles: readonly string[];
  readonly fallbackOwner: string | undefined;
  /** Policies or rules (`policy`, `policy#rule`) that are used although nobody has checked them against their source. */
  readonly useUnverified: readonly string[];
  /** What letters to complainants say of us: how we are reached, where one may turn to in our own jurisdiction, who signs. */
  readonly letters: Readonly<Record<'contact' | 'routes' | 'signature', Text | undefined>>;
}

export interface Policy {
  readonly id: string;
  /** Path of its file, relative to the policies folder. */
  readonly file: string;
  /** SHA-256 of its text, hex. */
  readonly digest: string;
  readonly title: Text;
  readonly source: Source;
  readonly status: Status;
  readonly inForce: InForce;
  readonly versionBy: VersionBy;
  readonly binds: string;
  readonly calendar: CalendarChoice;
  readonly counting: string | undefined;
  readonly applies: CompiledCondition | undefined;
  /** Shared parameters and the policy's own, the latter first found. */
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** Policies and rules (`policy`, `policy#rule`) to which the whole policy gives way (S47, C23). */
  readonly yieldsTo: readonly string[];
  readonly facts: ReadonlyMap<string, WorkedOutFact>;
  /** Duties: deadlines, requirements and judgement-needed; each required fact of `intake` is one of the first two. In the order of the file. */
  readonly rules: readonly Rule[];
  readonly rights: readonly Right[];
  readonly retention: readonly Retention[];
  readonly escalations: readonly Escalation[];
  /** By role, in the order of the file. */
  readonly authority: readonly AuthorityLimit[];
  readonly indicators: readonly Indicator[];
  readonly statements: readonly Statement[];
}

export type Rank = (typeof ranks)[number];

export interface Source {
  readonly instrument: string;
  /** The instrument's name where the policy gives it in both languages. */
  readonly instrumentText?: Text;
  readonly rank: Rank;
  readonly checked?: string;
  readonly url?: string;
}
