import { describe as describeFault } from '../../src/errors.js';
import { loadPolicies } from '../../src/rules/policy/load-policies.js';
import type { PolicySet } from '../../src/rules/policy/policy.js';
import { readTestCases } from '../../src/rules/analysis/test-cases.js';

const title = '{ en: T, zh: 题 }';

const files = {
  'organisation.yaml': `
organisation: { en: Shop, zh: 商店 }
zone: Asia/Shanghai
calendar: plain
our: { role: respondent, region: north }
`,
  'vocabulary.yaml': `
events:
  received: { title: ${title}, data: [urgent] }
  answered: { title: ${title} }
  refused: { title: ${title}, data: [ground] }
  facts-recorded: { title: ${title}, data: any }
  event-retracted: { title: ${title}, data: [event, reason] }
facts:
  region: { type: word, values: [north, south], title: ${title} }
  urgent: { type: yes-no, changes: true, title: ${title} }
  ground: { type: word, title: ${title} }
  note: { type: text, title: ${title} }
  price: { type: money, title: ${title} }
  bought_on: { type: date, title: ${title} }
parties: [respondent]
`,
  'calendars/plain.yaml': `
calendar: plain
title: ${title}
zone: Asia/Shanghai
week: [mon, tue, wed, thu, fri, sat, sun]
hours: ["00:00-24:00"]
default-counting: plain-day
counting:
  plain-day: { first-day: not-counted, last-day-rolls-off: nothing, ends: midnight, cite: none }
`,
  'shop.yaml': `
policy: shop
title: ${title}
source: { instrument: Shop rules, rank: house }
in-force: { from: 2026-01-01 }
version-by: received
binds: respondent
calendar: plain
applies: { all: [{ fact: region, operator: equal, value: north }] }
deadlines:
  answer: { title: ${title}, from: received, done: answered, within: 5 days, cite: "1" }
requirements:
  ground-given: { title: ${title}, each: refused, require: { all: [{ fact: ground, operator: known, value: true }] }, cite: "2" }
  dear: { title: ${title}, require: { all: [{ fact: price, operator: greaterThan, value: 100 CNY }] }, cite: "3" }
`,
};

function setOf(): PolicySet {
  const { set, faults } = loadPolicies(Object.entries(files).map(([file, text]) => ({ file, text })));
  if (set === undefined) throw new Error(faults.map((fault) => describeFault(fault, 'en')).join('\n'));
  return set;
}
export const set = setOf();

export const testFile = (...cases: readonly string[]): string =>
  `policy: shop\ncases:\n${cases.map((each) => `  - ${each}\n`).join('')}`;
export const at = 'at: 2026-03-20T12:00+08:00';
export const read = (text: string): ReturnType<typeof readTestCases> => readTestCases(text, 'shop.test.yaml', set);
