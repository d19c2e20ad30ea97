import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cameTo } from '../../src/rules/explain/came.js';
import { smallestChange, type SmallestChange } from '../../src/rules/explain/smallest-change.js';
import { judge } from '../../src/rules/judge/judge.js';
import type { PolicySet } from '../../src/rules/policy/policy.js';
import { formatTime } from '../../src/rules/time/parse-time.js';
import { zoneOf } from '../../src/rules/time/zone.js';
import type { FactValue } from '../../src/rules/values.js';
import { aComplaint, instant, type EventLine } from '../support/builders.js';
import { worldOf } from '../support/fact-world.js';

const about = { policy: 'p', rule: 'one' };
const at = '2026-04-01T12:00+08:00';
const zone = zoneOf('Asia/Shanghai');

const clockSet = worldOf({
  events: 'refunded withdrawn asked answered',
  facts: { 'yes-no': 'urgent proven', number: 'km', money: 'price', date: 'bought_on' },
  policies: {
    p: `deadlines:
  one:
    title: { en: x, zh: 某 }
    cite: art. 1
    when: { all: [{ fact: urgent, operator: equal, value: true }, { fact: km, operator: lessThanInclusive, value: 100 }] }
    from: received
    within: 15 days
    done: refunded
    pauses: [{ from: asked, until: answered }]
    cancelled-by: withdrawn
    breach: major
`,
  },
});

function shown(found: SmallestChange): string {
  if (found.kind !== 'found') return found.kind;
  const parts = found.changes.map((change) => {
    if (change.kind === 'fact') return `${change.fact}=${JSON.stringify(change.to)}`;
    const { event } = change;
    if (change.kind === 'event-moved') return `${event.type}>${formatTime(change.to, zone)}`;
    return `${change.kind === 'event-added' ? '+' : '-'}${event.type} ${formatTime(event.at, zone)}`;
  });
  return `${found.from} → ${found.to}: ${parts.join(', ')}`;
}

function change(lines: readonly EventLine[], facts: Readonly<Record<string, FactValue>>): string {
  return shown(smallestChange({ set: clockSet, complaint: aComplaint(lines, { facts }), at: instant(at), about }));
}

const known = { urgent: true, km: 40 };

describe('the smallest change of a deadline', () => {
  it.each<[string, readonly EventLine[], Readonly<Record<string, FactValue>>, string]>([
    [
      'done a day late: a day earlier',
      [
        ['received', '2026-03-02'],
        ['refunded', '2026-03-18'],
      ],
      known,
      'non-compliant → compliant: refunded>2026-03-17',
    ],
    [
      'done ten days late: another word is nearer than ten days',
      [
        ['received', '2026-03-02'],
        ['refunded', '2026-03-27'],
      ],
      known,
      'non-compliant → not-applicable: urgent=false',
    ],
    [
      'a rule that does not apply: the one fact',
      [['received', '2026-03-02']],
      { urgent: false, km: 40 },
      'not-applicable → non-compliant: urgent=true',
    ],
    [
      'two facts where one is not enough',
      [['received', '2026-03-02']],
      { urgent: false, km: 300 },
      'not-applicable → non-compliant: urgent=true, km=100',
    ],
    [
      'what is not known is made known',
      [['received', '2026-03-02']],
      { km: 40 },
      'indeterminate → non-compliant: urgent=true',
    ],
  ])('%s', (_, lines, facts, expected) => {
    // Two changes of the same size may stand in either order.
    expect(change(lines, facts).split(': ')[0]).toBe(expected.split(': ')[0]);
    expect(new Set(change(lines, facts).split(': ')[1]?.split(', '))).toEqual(
      new Set(expected.split(': ')[1]?.split(', ')),
    );
  });
});

const names = ['a', 'b', 'c', 'd'] as const;
type Node = { fact: string; operator: string; value: boolean } | { all: Node[] } | { any: Node[] } | { not: Node };

const leaf = fc.record({ fact: fc.constantFrom(...names), operator: fc.constant('equal'), value: fc.boolean() });
const { tree } = fc.letrec<{ tree: Node }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.record({ all: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('tree') }),
  ),
}));

function truthSet(node: Node): PolicySet {
  return worldOf({
    events: 'other',
    facts: { 'yes-no': names.join(' ') },
    policies: {
      p: `requirements:\n  one:\n    title: { en: x, zh: 某 }\n    cite: art. 1\n    require: ${JSON.stringify({ all: [node] })}\n    breach: major\n`,
    },
  });
}

/** Every way of giving the four facts, by how many of them differ: the fewest that give another answer. */
function byForce(set: PolicySet, now: Readonly<Record<string, boolean>>): number | undefined {
  const outcome = (facts: Readonly<Record<string, boolean>>): string =>
    cameTo(judge(set, aComplaint([['received', '2026-03-02']], { facts }), instant(at)), about);
  const from = outcome(now);
  const sizes = Array.from({ length: 16 }, (_, bits) => {
    const facts = Object.fromEntries(names.map((name, index) => [name, ((bits >> index) & 1) === 1]));
    const differ = names.filter((name) => facts[name] !== now[name]).length;
    return outcome(facts) === from ? Infinity : differ;
  });
  const fewest = Math.min(...sizes);
  return fewest > 3 ? undefined : fewest;
}

describe('the smallest change', () => {
  it('changes as few facts as a search through every combination does', () => {
    const facts = fc.record(Object.fromEntries(names.map((name) => [name, fc.boolean()])));
    fc.assert(
      fc.property(tree, facts, (node, now) => {
        const set = truthSet(node);
        const complaint = aComplaint([['received', '2026-03-02']], { facts: now });
        const found = smallestChange({ set, complaint, at: instant(at), about });
        // The version hangs on the day of receipt, and a receipt can be taken back: facts alone are compared.
        const isFacts = found.kind === 'found' && found.changes.every(({ kind }) => kind === 'fact');
        const fewest = byForce(set, now);
        if (isFacts) expect(found.changes).toHaveLength(fewest ?? -1);
        else if (found.kind === 'found') expect(found.changes.length).toBeLessThanOrEqual(fewest ?? 4);
        else expect(fewest).toBeUndefined();
      }),
      { numRuns: 40 },
    );
  });

  it('says that it was not searched whole where the judgements did not suffice', () => {
    const set = truthSet({
      all: [
        { fact: 'a', operator: 'equal', value: true },
        { fact: 'b', operator: 'equal', value: true },
      ],
    });
    const complaint = aComplaint([['received', '2026-03-02']], { facts: { a: false, b: false } });
    expect(smallestChange({ set, complaint, at: instant(at), about }, { judgements: 2 }).kind).toBe('stopped');
  });
});
