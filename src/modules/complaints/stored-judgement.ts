import { hash } from 'node:crypto';
import { canonical, type Json } from '../../ledger/canonical.js';
import type { ChainHead } from '../../ledger/entry.js';
import type { Finding, Judgement, Outcome, Receipt } from '../../rules/judge/judgement.js';

/** A finding as it is kept: without keys that have no value. */
export type StoredFinding = Finding;

/** What anyone needs to repeat a judgement: texts, calendars, zone data, engine, and the entry up to which the complaint was known. */
export interface StoredReceipt extends Receipt {
  /** The newest entry of the complaint when it was judged: it commits to every event and fact that was read. */
  readonly input: ChainHead;
  readonly result: string;
}

/** What a judgement says, in the form that is kept and compared: what applies in full, what does not in a word each. */
export interface Result {
  readonly findings: readonly StoredFinding[];
  readonly notApplicable: readonly string[];
  /** SHA-256 over the canonical JSON of both, hex. */
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
  const digest = hash('sha256', canonical(plain({ findings, notApplicable })));
  return { findings, notApplicable, digest, outcome: gravest.find((one) => outcomes.has(one)) ?? 'not-applicable' };
}

function shortOf({ policy, version, rule, reason, occurrence, round }: Finding): string {
  const which = [occurrence?.event, round].filter((part) => part !== undefined).join('/');
  return `${policy}@${version ?? '-'}#${rule ?? ''}${which === '' ? '' : `[${which}]`} ${reason ?? ''}`;
}

/** Findings are plain data; the compiler cannot see it through their optional keys. */
function plain(value: {
  readonly findings: readonly StoredFinding[];
  readonly notApplicable: readonly string[];
}): Json {
  // Readings, times and notes hold numbers, texts and lists of them alone: all of it JSON.
  return value as unknown as Json;
}
