import type {
  EscalationFinding,
  Judgement,
  RecordsRetention,
  RetentionFinding,
  RetentionState,
  RightFinding,
  RightState,
} from '../rules/judge/judgement.js';
import type { Instant } from '../rules/values.js';
import { countComplaint, newComplaintCounter, zeros, type ComplaintCounter } from './audit-counters.js';
import type { RuleKey } from './audit-report.js';
import type { EntitlementTotals } from './entitlement-report.js';
import { perRule } from './per-rule.js';

export const RIGHT_STATES = [
  'open',
  'not-open-yet',
  'used',
  'lapsed',
  'indeterminate',
  'not-applicable',
] as const satisfies readonly RightState[];

export const RECORD_STATES = [
  'keep',
  'may-go',
  'must-go',
  'restricted',
  'not-started',
  'indeterminate',
] as const satisfies readonly RecordsRetention['state'][];

const RETENTION_STATES = [...RECORD_STATES, 'not-applicable'] as const satisfies readonly RetentionState[];

type WaiverCounter = ComplaintCounter & { waiver: string; findings: number };

/** Counts rights, retention and escalations by rule and state, and waived breaches by waiver, while judgements pass by. */
export function createEntitlementTotals(at: Instant): { add(judgement: Judgement): void; finish(): EntitlementTotals } {
  const rights = perRule(newRightCounter);
  const retention = perRule(newRetentionCounter);
  const records = new Map<string, ReturnType<typeof newRecordsCounter>>();
  const escalations = perRule(newEscalationCounter);
  const waivers = waiverTotals();
  const counted = { rights: 0, retention: 0, records: 0, escalations: 0 };

  return {
    add(judgement) {
      counted.rights += judgement.rights.length;
      counted.retention += judgement.retention.length;
      counted.records += judgement.records.length;
      counted.escalations += judgement.escalations.length;
      for (const right of judgement.rights) countRight(rights.of(right), right);
      for (const found of judgement.retention) countRetention(retention.of(found), found);
      for (const found of judgement.records) {
        const counter = entryOf(records, found.records, () => newRecordsCounter(found.records));
        countRecords(counter, found);
      }
      // Whose an escalation is, is its clock's business.
      for (const found of judgement.escalations) countEscalation(escalations.of({ ...found, own: true }), found, at);
      waivers.add(judgement);
    },
    finish: () => ({
      rights: rights.values(),
      retention: retention.values(),
      records: [...records.values()],
      escalations: escalations.values(),
      waivers: waivers.finish(),
      counted,
    }),
  };
}

/** Breaches that are waived, by waiver. */
function waiverTotals() {
  const waivers = new Map<string, WaiverCounter>();
  let complaints = 0;
  return {
    add({ findings }: Judgement): void {
      complaints++;
      for (const { outcome, waived } of findings) {
        if (waived === undefined || outcome !== 'non-compliant') continue;
        const { waiver } = waived;
        const counter = entryOf(waivers, waiver, () => ({ ...newComplaintCounter(), waiver, findings: 0 }));
        counter.findings++;
        countComplaint(counter, complaints);
      }
    },
    finish: () =>
      [...waivers.values()].map((one) => ({ waiver: one.waiver, findings: one.findings, complaints: one.complaints })),
  };
}

function entryOf<V>(map: Map<string, V>, key: string, make: () => V): V {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}

function newRightCounter({ policy, version, rule = '', own }: RuleKey) {
  const marks = { usedLate: 0, unverified: 0, provisional: 0 };
  return { policy, version, rule, own, total: 0, states: zeros(RIGHT_STATES), ...marks };
}

function countRight(counter: ReturnType<typeof newRightCounter>, right: RightFinding): void {
  counter.total++;
  counter.states[right.state]++;
  if (right.usedLate !== undefined) counter.usedLate++;
  if (right.unverified === true) counter.unverified++;
  if (right.provisional === true) counter.provisional++;
}

function newRetentionCounter({ policy, version, rule = '', own }: RuleKey) {
  return { policy, version, rule, own, records: '', total: 0, states: zeros(RETENTION_STATES), unverified: 0 };
}

function countRetention(counter: ReturnType<typeof newRetentionCounter>, found: RetentionFinding): void {
  counter.records = found.records;
  counter.total++;
  counter.states[found.state]++;
  if (found.unverified === true) counter.unverified++;
}

function newRecordsCounter(records: string) {
  return { records, total: 0, states: zeros(RECORD_STATES), held: 0 };
}

function countRecords(counter: ReturnType<typeof newRecordsCounter>, { state, held }: RecordsRetention): void {
  counter.total++;
  counter.states[state]++;
  if (held) counter.held++;
}

function newEscalationCounter({ policy, version, rule = '' }: RuleKey) {
  return { policy, version, rule, total: 0, due: 0, later: 0, unverified: 0 };
}

function countEscalation(
  counter: ReturnType<typeof newEscalationCounter>,
  found: EscalationFinding,
  at: Instant,
): void {
  counter.total++;
  if (found.at <= at) counter.due++;
  else counter.later++;
  if (found.unverified === true) counter.unverified++;
}
