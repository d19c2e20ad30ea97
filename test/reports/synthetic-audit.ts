import type { MissingFact } from '../../src/rules/conditions/condition.js';
import type { Derivation, Finding, Judgement, StripDay } from '../../src/rules/judge/judgement.js';
import type { DayDescription } from '../../src/rules/time/calendar.js';
import type { Day } from '../../src/rules/values.js';
import { createAuditAccumulator } from '../../src/reports/audit-accumulator.js';
import type { AuditReport, FileSource, PolicyInfo, RejectedRow, RuleInfo } from '../../src/reports/audit-report.js';
import type { AuditSetInfo } from '../../src/reports/audit-set-info.js';
import type { AuditLimits } from '../../src/reports/audit-lists.js';

/** 2026-03-31T18:00+08:00. */
export const AT = Date.UTC(2026, 2, 31, 10);
const FEB_12 = Date.UTC(2026, 1, 12) / 86_400_000;

const rule = (id: string, en: string, zh: string, cite: string, period?: readonly [string, string]): RuleInfo => ({
  id,
  title: { en, zh },
  kind: period === undefined ? 'requirement' : 'deadline',
  cite: [cite],
  status: 'checked',
  binds: 'respondent',
  period: period && { en: period[0], zh: period[1] },
  zone: 'Asia/Shanghai',
});

const policies: PolicyInfo[] = [
  {
    id: 'cn.complaints',
    version: FEB_12 - 600,
    through: undefined,
    title: { en: 'Handling of consumer complaints', zh: '消费者投诉处理办法' },
    instrument: { en: 'Order 121', zh: '第121号令' },
    rank: 'departmental-rule',
    status: 'checked',
    own: true,
    file: 'cn/complaints.yaml',
    digest: 'a'.repeat(64),
    rules: [
      rule('reply', 'Answer the complainant', '答复投诉人', 'art. 12', ['7 working days', '7 个工作日']),
      rule('reasons', 'Give the reasons for a refusal', '拒绝时说明理由', 'art. 14'),
    ],
  },
  {
    id: 'house.clocks',
    version: FEB_12 - 300,
    through: undefined,
    title: { en: 'Our service promise', zh: '本单位服务承诺' },
    instrument: { en: 'Service manual', zh: '服务手册' },
    rank: 'house',
    status: 'checked',
    own: true,
    file: 'house/clocks.yaml',
    digest: 'b'.repeat(64),
    rules: [
      rule('first-response', 'First response', '首次响应', 'H-10', ['2 working hours', '2 个工作小时']),
      rule('handle', 'Handle the complaint', '办结投诉', 'H-19', ['10 days', '10 日']),
    ],
  },
  {
    id: 'cn.regulator',
    version: FEB_12 - 600,
    through: undefined,
    title: { en: 'Mediation by the regulator', zh: '监管部门调解' },
    instrument: { en: 'Order 121', zh: '第121号令' },
    rank: 'departmental-rule',
    status: 'unverified',
    own: false,
    file: 'cn/regulator.yaml',
    digest: 'c'.repeat(64),
    rules: [rule('mediate', 'Conclude the mediation', '终结调解', 'art. 20', ['60 days', '60 日'])],
  },
  {
    id: 'cn.unchecked',
    version: FEB_12 - 600,
    through: undefined,
    title: { en: 'Provincial measures', zh: '省级办法' },
    instrument: { en: 'Provincial Order 7', zh: '省政府第7号令' },
    rank: 'local-regulation',
    status: 'unverified',
    own: true,
    file: 'cn/province.yaml',
    digest: '9'.repeat(64),
    rules: [
      {
        ...rule('reply', 'Answer within the province', '省内答复', 'art. 3', ['15 days', '15 日']),
        status: 'unverified',
      },
    ],
  },
];

export const syntheticSet: AuditSetInfo = {
  organisation: { en: 'Example Stores Ltd', zh: '示例商店有限公司' },
  role: 'respondent',
  zone: 'Asia/Shanghai',
  digest: 'd'.repeat(64),
  policies,
  calendars: [
    {
      id: 'cn',
      title: { en: 'Mainland China', zh: '中国大陆' },
      digest: 'e'.repeat(64),
      publishedFrom: Date.UTC(2007, 0, 1) / 86_400_000,
      publishedThrough: Date.UTC(2026, 11, 31) / 86_400_000,
    },
  ],
  waivers: [],
  names: {
    'first-response-given': { en: 'First response given', zh: '首次响应' },
    refusal_reason: { en: 'Reason for refusal', zh: '拒绝理由' },
  },
};

const NOTICE = { notice: '国办发明电〔2025〕7号', url: 'https://www.gov.cn/zhengce/' };
const FESTIVAL: DayDescription = { kind: 'festival', name: { en: 'Spring Festival', zh: '春节' }, source: NOTICE };

