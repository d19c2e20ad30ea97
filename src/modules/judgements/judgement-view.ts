import type { CountedAs } from '../../rules/analysis/counted-as.js';
import type { MissingFact } from '../../rules/conditions/condition.js';
import type { Derivation, Finding } from '../../rules/judge/judgement.js';
import { formatInstant } from '../../rules/time/parse-time.js';
import type { Instant } from '../../rules/values.js';
import type { Applying, StoredReceipt } from '../complaints/stored-judgement.js';
import { derivationView } from './derivation-view.js';
import { escalationView, recordsView, retentionView, rightView } from './entitlement-views.js';
import { findingKey } from './explained.js';
import { findingView, missingView, notApplicableViews, type MissingView, type NotApplying } from './finding-view.js';
import { summaryOf } from './judgement-summary.js';
import { outcomeWords } from './judgement-words.js';
import type { SetIndex } from './set-index.js';

/** What a judgement says, wherever it comes from: made now, or read as it was stored. */
export interface Judged extends Applying {
  readonly at: Instant;
  readonly outcome: CountedAs;
  /** The rules that do not apply, where they are asked for. */
  readonly others?: readonly NotApplying[];
  readonly receipt: Omit<StoredReceipt, 'input'> & { readonly input?: StoredReceipt['input'] };
}

/** A judgement as answers give it. `why` holds the derivations where they were asked for. */
export function judgementView(judged: Judged, index: SetIndex, why?: ReadonlyMap<string, Derivation>) {
  const { at, outcome, findings, rights, retention, records, escalations, others, receipt } = judged;
  return {
    at: formatInstant(at, index.zone),
    outcome: outcomeWords[outcome],
    summary: summaryOf(judged, at),
    missing: allMissing(judged, index),
    findings: findings.map((finding) => findingView(finding, index, explain(finding, index, why))),
    rights: rights.map((right) => rightView(right, index)),
    retention: retention.map((found) => retentionView(found, index)),
    records: records.map(recordsView),
    escalations: escalations.map((found) => escalationView(found, index, at)),
    ...(others && { not_applicable: notApplicableViews(others) }),
    receipt: receiptView(receipt, index),
  };
}

function explain(finding: Finding, index: SetIndex, why: ReadonlyMap<string, Derivation> | undefined) {
  const derivation = why?.get(findingKey(finding));
  if (derivation === undefined) return undefined;
  return derivationView(derivation, index.rule(finding.policy, finding.version, finding.rule)?.zone ?? index.zone);
}

/** Everything that one finding, right or record or another waits for, once each. */
function allMissing({ findings, rights, retention }: Applying, index: SetIndex): MissingView[] {
  const found = new Map<string, MissingView>();
  const lists: readonly { readonly missing: readonly MissingFact[] }[] = [...findings, ...rights, ...retention];
  for (const { missing } of lists)
    for (const fact of missing) {
      const key = `${fact.kind} ${fact.name} ${fact.why}`;
      if (!found.has(key)) found.set(key, missingView(fact, index));
    }
  return [...found.values()];
}

function receiptView(receipt: Judged['receipt'], index: SetIndex) {
  const { policySet, calendars, timeZoneData, engine, readings, register, input, result } = receipt;
  return {
    policy_set: policySet,
    calendars,
    time_zone_data: timeZoneData,
    engine,
    readings,
    ...(register && {
      register: { at: formatInstant(register.at, index.zone), values: { ...register.values } },
    }),
    ...(input && { input: { entry: input.number, hash: input.hash } }),
    result,
  };
}
