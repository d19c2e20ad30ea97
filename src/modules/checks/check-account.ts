import { RedressError, type Fault } from '../../errors.js';
import { countedAs, countedAsOrder, noCounts, type CountedAs, type Counts } from '../../rules/analysis/counted-as.js';
import { engineNumber } from '../../rules/judge/judge.js';
import type { Finding, Judgement, RecordsRetention, RightState } from '../../rules/judge/judgement.js';
import type { PolicySet } from '../../rules/policy/policy.js';
import { formatDay } from '../../rules/time/day.js';
import type { Instant } from '../../rules/values.js';
import { checkFault } from './check-errors.js';

/** A waived breach stands under `waived` and not under `non-compliant`. */
export type Outcomes = { readonly [outcome in CountedAs]: number };

/** `void`: every event was taken back. `receipt-unknown`: nobody can say whether it belongs to the period. */
export type SkipReason = 'void' | 'receipt-unknown';

export type SkippedFor = { readonly [reason in SkipReason]: number };

/** What became of one rule, in one version. */
export type RuleAccount = {
  readonly policy: string;
  /** First day in force; null where no version was. */
  readonly version: string | null;
  /** Null for findings about the whole policy. */
  readonly rule: string | null;
  readonly own: boolean;
  readonly findings: number;
  readonly outcomes: Outcomes;
};

/** Rights by state, kinds of record by state, and levels of escalations that were due. */
export type OthersAccount = {
  readonly rights: { readonly [state in RightState]: number };
  /** Lapsed, and used afterwards. */
  readonly usedLate: number;
  readonly records: { readonly [state in RecordsRetention['state']]: number };
  readonly escalationsDue: number;
};

/** The record of a check. Figures alone: no complaint and no text of one. */
export type CheckAccount = {
  /** Counted by the database before anything was judged. */
  readonly population: number;
  readonly examined: number;
  readonly skipped: number;
  readonly skippedFor: SkippedFor;
  readonly at: Instant;
  /** False where the check looked at another instant than its own: then nothing of it is stored with the complaints. */
  readonly stored: boolean;
  /** Complaints whose stored judgement was made anew; of the others somebody else has changed or judged them since. */
  readonly renewed: number;
  /** Of these, judgements that say something else than before. */
  readonly changed: number;
  readonly complaints: Outcomes;
  readonly findings: number;
  readonly outcomes: Outcomes;
  readonly own: { readonly findings: number; readonly outcomes: Outcomes };
  readonly rules: readonly RuleAccount[];
  /** Beside the duties; in no figure of compliance. */
  readonly others: OthersAccount;
  readonly setNumber: number;
  readonly policySet: string;
  readonly calendars: Readonly<Record<string, string>>;
  readonly timeZoneData: string;
  readonly engine: string;
  /** The earliest instant at which one of these complaints can come to another answer by itself. */
  readonly nextLookAt: Instant | null;
  readonly milliseconds: number;
};

/** What the database says of a population before it is checked. */
export interface Counted {
  readonly population: number;
  readonly skippedFor: SkippedFor;
}

export interface Accumulator {
  /** A complaint that was judged, with its own outcome. */
  examine(judgement: Judgement, outcome: CountedAs): void;
  skip(reason: SkipReason): void;
  renew(isNews: boolean): void;
  progress(): Pick<CheckAccount, 'examined' | 'skipped'>;
  /** The whole account. Refuses one whose figures do not add up, naming every one that does not. */
  finish(rest: AccountRest): CheckAccount;
}

export interface AccountRest {
  readonly counted: Counted;
  readonly at: Instant;
  readonly stored: boolean;
  readonly set: PolicySet;
  readonly setNumber: number;
  readonly timeZoneData: string;
  readonly milliseconds: number;
}

type Counter = Omit<RuleAccount, 'findings' | 'outcomes'> & { findings: number; readonly outcomes: Counts };

