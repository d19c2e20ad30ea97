import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadSet } from '../../src/cli/audit.runner.js';
import { readingsOf } from '../../src/rules/explain/readings.js';
import { judge } from '../../src/rules/judge/judge.js';
import { loadPolicies } from '../../src/rules/policy/load-policies.js';
import type { PolicySet } from '../../src/rules/policy/policy.js';
import { formatTime } from '../../src/rules/time/parse-time.js';
import { zoneOf } from '../../src/rules/time/zone.js';
import { calendarTexts } from '../support/calendar-texts.js';
import { aComplaint, instant } from '../support/builders.js';

const zone = zoneOf('Asia/Shanghai');
const at = instant('2026-05-20T12:00+08:00');

// The articles say how long a record is kept and not from when: CAR-RET, AIR-RET, CSL-23.
const rules = [
  {
    row: 'CN-CAR-RET',
    rule: 'cn.three-guarantees.car#repair-records',
    facts: { product_kind: 'car', purchased_on: { kind: 'day', day: 20454 } },
    lines: [
      ['received', '2026-05-01'],
      ['record-made', '2026-05-05'],
      ['repair-finished', '2026-05-08'],
    ],
    parameter: 'car_record_start@cn.three-guarantees.car',
    ends: { 'record-made': '2032-05-05', 'repair-finished': '2032-05-08' },
  },
  {
    row: 'CN-AIR-RET',
    rule: 'cn.air-passengers#complaint-records',
    facts: { respondent_kind: 'airline' },
    lines: [
      ['received', '2026-05-01'],
      ['decided', '2026-05-06'],
      ['closed', '2026-05-08'],
    ],
    parameter: 'air_record_start@cn.air-passengers',
    ends: { closed: '2029-05-08', decided: '2029-05-06', received: '2029-05-01' },
  },
  {
    row: 'CN-CSL-23',
    rule: 'cn.retention#network-logs',
    facts: {},
    lines: [
      ['received', '2026-05-01'],
      ['record-made', '2026-05-05'],
      ['log-closed', '2026-05-10'],
    ],
    parameter: 'network_log_start@cn.retention',
    ends: { 'record-made': '2026-11-05', 'log-closed': '2026-11-10' },
  },
] as const;

describe('a text that names no start (S50)', () => {
  let set: PolicySet;
  beforeAll(async () => {
    set = await loadSet('policies');
  });

  it.each(rules)(
    '$row is read by a parameter: each option has its date, and the chosen one is in the receipt',
    (one) => {
      const complaint = aComplaint(one.lines, { facts: one.facts });
      const [policy, rule] = one.rule.split('#');
      const { retention, receipt } = judge(set, complaint, at);
      const found = retention.find((each) => each.policy === policy && each.rule === rule);
      expect(found?.state).toBe('keep');
      const chosen = receipt.readings[one.parameter] ?? '';
      expect(Object.keys(one.ends)).toContain(chosen);
      const told = readingsOf(set, complaint, at, one.rule).map(({ value, dates }) => [
        value,
        dates.map((date) => formatTime(date, zone)).join(),
      ]);
      expect(Object.fromEntries(told)).toEqual(one.ends);
    },
  );

  it('is never guessed: a period without a start does not load', () => {
    const rule = 'title: { en: x, zh: 某 }, cite: art. 1';
    const text = `policy: p
title: { en: p, zh: 某 }
source: { instrument: Test, rank: law, checked: 2026-11-21 }
in-force: { from: 2000-01-01 }
version-by: received
binds: respondent
calendar: cn
counting: cn-day
deadlines:
  clock: { ${rule}, within: 7 days, done: answered }
rights:
  window: { ${rule}, window: { within: 7 days }, grants: [{ remedy: refund }] }
retention:
  file: { ${rule}, records: file, at-least: 3 years, then: destroy }
`;
    const { set: loaded, faults } = loadPolicies([
      {
        file: 'organisation.yaml',
        text: 'organisation: { en: T, zh: 测 }\nzone: Asia/Shanghai\ncalendar: cn\nour: { role: respondent }\n',
      },
      {
        file: 'vocabulary.yaml',
        text: 'events:\n  received: { title: { en: x, zh: 某 } }\n  answered: { title: { en: x, zh: 某 } }\nfacts:\n  role: { type: word, title: { en: x, zh: 某 } }\nparties: [respondent]\n',
      },
      ...calendarTexts(['cn']).map(([file, content]) => ({ file, text: content })),
      { file: 'p.yaml', text },
    ]);
    expect(loaded).toBeUndefined();
    expect(faults.map(({ code, place }) => [code, place?.path])).toEqual([
      ['policy.clock_without_start', 'deadlines.clock'],
      ['policy.clock_without_start', 'rights.window.window'],
      ['policy.retention_without_start', 'retention.file'],
    ]);
  });
});
