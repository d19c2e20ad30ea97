import { hash } from 'node:crypto';
import { canonical, type Json } from '../../ledger/canonical.js';
import type { ChainHead } from '../../ledger/entry.js';
import { gravestOf, type CountedAs } from '../../rules/analysis/counted-as.js';
import type {
  EscalationFinding,
  Finding,
  Judgement,
  Receipt,
  RecordsRetention,
  RetentionFinding,
  RightFinding,
} from '../../rules/judge/judgement.js';

/** A finding as it is kept: without keys that have no value. */
export type StoredFinding = Finding;

/** What anyone needs to repeat a judgement: texts, calendars, zone data, engine, and the entry up to which the complaint was known. */
export interface StoredReceipt extends Receipt {
  /** The newest entry of the complaint when it was judged: it commits to every event and fact that was read. */
  readonly input: ChainHead & {
    /** The newest event that was known. */
    readonly event: number;
  };
  readonly result: string;
}

/** How many rules of each sort do not apply. */
export type NotApplicable = { readonly [sort in 'findings' | 'rights' | 'retention']: number };

/** What applies of a judgement, in full, and how much does not. */
export interface Applying {
  readonly findings: readonly StoredFinding[];
  readonly rights: readonly RightFinding[];
  readonly retention: readonly RetentionFinding[];
  readonly records: readonly RecordsRetention[];
  readonly escalations: readonly EscalationFinding[];
  readonly notApplicable: NotApplicable;
}

/** What a judgement says, in the form that is kept and compared: what applies in full, what does not in a word each. */
export interface Result extends Applying {
  /** SHA-256, hex, over the canonical JSON of all that applies and, a line each, of the rules that do not and why. */
  readonly digest: string;
  /** The gravest of our own duties. */
  readonly outcome: CountedAs;
}

/** The result of a judgement. Two judgements with equal digests say the same. */
export function resultOf(judgement: Judgement): Result {
  const { records, escalations } = judgement;
  const [findings, others] = parted(judgement.findings, ({ outcome }) => outcome !== 'not-applicable');
  const [rights, otherRights] = parted(judgement.rights, ({ state }) => state !== 'not-applicable');
  const [retention, otherRetention] = parted(judgement.retention, ({ state }) => state !== 'not-applicable');
  const kept = { findings, rights, retention, records, escalations };
  const lines = [...others, ...otherRights, ...otherRetention].map(shortOf).join('\n');
  return {
    ...kept,
    notApplicable: { findings: others.length, rights: otherRights.length, retention: otherRetention.length },
    digest: hash('sha256', canonical({ ...plain(kept), notApplicable: lines })),
    outcome: gravestOf(judgement.findings),
  };
}

function parted<T>(items: readonly T[], applies: (item: T) => boolean): readonly [T[], T[]] {
  const parts: [T[], T[]] = [[], []];
  for (const item of items) parts[applies(item) ? 0 : 1].push(item);
  return parts;
}

function shortOf(found: Finding | RightFinding | RetentionFinding): string {
  const { policy, version, rule, reason, occurrence } = found;
  const which = occurrence === undefined ? '' : `[${occurrence.event}]`;
  const turn = 'round' in found && found.round !== undefined ? `/${found.round}` : '';
  return `${policy}@${version ?? '-'}#${rule ?? ''}${which}${turn} ${reason ?? ''}${articlesOf(found)}`;
}

/** By what it is kept out: articles of an exclusion, or the rule to which it gives way. */
function articlesOf(found: Finding | RightFinding | RetentionFinding): string {
  let by = '';
  if ('exclusion' in found) for (const article of found.exclusion ?? []) by += ` ${article}`;
  if ('yieldsTo' in found && found.yieldsTo !== undefined) by += ` ${found.yieldsTo}`;
  return by;
}

/** Findings are plain data; the compiler cannot see it through their optional keys. */
function plain(kept: Omit<Applying, 'notApplicable'>): { readonly [key: string]: Json | undefined } {
  // Readings, times, amounts and notes hold numbers, texts and lists of them alone: all of it JSON.
  return kept as unknown as { readonly [key: string]: Json | undefined };
}