/** Counts while judgements pass by; what is kept grows with the rules, not with the complaints. */
export function checkAccumulator(): Accumulator {
  const rules = new Map<string, Counter>();
  const complaints = noCounts();
  const skippedFor: Record<SkipReason, number> = { void: 0, 'receipt-unknown': 0 };
  const others = newOthers();
  let [examined, renewed, changed] = [0, 0, 0];
  let nextLookAt: Instant | null = null;
  return {
    examine(judgement, outcome) {
      examined++;
      complaints[outcome]++;
      for (const finding of judgement.findings) count(rules, finding);
      countOthers(others, judgement);
      if (judgement.nextLookAt !== undefined) nextLookAt = Math.min(nextLookAt ?? Infinity, judgement.nextLookAt);
    },
    skip: (reason) => void skippedFor[reason]++,
    renew(isNews) {
      renewed++;
      if (isNews) changed++;
    },
    progress: () => ({ examined, skipped: sum(Object.values(skippedFor)) }),
    finish({ counted, set, ...rest }) {
      const all = [...rules.values()];
      const account: CheckAccount = {
        ...rest,
        population: counted.population,
        examined,
        skipped: sum(Object.values(skippedFor)),
        skippedFor,
        renewed,
        changed,
        complaints,
        ...totalsOf(all),
        own: totalsOf(all.filter(({ own }) => own)),
        rules: all,
        others,
        policySet: set.digest,
        calendars: Object.fromEntries([...set.calendars].map(([id, { digest }]) => [id, digest])),
        engine: engineNumber,
        nextLookAt,
      };
      checkAddsUp(account, counted);
      return account;
    },
  };
}

/** Refuses an account whose figures do not add up: no such check may be called done. */
export function checkAddsUp(account: CheckAccount, counted: Counted): void {
  const { population, examined, skipped, skippedFor, complaints, findings, outcomes, own, rules } = account;
  const checks: readonly (readonly [what: string, found: number, expected: number])[] = [
    ['examined + skipped', examined + skipped, population],
    ...(['void', 'receipt-unknown'] as const).map(
      (reason) => [`skipped (${reason})`, skippedFor[reason], counted.skippedFor[reason]] as const,
    ),
    ['skipped by reason', sum(Object.values(skippedFor)), skipped],
    ['complaints by outcome', sum(Object.values(complaints)), examined],
    ['findings by outcome', sum(Object.values(outcomes)), findings],
    ['findings of all rules', sum(rules.map((rule) => rule.findings)), findings],
    ['own findings by outcome', sum(Object.values(own.outcomes)), own.findings],
    ...rules.map(
      (rule) => [`${rule.policy}#${rule.rule ?? ''}`, sum(Object.values(rule.outcomes)), rule.findings] as const,
    ),
    ['renewed', Math.min(account.renewed, examined), account.renewed],
  ];
  const faults = checks
    .filter(([, found, expected]) => found !== expected)
    .map(([what, found, expected]): Fault => checkFault('check.does_not_add_up', { what, found, expected }));
  if (faults.length > 0) throw new RedressError(faults);
}

function count(rules: Map<string, Counter>, finding: Finding): void {
  const { policy, version, rule, own } = finding;
  const key = JSON.stringify([policy, version ?? null, rule ?? null, own]);
  let counter = rules.get(key);
  if (counter === undefined) {
    const day = version === undefined ? null : formatDay(version);
    counter = { policy, version: day, rule: rule ?? null, own, findings: 0, outcomes: noCounts() };
    rules.set(key, counter);
  }
  counter.findings++;
  counter.outcomes[countedAs(finding)]++;
}

type Writable<T> = {
  -readonly [key in keyof T]: T[key] extends number ? number : { -readonly [part in keyof T[key]]: number };
};

function newOthers(): Writable<OthersAccount> {
  const rights = { open: 0, 'not-open-yet': 0, used: 0, lapsed: 0, indeterminate: 0, 'not-applicable': 0 };
  const records = { keep: 0, 'may-go': 0, 'must-go': 0, restricted: 0, 'not-started': 0, indeterminate: 0 };
  return { rights, usedLate: 0, records, escalationsDue: 0 };
}

function countOthers(others: Writable<OthersAccount>, { rights, records, escalations, at }: Judgement): void {
  for (const { state, usedLate } of rights) {
    others.rights[state]++;
    if (usedLate !== undefined) others.usedLate++;
  }
  for (const { state } of records) others.records[state]++;
  for (const escalation of escalations) if (escalation.at <= at) others.escalationsDue++;
}

function totalsOf(rules: readonly Counter[]): CheckAccount['own'] {
  const outcomes = noCounts();
  for (const rule of rules) for (const name of countedAsOrder) outcomes[name] += rule.outcomes[name];
  return { findings: sum(rules.map(({ findings }) => findings)), outcomes };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
