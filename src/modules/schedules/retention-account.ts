import { RedressError } from '../../errors.js';
import type { RecordsRetention } from '../../rules/judge/judgement.js';
import type { Instant } from '../../rules/values.js';
import { scheduleRunFault } from './schedules-errors.js';

/** `void`, `receipt-unknown`: as in a check. `not-judged`: nothing says what its records are. */
export type RetentionSkip = 'void' | 'receipt-unknown' | 'not-judged';

/** Records of one kind that are in one state, under the same rules. */
export type RecordsCount = {
  readonly records: string;
  readonly state: RecordsRetention['state'];
  readonly held: boolean;
  /** `policy#rule`, all that say so. */
  readonly rules: readonly string[];
  readonly count: number;
};

/** What a retention run has found. Figures alone: it destroys nothing, and names no complaint. */
export type RetentionAccount = {
  readonly population: number;
  readonly examined: number;
  readonly skipped: number;
  readonly skippedFor: { readonly [reason in RetentionSkip]: number };
  readonly at: Instant;
  /** Examined complaints whose time to be looked at again has passed: their records are counted as they were last judged. */
  readonly stale: number;
  readonly records: number;
  /** Whose time is over: must be destroyed, may be destroyed. */
  readonly mustGo: number;
  readonly mayGo: number;
  /** Under a legal hold, whatever their time. */
  readonly held: number;
  readonly counts: readonly RecordsCount[];
  readonly setNumber: number;
  readonly policySet: string;
};

export interface RetentionAccumulator {
  examine(records: readonly RecordsRetention[], isStale: boolean): void;
  skip(reason: RetentionSkip): void;
  progress(): { readonly examined: number; readonly skipped: number };
  /** Refuses an account whose figures do not add up. */
  finish(rest: Pick<RetentionAccount, 'population' | 'at' | 'setNumber' | 'policySet'>): RetentionAccount;
}

/** Counts complaint by complaint; what is kept grows with the rules, not with the complaints. */
export function retentionAccumulator(): RetentionAccumulator {
  const counts = new Map<string, { one: Omit<RecordsCount, 'count'>; count: number }>();
  const skippedFor = { void: 0, 'receipt-unknown': 0, 'not-judged': 0 };
  let [examined, skipped, stale] = [0, 0, 0];
  return {
    examine(records, isStale) {
      examined++;
      if (isStale) stale++;
      for (const { records: kind, state, held, rules } of records) {
        const one = { records: kind, state, held, rules: rules.toSorted() };
        const key = JSON.stringify(Object.values(one));
        const known = counts.get(key);
        if (known === undefined) counts.set(key, { one, count: 1 });
        else known.count++;
      }
    },
    skip(reason) {
      skipped++;
      skippedFor[reason]++;
    },
    progress: () => ({ examined, skipped }),
    finish(rest) {
      if (examined + skipped !== rest.population)
        throw new RedressError([
          scheduleRunFault('schedule_run.does_not_add_up', { found: examined + skipped, expected: rest.population }),
        ]);
      const list = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { one, count }]) => ({ ...one, count }));
      const sum = (is: (one: RecordsCount) => boolean): number =>
        list.filter(is).reduce((total, { count }) => total + count, 0);
      return {
        ...rest,
        examined,
        skipped,
        skippedFor,
        stale,
        records: sum(() => true),
        mustGo: sum(({ state, held }) => state === 'must-go' && !held),
        mayGo: sum(({ state, held }) => state === 'may-go' && !held),
        held: sum(({ held }) => held),
        counts: list,
      };
    },
  };
}