/** Seven working days from 12 February 2026: a make-up Saturday, the Spring Festival, a due Saturday. */
export function springFestival(): Derivation {
  const days: StripDay[] = [{ day: FEB_12, kind: 'start', description: { kind: 'working' } }];
  let n = 0;
  for (let day: Day = FEB_12 + 1; day <= FEB_12 + 16; day++) {
    const rests = day >= FEB_12 + 3 && day <= FEB_12 + 11;
    const makeUp = day === FEB_12 + 2 || day === FEB_12 + 16;
    const description: DayDescription = rests
      ? FESTIVAL
      : { kind: makeUp ? 'make-up' : 'working', ...(makeUp && { source: NOTICE }) };
    if (rests) days.push({ day, kind: 'skipped', description });
    else days.push({ day, kind: n === 6 ? 'due' : 'counted', n: ++n, description });
  }
  const due = { kind: 'day', day: FEB_12 + 16 } as const;
  return {
    calendar: 'cn',
    counting: 'cn-day',
    cite: '民法典 201',
    start: { kind: 'day', day: FEB_12 },
    steps: [{ kind: 'period', by: { kind: 'duration', count: 7, unit: 'working days' }, to: due, days }],
    due,
    provisional: false,
  };
}

/** A finding of the policy at that place of the set; the third binds someone else. */
export const finding = (policy: number, ruleId: string | undefined, rest: Partial<Finding>): Finding => {
  const info = policies[policy];
  return {
    missing: [],
    notes: [],
    policy: info?.id ?? '',
    version: info?.version,
    rule: ruleId,
    kind: 'deadline',
    own: policy !== 2,
    outcome: 'compliant',
    ...rest,
  };
};

const day = (offset: number) => ({ kind: 'day', day: FEB_12 + offset }) as const;
const MISSING: MissingFact = { name: 'first-response-given', kind: 'event', why: 'not-reported' };
const RECEIPT = {
  policySet: 'd'.repeat(64),
  calendars: { cn: 'e'.repeat(64) },
  timeZoneData: '2026c',
  engine: '1',
  readings: {},
};

/** The judgement of the complaint numbered `n`: one of eight kinds in turn, so that counts are known in advance. */
export function syntheticJudgement(n: number, id = `C-${String(n).padStart(5, '0')}`): Judgement {
  const turn = n % 8;
  const reply: Partial<Finding> =
    turn === 0
      ? { outcome: 'non-compliant', state: 'overdue', start: day(-n % 90), due: day(16 - (n % 40)), breach: 'major' }
      : turn === 1
        ? { outcome: 'non-compliant', state: 'done-late', start: day(0), due: day(16), done: day(18 + (n % 9)) }
        : turn === 2
          ? { outcome: 'pending', state: 'at-risk', start: day(40), due: day(48), provisional: true }
          : turn === 3
            ? { outcome: 'not-applicable', state: 'cancelled', reason: 'cancelled' }
            : { outcome: 'compliant', state: 'in-time', start: day(0), due: day(16), done: day(5) };
  const findings: Finding[] = [
    finding(0, 'reply', reply),
    finding(
      0,
      'reasons',
      turn === 5
        ? { kind: 'requirement', outcome: 'non-compliant', breach: 'critical' }
        : {
            kind: 'requirement',
            outcome: turn === 6 ? 'indeterminate' : 'not-applicable',
            missing: turn === 6 ? [{ name: 'refusal_reason', kind: 'fact', why: 'not-recorded' }] : [],
          },
    ),
    finding(
      1,
      'first-response',
      turn === 7
        ? {
            outcome: 'non-compliant',
            state: 'done-late',
            due: { kind: 'instant', at: AT - 90_000_000 },
            done: { kind: 'instant', at: AT - 80_000_000 },
            notes: [{ code: 'recorded-after-due', data: {} }],
          }
        : { outcome: 'indeterminate', missing: [MISSING] },
    ),
    finding(1, 'handle', { outcome: turn < 4 ? 'pending' : 'compliant', state: turn < 4 ? 'running' : 'in-time' }),
    finding(2, 'mediate', { outcome: 'pending', state: turn === 4 ? 'paused' : 'running' }),
  ];
  return judgementOf(id, findings);
}

const nothingElse = { rights: [], retention: [], records: [], escalations: [], telling: [] };

export function judgementOf(complaint: string, findings: readonly Finding[]): Judgement {
  return { complaint, at: AT, findings, ...nothingElse, nextLookAt: undefined, receipt: RECEIPT };
}

export function syntheticSummary(complaints: number, rejected: number): Omit<FileSource, 'complaints'> {
  return {
    kind: 'file',
    file: 'complaints-2026-q1.csv',
    sha256: 'f'.repeat(64),
    bytes: 123_456,
    mapping: 'mappings/export.yaml',
    rows: 'complaint',
    rowsRead: complaints + rejected,
    rowsUsed: complaints,
    rowsRejected: rejected,
    unusedColumns: [],
  };
}

export const rejectedRow = (row: number): RejectedRow => ({
  row,
  column: 'received_at',
  code: 'import.bad_date',
  reason: { en: 'This is not a date.', zh: '不是有效日期。' },
  value: '2026-02-31',
});

/** A report over so many synthetic complaints; `ids` names them. */
export function syntheticReport(
  complaints: number,
  rejected = 0,
  ids?: readonly string[],
  limits?: AuditLimits,
): AuditReport {
  const audit = createAuditAccumulator(syntheticSet, AT, limits);
  for (let n = 0; n < complaints; n++) {
    audit.add(syntheticJudgement(n, ids?.[n]), (found) => (found.due?.kind === 'day' ? springFestival() : undefined));
  }
  for (let n = 0; n < rejected; n++) audit.reject(rejectedRow(n + 2));
  return audit.finish(syntheticSummary(complaints, rejected));
}
