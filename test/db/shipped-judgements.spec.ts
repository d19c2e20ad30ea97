import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { describe as describeFault } from '../../src/errors.js';
import { canonical, type Json } from '../../src/ledger/canonical.js';
import { readJudgement } from '../../src/modules/complaints/complaint-lists.repository.js';
import { judgeable } from '../../src/modules/complaints/judgeable.js';
import type { NewEvent } from '../../src/modules/complaints/record-events.js';
import { resultOf, type Result } from '../../src/modules/complaints/stored-judgement.js';
import { readPolicyFiles } from '../../src/policies-folder/policies.reader.js';
import { projectFolder } from '../../src/project.js';
import { judge } from '../../src/rules/judge/judge.js';
import { readTestCases, type TestCase } from '../../src/rules/analysis/test-cases.js';
import { loadPolicies } from '../../src/rules/policy/load-policies.js';
import type { PolicySet } from '../../src/rules/policy/policy.js';
import { readOne, recording, recordOne, storeSet, unstored } from '../support/recordings.js';
import { testDatabase, type TestDatabase } from './support/test-database.js';

const files = await readPolicyFiles(join(projectFolder, 'policies'));
const { set, faults } = loadPolicies(files);
if (set === undefined) throw new Error(faults.map((fault) => describeFault(fault, 'en')).join('\n'));
const timeZoneData = process.versions['tz'] ?? '';

/** Complaints as people record them: what a case replaces of `our`, or supplies as read from the register, is not recorded. */
const cases = files
  .filter(({ file }) => file.endsWith('.test.yaml'))
  .flatMap(({ file, text }) => readTestCases(text, file, set).cases)
  .filter(({ complaint: { our, observed, register } }) => our === undefined && observed === 'everything' && !register);

/** What a result has that others may not: its keys and its words, as far as they tell sorts of answers apart. */
function sortsOf({ findings, rights, retention, records, escalations }: Result): readonly string[] {
  return [
    ...findings.flatMap((finding) => [`finding ${finding.kind} ${finding.outcome}`, ...Object.keys(finding)]),
    ...rights.flatMap((right) => [
      `right ${right.state}`,
      ...Object.keys(right).map((key) => `right.${key}`),
      ...right.gives.flatMap((given) =>
        'oneOf' in given
          ? ['oneOf']
          : Object.keys(given).map((key) => `${key} ${key === 'amount' ? given.amount?.kind : ''}`),
      ),
    ]),
    ...retention.flatMap((found) => [
      `retention ${found.state}`,
      ...Object.keys(found).map((key) => `retention.${key}`),
    ]),
    ...records.map(({ state, held }) => `records ${state} ${held}`),
    ...escalations.flatMap((found) => Object.keys(found).map((key) => `escalation.${key}`)),
  ];
}

/** Those of the shipped cases that bring something new, from every third, so that there are seconds between them and not minutes. */
function chosen(of: PolicySet): readonly TestCase[] {
  const seen = new Set<string>();
  return cases.filter((each, place) => {
    if (place % 3 !== 0) return false;
    const sorts = sortsOf(resultOf(judge(of, each.complaint, each.at)));
    const isNew = sorts.some((sort) => !seen.has(sort));
    sorts.forEach((sort) => seen.add(sort));
    return isNew;
  });
}

function eventsOf({ complaint: { facts, events } }: TestCase): readonly NewEvent[] {
  const first = events[0]?.at ?? { kind: 'day', day: 0 };
  return [{ type: 'facts-recorded', at: first, fromStart: true, data: facts }, ...events];
}

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.close());

describe('a judgement by the shipped policies', () => {
  it('is stored whole with its rights, retention and escalations, and judging again what is stored gives its digest', async () => {
    const number = await storeSet(test.database.reading, set);
    const picked = chosen(set);
    const met = new Set<string>();
    for (const [place, each] of picked.entries()) {
      const how = recording(set, number, { timeZoneData, at: each.at });
      const complaint = unstored(`case-${place}`);
      await recordOne(test.database, complaint, eventsOf(each), how);
      const known = await readOne(test.database.reading, complaint.id);
      const stored = await readJudgement(test.database.reading, complaint.id, 1);
      if (stored === undefined) throw new Error('no judgement was stored');
      const judged = judge(set, judgeable(known, stored.at), stored.at, { timeZoneData });
      const { digest, outcome, ...result } = resultOf(judged);
      expect([stored.result, stored.receipt.result, stored.outcome]).toEqual([digest, digest, outcome]);
      for (const [part, found] of Object.entries(result)) {
        met.add(`${part} ${Array.isArray(found) && found.length > 0}`);
        expect(canonical({ ...stored }[part as keyof typeof result] as unknown as Json)).toBe(
          canonical(found as unknown as Json),
        );
      }
    }
    for (const part of ['findings', 'rights', 'retention', 'records', 'escalations'])
      expect(met).toContain(`${part} true`);
  });
});
