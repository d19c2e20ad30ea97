import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { brokenAt } from '../../src/ledger/entry.js';
import type { Change } from '../../src/modules/complaints/change.js';
import { readComplaints } from '../../src/modules/complaints/complaints.repository.js';
import { afterChange, recordEvents, type NewEvent, type Recording } from '../../src/modules/complaints/record-events.js';
import { digestOfFindings } from '../support/stored-results.js';
import { NONE, type FactValue, type None, type Time } from '../../src/rules/values.js';
import { chainOf, record } from '../../src/store/entries.repository.js';
import { changeComplaints } from '../../src/store/write-path.js';
import { parameters, runs } from '../engine/runs.js';
import { load } from '../support/policy-files.js';
import * as use from '../support/recordings.js';
import { happened, later, today, unstored } from '../support/recordings.js';
import { testDatabase, type TestDatabase } from './support/test-database.js';

const policy = `policy: cn.example
source: { instrument: Example, rank: law }
in-force: { from: 1800-01-01 }
binds: respondent
calendar: cn
counting: cn-day
deadlines:
  answer:
    each: received
    within: 5 days
    stops-on: told
`;

let test: TestDatabase;
let how: Recording;
beforeAll(async () => {
  test = await testDatabase();
  const { set, faults } = load({ 'example.yaml': policy });
  if (set === undefined) throw new Error(faults.map(({ code, cause }) => `${code} ${cause.en}`).join('\n'));
  how = use.recording(set, await use.storeSet(test.database.reading, set));
});
afterAll(() => test.close());
