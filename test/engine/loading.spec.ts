import { describe, expect, it } from '@jest/globals';
import { worldOf } from '../support/fact-world.js';

const title = 'title: { en: x, zh: 某 }';
const reply = `${title}, cite: art. 1, from: received, within: 7 days, done: answered`;

const load = (policies: Readonly<Record<string, string>>) =>
  worldOf({ events: 'answered closed', facts: { 'yes-no': 'urgent' }, policies });

describe('what does not load (S78)', () => {
  it.each<[string, string, RegExp]>([
    ['an unknown key of a policy', `deadlins: {}\n`, /deadlins/u],
    ['an unknown key of a deadline', `deadlines:\n  a: { ${reply}, untill: closed }\n`, /untill/u],
    [
      'an unknown key of a pause',
      `deadlines:\n  a: { ${reply}, pauses: [{ from: closed, until: answered, at-moste: 3 days }] }\n`,
      /at-moste/u,
    ],
    ['an unknown key of a right', `rights:\n  a: { ${title}, cite: art. 1, gives: [{ remedi: refund }] }\n`, /remedi/u],
    [
      'an unknown key of a condition',
      `requirements:\n  a: { ${title}, cite: art. 1, require: { all: [{ fakt: urgent, operator: equal, value: true }] } }\n`,
      /fakt/u,
    ],
    [
      'one id in two sections',
      `deadlines:\n  a: { ${reply} }\nrequirements:\n  a: { ${title}, cite: art. 1, require: { all: [{ fact: urgent, operator: equal, value: true }] } }\n`,
      /"a"/u,
    ],
    [
      'a reference to a rule that is not there',
      `deadlines:\n  a: { ${reply} }\nescalations:\n  e: { ${title}, cite: art. 1, for: b, at: overdue, to: head }\n`,
      /"b"/u,
    ],
    [
      'a fact that is worked out from itself, with the way round',
      `facts:\n  one: { 1 days: two }\n  two: { after: one }\n`,
      /one|two/u,
    ],
  ])('%s', (_, body, message) => {
    expect(() => load({ p: body })).toThrow(message);
  });

  it('a circle of rules that give way, which is told with the whole way round', () => {
    const a = `requirements:\n  a: { ${title}, cite: art. 1, yields-to: [q#b], require: { all: [{ fact: urgent, operator: equal, value: true }] } }\n`;
    const b = `requirements:\n  b: { ${title}, cite: art. 1, yields-to: [p#a], require: { all: [{ fact: urgent, operator: equal, value: true }] } }\n`;
    expect(() => load({ p: a, q: b })).toThrow(/p#a.*q#b|q#b.*p#a/su);
  });

  it('but a rule of its own policy by its bare id, and of another by policy#rule, do', () => {
    const p = `deadlines:\n  a: { ${reply} }\nescalations:\n  e: { ${title}, cite: art. 1, for: a, at: overdue, to: head }\n`;
    const q = `escalations:\n  e: { ${title}, cite: art. 1, for: p#a, at: overdue, to: head }\n`;
    expect(load({ p, q }).policies.map(({ id }) => id)).toEqual(['p', 'q']);
  });
});
