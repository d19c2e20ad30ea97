import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { resultOf } from '../../src/modules/complaints/stored-judgement.js';
import { readPolicyFiles } from '../../src/policies-folder/policies.reader.js';
import { projectFolder } from '../../src/project.js';
import type { Complaint } from '../../src/rules/complaint.js';
import { judge } from '../../src/rules/judge/judge.js';
import { loadPolicies } from '../../src/rules/policy/load-policies.js';
import type { PolicySet } from '../../src/rules/policy/policy.js';
import type { FactEntry } from '../../src/rules/policy/vocabulary-types.js';
import { formatDay, parseDay } from '../../src/rules/time/day.js';
import { isNone, type FactValue } from '../../src/rules/values.js';
import { parameters, runs } from './runs.js';

const settings = { ...parameters, numRuns: runs(40) };
const days = { min: parseDay('2026-01-05') ?? 0, max: parseDay('2026-06-30') ?? 0 };
const now = Date.parse('2026-11-20T00:00:00Z');

/** A text that no policy contains; a day long before anything happened. Each can be found again wherever it stands. */
const secret = fc.uuid().map((id) => `secret-${id}`);
const longAgo = fc.integer({ min: parseDay('1901-01-01') ?? 0, max: parseDay('1989-12-31') ?? 0 });

function valueOf({ type }: FactEntry): fc.Arbitrary<FactValue> {
  switch (type) {
    case 'date':
      return longAgo.map((day) => ({ kind: 'day', day }));
    case 'instant':
      return longAgo.map((day) => ({ kind: 'instant', at: day * 86_400_000 + 11_111 }));
    default:
      return secret;
  }
}

/** How a value could be written in a judgement: as it stands, and a day in words. */
function written(value: FactValue): readonly string[] {
  if (typeof value !== 'object' || !('kind' in value)) return [String(value)];
  if (value.kind === 'day') return [`"day":${value.day}}`, formatDay(value.day)];
  return value.kind === 'instant' ? [`"at":${value.at}}`, formatDay(Math.floor(value.at / 86_400_000))] : [];
}

let set: PolicySet;
let personal: readonly FactEntry[];
let other: readonly FactEntry[];
beforeAll(async () => {
  const loaded = loadPolicies(await readPolicyFiles(join(projectFolder, 'policies')));
  if (loaded.set === undefined) throw new Error(loaded.faults.map(({ code }) => code).join(' '));
  set = loaded.set;
  const facts = [...set.vocabulary.facts.values()];
  personal = facts.filter((fact) => fact.personal);
  other = facts.filter((fact) => !fact.personal);
});

/** Plain values that make rules of every pack apply now and then. */
function plainValue(fact: FactEntry): fc.Arbitrary<FactValue> | undefined {
  if (fact.values !== undefined && fact.type === 'word') return fc.constantFrom(...fact.values);
  if (fact.type === 'yes-no') return fc.boolean();
  return fact.type === 'date' ? fc.integer(days).map((day) => ({ kind: 'day', day })) : undefined;
}

function valuesOf(facts: readonly FactEntry[], value: (fact: FactEntry) => fc.Arbitrary<FactValue> | undefined) {
  const arbitraries = facts.flatMap((fact) => {
    const arbitrary = value(fact);
    return arbitrary === undefined ? [] : [[fact.id, arbitrary] as const];
  });
  return fc
    .record(Object.fromEntries(arbitraries), { requiredKeys: [] })
    .map((data): Complaint['facts'] =>
      Object.fromEntries(Object.entries(data).flatMap(([id, value]) => (value === undefined ? [] : [[id, value]]))),
    );
}

function someComplaint(): fc.Arbitrary<Complaint> {
  const secrets = valuesOf(personal, valueOf);
  const types = [...set.vocabulary.events.keys()].filter((type) => type !== 'event-retracted');
  const event = fc.record({ type: fc.constantFrom(...types), day: fc.integer(days), data: secrets });
  return fc
    .record({ facts: secrets, plain: valuesOf(other, plainValue), events: fc.array(event, { maxLength: 25 }) })
    .map(({ facts, plain, events }) => ({
      id: 'c',
      observed: 'everything',
      facts: { ...plain, ...facts },
      events: [{ type: 'received', day: days.min, data: {} }, ...events].map(({ type, day, data }, index) => ({
        id: `e${index}`,
        type,
        at: { kind: 'day', day },
        data,
      })),
    }));
}

describe('what a judgement by the shipped policies says', () => {
  it('holds no value of a personal fact, in the row or in an event', () => {
    let findings = 0;
    let values = 0;
    fc.assert(
      fc.property(someComplaint(), (complaint) => {
        const judgement = judge(set, complaint, now);
        const text = JSON.stringify({ judgement, result: resultOf(judgement) });
        findings += judgement.findings.filter(({ outcome }) => outcome !== 'not-applicable').length;
        for (const data of [complaint.facts, ...complaint.events.map((event) => event.data)])
          for (const { id } of personal) {
            const value = data[id];
            if (value === undefined || isNone(value)) continue;
            values += 1;
            for (const trace of written(value)) expect(text.includes(trace) ? `${id}: ${trace}` : '').toBe('');
          }
      }),
      settings,
    );
    expect(findings).toBeGreaterThan(settings.numRuns);
    expect(values).toBeGreaterThan(settings.numRuns);
  });

  it('is the same with other personal texts', () => {
    fc.assert(
      fc.property(someComplaint(), secret, (complaint, other) => {
        const changed: Complaint = {
          ...complaint,
          facts: withTexts(complaint.facts, other),
          events: complaint.events.map((event) => ({ ...event, data: withTexts(event.data, other) })),
        };
        expect(resultOf(judge(set, changed, now)).digest).toBe(resultOf(judge(set, complaint, now)).digest);
      }),
      settings,
    );
  });
});

function withTexts(data: Complaint['facts'], other: string): Complaint['facts'] {
  const changed = Object.entries(data).map(([name, value]) => {
    const isSecret = typeof value === 'string' && value.startsWith('secret-');
    return [name, isSecret ? other : value] as const;
  });
  return Object.fromEntries(changed);
}
