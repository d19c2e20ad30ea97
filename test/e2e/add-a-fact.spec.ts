import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readMapping } from '../../src/imports/read-mapping.js';
import * as dto from '../../src/modules/complaints/complaint.dto.js';
import { projectFolder } from '../../src/project.js';
import { checkCase } from '../../src/rules/analysis/test-cases-check.js';
import { readTestCases } from '../../src/rules/analysis/test-cases.js';
import type { PolicyText } from '../../src/rules/policy/read-file.js';
import { answerOf, complaintsApp, shippedPolicies, type ComplaintsApp } from './support/complaints-app.js';

const page = readFileSync(join(projectFolder, 'docs/recipes/add-a-fact.md'), 'utf8');
const blocks = [...page.matchAll(/```(?:yaml|json)\n([^`]*)```/g)].map(([, text = '']) => text);
const [lines = '', policy = '', cases = '', body = '', columns = ''] = blocks;

let app: ComplaintsApp;
let before: readonly PolicyText[] = [];
let after: readonly PolicyText[] = [];
beforeAll(async () => {
  app = await complaintsApp();
  before = await shippedPolicies();
  after = [
    ...before.map(({ file, text }) => ({
      file,
      text: file === 'vocabulary.yaml' ? text.replace('\nfacts:\n', `\nfacts:\n${lines}`) : text,
    })),
    { file: 'house/loyalty.yaml', text: policy },
  ];
});
afterAll(() => app.stop());

describe('the recipe for a fact', () => {
  it('has the five pieces that it speaks of', () => {
    expect(blocks).toHaveLength(5);
  });

  it('names a fact that is not known before, and is judged by and kept apart from then on', async () => {
    await app.take(before);
    expect((await app.ask('POST', '/api/complaints', body)).status).toBe(400);
    await app.take(after);
    const answer = await app.ask('POST', '/api/complaints', body);
    const { id, judgement } = await answerOf(dto.recordedDto, answer, 201);
    expect(judgement.findings.filter((finding) => finding.policy === 'house.loyalty')).toMatchObject([
      { rule: 'answer-a-member', title: { zh: '三个工作日内答复会员' }, due: '2026-03-12' },
    ]);
    const { facts } = await answerOf(dto.complaintDto, await app.ask('GET', `/api/complaints/${id}`));
    expect(facts).toEqual({ loyalty_member: true, loyalty_number: { withheld: true } });
    const kept = await app.test.owner.query<{ value: string }>('kept', 'select value from personal');
    expect(kept).toEqual([{ value: '4711' }]);
    const events = await app.test.owner.query<{ text: string }>('events', 'select e::text as text from event e');
    expect(events.filter(({ text }) => text.includes('4711'))).toEqual([]);
  });

  it('has test cases that pass', () => {
    const { set } = app.policies.inForce();
    const read = readTestCases(cases, 'house/loyalty.test.yaml', set);
    expect([read.cases.length, read.faults]).toEqual([2, []]);
    expect(read.cases.flatMap((each) => checkCase(each, set).differences)).toEqual([]);
  });

  it('has columns that a mapping takes', () => {
    const { text = '' } = before.find(({ file }) => file === 'mappings/helpdesk.yaml') ?? {};
    const mapping = text.replace('\ncolumns:\n', `\ncolumns:\n${columns}`);
    expect(readMapping(mapping, 'mappings/helpdesk.yaml', app.policies.inForce().set.vocabulary).faults).toEqual([]);
  });
});
