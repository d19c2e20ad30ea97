import { hash } from 'node:crypto';
import { canonical, type Json } from '../../ledger/canonical.js';
import type { ChainHead } from '../../ledger/entry.js';
import type { Finding, Judgement, Outcome, Receipt } from '../../rules/judge/judgement.js';

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

/** What a judgement says, in the form that is kept and compared: what applies in full, what does not in a word each. */
export interface Result {
  readonly findings: readonly StoredFinding[];
  /** How many rules do not apply. */
  readonly notApplicable: number;
  /** SHA-256, hex, over the canonical JSON of the findings and, a line each, of the rules that do not apply and why. */
  readonly digest: string;
  readonly outcome: Outcome;
}

/** From the gravest: a complaint's own outcome is the first of these that one of its findings about our own duties has. */
const gravest: readonly Outcome[] = ['non-compliant', 'indeterminate', 'pending', 'compliant', 'not-applicable'];

/** The result of a judgement. Two judgements with equal digests say the same. */
export function resultOf(judgement: Judgement): Result {
  const findings: StoredFinding[] = [];
  const notApplicable: string[] = [];
  const outcomes = new Set<Outcome>();
  for (const finding of judgement.findings) {
    if (finding.own) outcomes.add(finding.outcome);
    if (finding.outcome === 'not-applicable') notApplicable.push(shortOf(finding));
    else findings.push(finding);
  }
  const digest = hash('sha256', canonical({ findings: plain(findings), notApplicable: notApplicable.join('\n') }));
  return {
    findings,
    notApplicable: notApplicable.length,
    digest,
    outcome: gravest.find((one) => outcomes.has(one)) ?? 'not-applicable',
  };
}

function shortOf({ policy, version, rule, reason, occurrence, round }: Finding): string {
  const which = occurrence === undefined ? '' : `[${occurrence.event}]`;
  return `${policy}@${version ?? '-'}#${rule ?? ''}${which}${round === undefined ? '' : `/${round}`} ${reason ?? ''}`;
}

/** Findings are plain data; the compiler cannot see it through their optional keys. */
function plain(findings: readonly StoredFinding[]): Json {
  // Readings, times and notes hold numbers, texts and lists of them alone: all of it JSON.
  return findings as unknown as Json;
}
