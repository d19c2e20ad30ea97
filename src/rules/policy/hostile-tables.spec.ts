import { describe, expect, it } from '@jest/globals';
import { load, policyHead } from '../../../test/support/policy-files.js';
import { codes } from '../../../test/support/policy-faults.js';

const many = (count: number, each: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => each(i)).join(', ');
const nested = (depth: number, open: string, inner: string, close: string) =>
  open.repeat(depth) + inner + close.repeat(depth);
const loadBody = (body: string) => load({ 'x.yaml': `${policyHead}${body}\n` });

/** Seconds of work, however busy the machine is with other things: the lesser of two tries, since noise only adds. */
function secondsOf(act: () => void): number {
  const once = (): number => {
    const before = process.cpuUsage();
    act();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  };
  return Math.min(once(), once());
}

describe('a hostile file', () => {
  it.each([
    [
      'tables in tables of durations',
      `deadlines: { a: { from: received, done: told, within: ${nested(12, '{ first: [{ is: ', '1 day', ' }] }')} } }`,
    ],
    [
      'tables in tables of moments',
      `deadlines: { a: { due: ${nested(12, '{ first: [{ is: ', 'received', ' }] }')}, done: told } }`,
    ],
    ['sums of sums', `facts: { f: ${nested(12, '{ sum: [', '1', '] }')} }`],
    ['choices of choices', `rights: { r: { grants: [${nested(12, '{ one-of: [', '{ remedy: a }', '] }')}] } }`],
    [
      'levels of levels',
      `deadlines: { a: { due: received, done: told } }\nescalations: { e: { for: a, at: overdue, to: team-lead, acknowledge-within: 1 day${nested(25, ', otherwise: { to: team-lead, acknowledge-within: 1 day', '', ' }')} } }`,
    ],
  ])('with %s is refused', (_, body) => {
    const found = codes(loadBody(body));
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((code) => code === 'policy.moment_too_deep' || code === 'yaml.too_deep')).toBe(true);
  });

  it.each([
    [
      'a table of 3,000 rows',
      `facts: { f: { first: [${many(3_000, (i) => `{ when: { condition: is-urgent }, is: ${i} }`)}] } }`,
      [],
    ],
    ['a sum of 10,000 numbers', `facts: { f: { sum: [${many(10_000, String)}] } }`, []],
    [
      '3,000 required facts that nobody knows',
      `intake: { required: [{ facts: [${many(3_000, (i) => `nothing_${i}`)}] }] }`,
      Array(3_000).fill('policy.unknown_fact'),
    ],
    [
      '2,000 rights to give way to',
      `deadlines: { a: { due: received, done: told, yields-to: [${many(2_000, (i) => `r${i}`)}] } }\nrights: { ${many(2_000, (i) => `r${i}: { grants: [{ remedy: a }] }`)} }`,
      [],
    ],
    [
      '1,000 rules that are not there',
      `deadlines: { a: { due: received, done: told, yields-to: [${many(1_000, (i) => `x${i}y`)}] } }`,
      Array(1_000).fill('policy.unknown_policy'),
    ],
  ])('with %s is read within seconds', (_, body, expected) => {
    let loaded: ReturnType<typeof load> | undefined;
    expect(secondsOf(() => (loaded = loadBody(body)))).toBeLessThan(4);
    expect(loaded && codes(loaded)).toEqual(expected);
  });

  it('with facts that follow from each other in tables, thousands deep, does not overflow', () => {
    const chain = (end: string) =>
      `facts: { ${many(5_000, (i) => `f${i}: { first: [{ is: { fact: f${i + 1} } }] }`)}, f5000: ${end} }`;
    expect(codes(loadBody(chain('{ count: told }')))).toEqual([]);
    expect(codes(loadBody(chain('{ first: [{ is: { fact: f0 } }] }')))).toEqual(['policy.cycle']);
  });

  it('with rules that are due after each other, thousands deep, does not overflow', () => {
    const chain = (end: string) =>
      `deadlines: { ${many(3_000, (i) => `d${i}: { due: { due: d${i + 1} }, done: told }`)}, d3000: { due: ${end}, done: told } }`;
    expect(codes(loadBody(chain('received')))).toEqual([]);
    expect(codes(loadBody(chain('{ overdue: d0 }')))).toEqual(['policy.cycle']);
  });

  it.each(['constructor', 'toString', '__proto__'])('may name rules, claims and roles %s that do not exist', (name) => {
    const body = `yields-to: ${name}\nrights: { r: { claim: ${name}, grants: [{ remedy: a, amount: { fact: ${name} } }] } }\nescalations: { e: { for: ${name}, at: overdue, to: ${name} } }`;
    expect(codes(loadBody(body)).toSorted()).toEqual([
      'policy.unknown_claim',
      'policy.unknown_fact',
      'policy.unknown_policy',
      'policy.unknown_role',
      'policy.unknown_rule',
    ]);
  });
});
