import { createAuditAccumulator } from '../../src/reports/audit-accumulator.js';
import type { AuditReport, RuleInfo } from '../../src/reports/audit-report.js';
import type { AuditSetInfo } from '../../src/reports/audit-set-info.js';
import type {
  EscalationFinding,
  Finding,
  Judgement,
  RecordsRetention,
  RetentionFinding,
  RightFinding,
} from '../../src/rules/judge/judgement.js';
import type { Day } from '../../src/rules/values.js';
import { AT, finding, judgementOf, syntheticSet, syntheticSummary } from './synthetic-audit.js';

/** 2026-03-31 in the zone of the set. */
export const TODAY: Day = Date.UTC(2026, 2, 31) / 86_400_000;

const extra = (id: string, kind: RuleInfo['kind'], en: string, zh: string, cite: string): RuleInfo => ({
  id,
  title: { en, zh },
  kind,
  cite: [cite],
  status: id === 'refund-province' ? 'unverified' : 'checked',
  binds: 'respondent',
  period: undefined,
  zone: 'Asia/Shanghai',
});

const more: Readonly<Record<number, readonly RuleInfo[]>> = {
  0: [
    extra('return-in-seven-days', 'right', 'Return within seven days', '七日内退货', 'art. 24'),
    extra('appeal', 'right', 'Appeal to the regulator', '向监管部门申诉', 'art. 30'),
    extra('transactions', 'retention', 'Keep transaction records', '保存交易记录', 'art. 31'),
    extra('sincere', 'judgement-needed', 'Negotiate in good faith', '诚意协商', 'art. 9'),
  ],
  1: [extra('tell-the-head', 'escalation', 'Tell the head of compliance', '告知合规负责人', 'H-30')],
  3: [extra('refund-province', 'right', 'Refund within the province', '省内退款', 'art. 8')],
};

/** The synthetic set with rules of every section, and three waivers. */
export const wholeSet: AuditSetInfo = {
  ...syntheticSet,
  policies: syntheticSet.policies.map((policy, place) => ({
    ...policy,
    rules: [...policy.rules, ...(more[place] ?? [])],
  })),
  waivers: [
    waiver('spring-peak', 'Spring peak', '春节高峰', -30, 30),
    waiver('old-system', 'Change of system', '系统切换', -200, -100),
    waiver('summer', 'Summer staffing', '夏季人手', 60, 120),
  ],
};

function waiver(id: string, en: string, zh: string, from: number, through: number): AuditSetInfo['waivers'][number] {
  const reason = { en: `${en}: fewer people at the desks`, zh: `${zh}，窗口人手不足` };
  return { id, title: { en, zh }, rule: 'house.clocks#handle', reason, from: TODAY + from, through: TODAY + through };
}

const head = (place: number, rule: string) => ({
  policy: wholeSet.policies[place]?.id ?? '',
  version: wholeSet.policies[place]?.version,
  rule,
  own: true,
  missing: [],
});

const right = (place: number, rule: string, rest: Partial<RightFinding>): RightFinding => ({
  ...head(place, rule),
  state: 'open',
  gives: [],
  notes: [],
  ...rest,
});
const day = (offset: number) => ({ kind: 'day', day: TODAY + offset }) as const;
const money = (amount: string) => ({ kind: 'money', amount, currency: 'CNY' }) as const;
const lacking = { name: 'refusal_reason', kind: 'fact', why: 'not-recorded' } as const;

const returns: readonly Partial<RightFinding>[] = [
  {
    until: day(3),
    gives: [
      { oneOf: [{ remedy: 'exchange' }, { remedy: 'refund', amount: { kind: 'exact', amount: money('2000.00') } }] },
      { remedy: 'transport-costs', paidBy: 'respondent' },
    ],
  },
  { state: 'used', until: day(-9), used: day(-10), gives: [{ remedy: 'refund' }] },
  { state: 'lapsed', until: day(-20), usedLate: day(-18) },
  { state: 'lapsed', until: day(-20) },
  {
    state: 'indeterminate',
    missing: [{ ...lacking, why: 'disputed' }],
    disputed: { facts: ['refusal_reason'], states: ['open', 'lapsed'] },
  },
  { state: 'not-applicable', reason: 'excluded', exclusion: ['art. 25(1)'] },
];

const records = (state: RecordsRetention['state'], held = false): RecordsRetention => ({
  records: 'transaction',
  state,
  keepThrough: TODAY + 10,
  goBy: TODAY - 3,
  held,
  rules: ['cn.complaints#transactions'],
});

const recordStates = ['keep', 'may-go', 'must-go', 'restricted', 'not-started', 'indeterminate'] as const;

/** The judgement of the complaint numbered `n`: one of six kinds in turn, so that counts are known in advance. */
export function wholeJudgement(n: number): Judgement {
  const turn = n % 6;
  const state = recordStates[turn] ?? 'keep';
  const kept: RetentionFinding = {
    ...head(0, 'transactions'),
    records: 'transaction',
    state,
    // oxlint-disable-next-line unicorn/no-thenable -- a key of the policy language: a word, never a function
    then: 'review',
    keepThrough: TODAY + 10,
  };
  const told: EscalationFinding = {
    ...head(1, 'tell-the-head'),
    round: 1,
    level: 1,
    to: ['head-of-compliance'],
    at: turn < 2 ? AT - 3_600_000 : AT + 3_600_000,
    acknowledgeBy: AT + 7_200_000,
  };
  return {
    ...judgementOf(`C-${String(n).padStart(5, '0')}`, findingsOf(turn)),
    rights: [
      right(0, 'return-in-seven-days', returns[turn] ?? {}),
      right(0, 'appeal', { own: false, state: turn === 0 ? 'not-open-yet' : 'not-applicable' }),
      right(3, 'refund-province', {
        unverified: true,
        gives: [{ remedy: 'refund', amount: { kind: 'bounded', atLeast: money('1000.00'), missing: [lacking] } }],
      }),
    ],
    retention: [kept],
    records: [records(state, turn === 3)],
    escalations: [told],
  };
}

function findingsOf(turn: number): readonly Finding[] {
  const due = day(-5);
  const waived = { waiver: 'spring-peak', through: TODAY + 30 };
  return [
    finding(0, 'reply', {
      outcome: 'compliant',
      state: 'in-time',
      due,
      done: day(-6),
      ...(turn === 0 && { superseded: 'house.clocks#handle' }),
    }),
    finding(0, 'sincere', {
      kind: 'judgement-needed',
      outcome: turn < 4 ? 'judgement-needed' : 'compliant',
      elapsed: { from: day(-15), until: undefined },
      ...(turn >= 4 && { assessedBy: 'legal' }),
    }),
    finding(1, 'handle', {
      outcome: 'non-compliant',
      state: turn === 1 ? 'done-late' : 'overdue',
      due,
      ...(turn === 1 && { done: day(-1) }),
      ...(turn < 3 && { waived }),
      ...(turn === 4 && { disputed: { facts: ['refusal_reason'], outcomes: ['non-compliant'] } }),
    }),
    finding(3, 'reply', { outcome: 'compliant', state: 'in-time', unverified: true }),
  ];
}

/** A report over so many of them. */
export function wholeReport(complaints: number): AuditReport {
  const audit = createAuditAccumulator(wholeSet, AT);
  for (let n = 0; n < complaints; n++) audit.add(wholeJudgement(n), () => undefined);
  return audit.finish(syntheticSummary(complaints, 0));
}
