import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { describe as describeFault } from '../../src/errors.js';
import { checkCase } from '../../src/rules/analysis/test-cases-check.js';
import { readTestCases } from '../../src/rules/analysis/test-cases.js';
import { loadPolicies } from '../../src/rules/policy/load-policies.js';
import type { PolicySet } from '../../src/rules/policy/policy.js';

// The cases beside the policies hold under the readings that the packs choose; these hold under the other readings.
const folder = join(import.meta.dirname, '..', '..', 'policies');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));

type Parameters = Record<string, Record<string, unknown>>;

const loaded = new Map<string, PolicySet>();

/** The shipped set with one reading of a parameter, from every day on. */
function reading(name: string, value: string): PolicySet {
  const key = `${name} ${value}`;
  const set = loaded.get(key) ?? load(name, value);
  loaded.set(key, set);
  return set;
}

function load(name: string, value: string): PolicySet {
  const changed = files.map(({ file, text }) => ({ file, text: file === 'parameters.yaml' ? chosen(text) : text }));
  const { set, faults } = loadPolicies(changed);
  if (set === undefined) throw new Error(faults.map((fault) => describeFault(fault, 'en')).join('\n'));
  return set;

  function chosen(text: string): string {
    const parameters: Parameters = parse(text);
    const { options } = parameters[name] ?? {};
    return stringify({ ...parameters, [name]: { options, '2000-01-01': { value, why: 'the reading of this test' } } });
  }
}

function differences(set: PolicySet, policy: string, lines: string): readonly string[] {
  const text = `policy: ${policy}\ncases:\n  - name: one\n${lines.trimEnd()}\n`;
  const { cases, faults } = readTestCases(text, 'reading.test.yaml', set);
  const [one] = cases;
  if (one === undefined) return faults.map((fault) => describeFault(fault, 'en'));
  return checkCase(one, set).differences.map(({ en }) => en);
}

const mediation = (accepted: string, due: string, received = accepted): string => `
    at: 2026-05-10T12:00:00+08:00
    facts: { complained_to: market-regulator }
    events: [{ received: ${received} }, { accepted: ${accepted} }]
    expect: { conclude-mediation: { due: ${due} } }`;

const onlineOrder = (at: string, more: string, expected: string): string => `
    at: ${at}
    facts: { consumer_purchase: true, sold_at_distance: true, goods_kind: standard, purchased_on: 2026-09-26, delivered_on: 2026-09-28, price: 399.00 CNY, complete_and_undamaged: true }
    events: [{ received: 2026-09-30 }${more}]
    expect: { no-reason-return: { right: ${expected} } }`;

const defect = (at: string, expected: string): string => `
    at: ${at}
    facts: { consumer_purchase: true, knew_on: 2024-03-04, first_delivered_on: 2022-03-04 }
    events: [{ received: 2026-02-05 }]
    expect: { product-defect-claim: { right: ${expected} } }`;

type Row = readonly [name: string, parameter: string, reading: string, policy: string, example: string];

const mediated =
  (parameter: string) =>
  (name: string, reading: string, example: string): Row => [name, parameter, reading, 'cn.samr.complaints', example];
const holidays = mediated('holiday_scope');
const version = mediated('applicable_version_by');

const rows: readonly Row[] = [
  holidays('E4: festivals', 'festivals', mediation('2026-04-20', '2026-06-20')),
  holidays('E4: arranged breaks', 'arranged-breaks', mediation('2026-04-20', '2026-06-22')),
  holidays('E4: rest days', 'rest-days', mediation('2026-04-20', '2026-06-22')),
  holidays('S7: Saturday in the break, festivals', 'festivals', mediation('2026-04-21', '2026-06-20')),
  holidays('S7: Saturday in the break, arranged breaks', 'arranged-breaks', mediation('2026-04-21', '2026-06-22')),
  holidays('S7: Saturday in the break, rest days', 'rest-days', mediation('2026-04-21', '2026-06-22')),
  holidays('S7: ordinary Saturday, arranged breaks', 'arranged-breaks', mediation('2026-05-05', '2026-07-04')),
  holidays('S7: ordinary Saturday, rest days', 'rest-days', mediation('2026-05-05', '2026-07-06')),
  version('S43: by receipt, Order 20', 'received', mediation('2026-04-20', '2026-06-25', '2026-04-10')),
  version('S43: by acceptance, Order 121', 'accepted', mediation('2026-04-20', '2026-06-22', '2026-04-10')),
  version("S43: by the rule's own start, Order 121", 'step', mediation('2026-04-20', '2026-06-22', '2026-04-10')),
  [
    'E8: no roll, open on the last day',
    'seven_day_roll',
    'nothing',
    'cn.distance-returns',
    onlineOrder('2026-10-05T23:59:59+08:00', '', 'open, until: 2026-10-05'),
  ],
  [
    'E8: no roll, lapsed the day after',
    'seven_day_roll',
    'nothing',
    'cn.distance-returns',
    onlineOrder('2026-10-06T00:00:00+08:00', '', 'lapsed, until: 2026-10-05'),
  ],
  [
    'E8: no roll, notice after the break',
    'seven_day_roll',
    'nothing',
    'cn.distance-returns',
    onlineOrder('2026-10-20T12:00:00+08:00', ', { return-notified: 2026-10-08 }', 'lapsed, until: 2026-10-05'),
  ],
  [
    'E8: roll, notice after the break',
    'seven_day_roll',
    'rest-days',
    'cn.distance-returns',
    onlineOrder('2026-10-20T12:00:00+08:00', ', { return-notified: 2026-10-08 }', 'used, until: 2026-10-08'),
  ],
  [
    'two years for a defect, open',
    'product_claim_term',
    '2 years',
    'cn.limitation',
    defect('2026-03-04T12:00:00+08:00', 'open, until: 2026-03-04'),
  ],
  [
    'two years for a defect, lapsed',
    'product_claim_term',
    '2 years',
    'cn.limitation',
    defect('2026-03-05T00:00:00+08:00', 'lapsed, until: 2026-03-04'),
  ],
  [
    'three years for a defect, open',
    'product_claim_term',
    '3 years',
    'cn.limitation',
    defect('2026-03-05T00:00:00+08:00', 'open, until: 2027-03-04'),
  ],
];

describe('the shipped packs under each reading of an ambiguous text', () => {
  it.each(rows)('%s', (_, parameter, value, policy, lines) => {
    expect(differences(reading(parameter, value), policy, lines)).toEqual([]);
  });
});
