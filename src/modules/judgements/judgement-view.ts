import type { Finding, Outcome } from '../../rules/judge/judgement.js';
import type { Derivation } from '../../rules/judge/judgement.js';
import { formatInstant } from '../../rules/time/parse-time.js';
import type { Instant } from '../../rules/values.js';
import type { StoredReceipt } from '../complaints/stored-judgement.js';
import { derivationView } from './derivation-view.js';
import { findingKey } from './explained.js';
import { findingView, missingView, notApplicableViews, type MissingView } from './finding-view.js';
import { outcomeWords } from './judgement-words.js';
import type { SetIndex } from './set-index.js';

/** What a judgement says, wherever it comes from: made now, or read as it was stored. */
export interface Judged {
  readonly at: Instant;
  readonly outcome: Outcome;
  readonly findings: readonly Finding[];
  /** How many rules do not apply. */
  readonly notApplicable: number;
  /** Those rules, where it is known which. */
  readonly others?: readonly Finding[];
  readonly receipt: Omit<StoredReceipt, 'input'> & { readonly input?: StoredReceipt['input'] };
}

/** A judgement as answers give it. `why` holds the derivations where they were asked for. */
export function judgementView(judged: Judged, index: SetIndex, why?: ReadonlyMap<string, Derivation>) {
  const { at, outcome, findings, notApplicable, others, receipt } = judged;
  return {
    at: formatInstant(at, index.zone),
    outcome: outcomeWords[outcome],
    summary: summaryOf(findings, notApplicable),
    missing: allMissing(findings, index),
    findings: findings.map((finding) => findingView(finding, index, explain(finding, index, why))),
    ...(others && { not_applicable: notApplicableViews(others) }),
    receipt: receiptView(receipt),
  };
}

function explain(finding: Finding, index: SetIndex, why: ReadonlyMap<string, Derivation> | undefined) {
  const derivation = why?.get(findingKey(finding));
  if (derivation === undefined) return undefined;
  return derivationView(derivation, index.rule(finding.policy, finding.version, finding.rule)?.zone ?? index.zone);
}

type Counts = Record<Outcome, number>;

/** How many findings came to which outcome: all, and those about our own duties. They add up to the findings. */
export function summaryOf(findings: readonly Finding[], notApplicable: number) {
  const counts = { all: noCounts(), own: noCounts() };
  counts.all['not-applicable'] = notApplicable;
  for (const { outcome, own } of findings) {
    counts.all[outcome]++;
    if (own) counts.own[outcome]++;
  }
  const { 'not-applicable': _, ...own } = counts.own;
  return { all: counts.all, own };
}

function noCounts(): Counts {
  return { compliant: 0, 'non-compliant': 0, pending: 0, indeterminate: 0, 'not-applicable': 0 };
}

/** Everything that one finding or another waits for, once each. */
function allMissing(findings: readonly Finding[], index: SetIndex): MissingView[] {
  const found = new Map<string, MissingView>();
  for (const { missing } of findings)
    for (const fact of missing) {
      const key = `${fact.kind} ${fact.name} ${fact.why}`;
      if (!found.has(key)) found.set(key, missingView(fact, index));
    }
  return [...found.values()];
}

function receiptView({ policySet, calendars, timeZoneData, engine, readings, input, result }: Judged['receipt']) {
  return {
    policy_set: policySet,
    calendars,
    time_zone_data: timeZoneData,
    engine,
    readings,
    ...(input && { input: { entry: input.number, hash: input.hash } }),
    result,
  };
}
