import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { z } from 'zod';
import { comparisonDto } from '../../src/modules/complaints/comparison.dto.js';
import * as dto from '../../src/modules/complaints/complaint.dto.js';
import { JudgementExports } from '../../src/modules/complaints/judgement-exports.service.js';
import { readJudgementFile, writeJudgementFile } from '../../src/modules/judgements/judgement-file.js';
import { verifyJudgement, type Verification } from '../../src/modules/judgements/verify-judgement.js';
import { changesDto } from '../../src/modules/policies/changes.dto.js';
import { ownPolicies } from '../support/own-policies.js';
import { undocumented } from './support/answers.js';
import { answerOf, complaintsApp, problemOf, type ComplaintsApp } from './support/complaints-app.js';
import { everything } from './support/everyone.js';
import { complaintCalls, name, received, rowCounts, told } from './support/complaint-calls.js';

let app: ComplaintsApp;
let document: OpenAPIObject;

beforeAll(async () => {
  app = await complaintsApp();
  document = (await (await app.ask('GET', '/api/openapi.json')).json()) as OpenAPIObject;
});
afterAll(() => app.stop());

const { post, get, create } = complaintCalls(() => app);

async function compare(id: string, query = ''): Promise<z.infer<typeof comparisonDto>> {
  const response = await get(`/${id}/judgement/comparison${query}`);
  const path = '/api/complaints/{id}/judgement/comparison';
  expect(await undocumented(document, 'GET', path, response)).toEqual([]);
  return answerOf(comparisonDto, response);
}

async function changes(query: string): Promise<z.infer<typeof changesDto>> {
  const response = await app.ask('GET', `/api/policies/sets/${query}`);
  const path = '/api/policies/sets/{number}/changes';
  expect(await undocumented(document, 'GET', path, response)).toEqual([]);
  return answerOf(changesDto, response);
}

async function exported(id: string, number?: number, personal = false): Promise<Verification> {
  const exports = app.app.get(JudgementExports, { strict: false });
  const who = everything();
  const purpose = { code: 'audit' } as const;
  const file = personal
    ? await exports.fileWithPersonal(id, { number, purpose }, { who, claim: undefined })
    : await exports.file(id, number, who);
  return verifyJudgement(readJudgementFile(Buffer.from(writeJudgementFile(file))), process.versions['tz'] ?? '');
}

/** Who opened personal data of a complaint, and which facts. */
function opened(id: string): Promise<readonly object[]> {
  const text = `select actor, data -> 'opened_facts' as facts from event
    where complaint_id = $1 and type = 'personal-data-opened' order by number`;
  return app.test.owner.query<object>('opened', text, [id]);
}

/** What a comparison comes to: outcomes of its findings, and the axes that caused each. */
const short = ({ differences }: z.infer<typeof comparisonDto>): readonly string[] =>
  differences.findings.map(({ before, after, causes }) => {
    const why = causes.map((cause) => cause.map(({ code }) => code).join('+')).join(' or ');
    return `${before?.outcome.code ?? 'nothing'} → ${after?.outcome.code ?? 'nothing'} (${why})`;
  });

describe('judged then and judged now', () => {
  it('are the same where nothing changed', async () => {
    const { id, judgement } = await create('same');
    const found = await compare(id, `?at=${encodeURIComponent(judgement.at)}`);
    expect(found).toMatchObject({ axes: [], before: { result: found.after.result } });
    expect(short(found)).toEqual([]);
  });

  it('differ by what was learnt since', async () => {
    const { id } = await create('learnt');
    await answerOf(dto.recordedDto, await post(`/${id}/events`, { events: [told] }));
    const found = await compare(id, '?number=1');
    expect(short(found)).toEqual(['non-compliant → compliant (known)']);
    expect(found.differences.findings[0]?.cause).toEqual({
      en: 'what is known of the complaint alone',
      zh: '仅因已知内容',
    });
    expect(found).toMatchObject({ before: { events: 1 }, after: { events: 2 } });
    expect(short(await compare(id))).toEqual([]);
  });

  it('differ by the policies, by the instant, or by both together', async () => {
    const { id } = await create('three axes', { events: [received, told] });
    const first = app.policies.inForce().number;
    const second = await app.take(ownPolicies('1 working day'));
    try {
      expect(short(await compare(id))).toEqual(['compliant → non-compliant (set)']);
      expect(short(await compare(id, `?set=${first}`))).toEqual([]);
      const early = 'at=2024-03-04T12:00%2B08:00';
      expect(short(await compare(id, `?set=${first}&${early}`))).toEqual(['compliant → pending (at)']);
      const later = `against_at=2024-03-04T12:00%2B08:00&at=2024-03-06T12:00%2B08:00&set=${second}`;
      expect(short(await compare(id, `?${later}`))).toEqual(['pending → non-compliant (set+at)']);
      const both = await compare(id, `?against_set=${second}&set=${first}`);
      expect(short(both)).toEqual(['non-compliant → compliant (set)']);
      expect(both.differences.findings[0]).toMatchObject({
        before: { due: '2024-03-05' },
        after: { due: '2024-03-13' },
      });
    } finally {
      await app.take(ownPolicies());
    }
  });

  it('store nothing', async () => {
    const { id } = await create('stores nothing');
    const before = await rowCounts(app);
    await compare(id, '?at=2024-03-04T12:00Z&known_at=2024-03-04T12:00Z');
    expect(await rowCounts(app)).toEqual(before);
  });

  it('say where "then" cannot be repeated, because values were erased', async () => {
    const named = `${ownPolicies().find(({ file }) => file === 'example.yaml')?.text}requirements:\n  named: { require: { all: [{ fact: complainant_name, operator: known, value: true }] } }\n`;
    await app.take(ownPolicies().map((each) => (each.file === 'example.yaml' ? { ...each, text: named } : each)));
    try {
      const { id } = await create('erased since', { facts: { complainant_name: name } });
      expect((await compare(id)).unrepeatable).toBeUndefined();
      expect(await exported(id)).toMatchObject({ same: false, withheld: ['complainant_name'] });
      expect(await opened(id)).toEqual([]);
      expect(await exported(id, undefined, true)).toMatchObject({ same: true, withheld: [] });
      expect(await opened(id)).toEqual([{ actor: 'token:everything', facts: ['complainant_name'] }]);
      await app.test.owner.query('erase', 'delete from personal where complaint_id = $1', [id]);
      expect((await compare(id)).unrepeatable).toBe(true);
      expect(await exported(id, undefined, true)).toMatchObject({ same: false, erased: ['complainant_name'] });
    } finally {
      await app.take(ownPolicies());
    }
  });

  it.each([
    ['?number=9', 404, 'complaint.unknown_judgement'],
    ['?set=999', 404, 'policies.unknown_set'],
    ['?at=2024-03-04', 400, 'value.not_instant'],
    ['?against_set=0', 400, 'value.too_small'],
    ['?nonsense=1', 400, 'value.unknown_name'],
  ])('refuse %s with %i %s', async (query, status, code) => {
    const { id } = await create(`refused ${query}`);
    expect(await problemOf(await get(`/${id}/judgement/comparison${query}`), status)).toMatchObject({ code });
  });
});

describe('a judgement by another set', () => {
  it('is made for now unless an instant is given', async () => {
    const { id } = await create('by another set', { events: [received, told] });
    const first = app.policies.inForce().number;
    const second = await app.take(ownPolicies('1 working day'));
    const outcome = async (query: string): Promise<string> => {
      const { set, outcome: found } = await answerOf(dto.judgementDto, await get(`/${id}/judgement?${query}`));
      return `${set.number === first ? 'first' : 'second'} ${found.code}`;
    };
    expect(await outcome(`set=${first}`)).toBe('first compliant');
    expect(await outcome(`set=${second}`)).toBe('second non-compliant');
    expect(await outcome(`set=${first}&at=2024-03-05T00:00Z`)).toBe('first pending');
    await problemOf(await get(`/${id}/judgement?set=999`), 404);
    await app.take(ownPolicies());
  });
});

describe('changing a policy', () => {
  it('never changes what was judged: what is stored stays byte for byte, and its file repeats it', async () => {
    const { id } = await create('never changed', { events: [received, told] });
    const stored = async (): Promise<unknown> => {
      const text = 'select j::text as row from judgement j where complaint_id = $1 order by number';
      return app.test.owner.query<{ row: string }>('judgements', text, [id]);
    };
    const before = await stored();
    const said = await answerOf(dto.judgementDto, await get(`/${id}/judgement`));
    const number = await app.take(ownPolicies('1 working day'));
    expect(await stored()).toEqual(before);
    expect(await answerOf(dto.judgementDto, await get(`/${id}/judgement`))).toEqual(said);
    await answerOf(dto.recordedDto, await post(`/${id}/judge`, undefined));
    const [first] = (await stored()) as unknown[];
    expect([first]).toEqual(before);
    expect(await answerOf(dto.judgementDto, await get(`/${id}/judgement?number=1`))).toEqual(said);
    expect(await exported(id, 1)).toMatchObject({ same: true, digest: { here: said.receipt.result } });
    expect(await exported(id, 2)).toMatchObject({ same: true });
    expect(number).toBeGreaterThan(said.set.number);
    await app.take(ownPolicies());
  });

  it('is told by what it means, against the set before or any other', async () => {
    const first = await app.take(ownPolicies('7 working days'));
    const second = await app.take(ownPolicies('9 working days'));
    const found = await changes(`${second}/changes`);
    expect(found).toMatchObject({
      set: second,
      against: second - 1,
      changes: [
        {
          kind: 'rule',
          change: 'changed',
          id: 'cn.example#answer',
          version: '2020-01-01',
          keys: [{ key: 'within', from: { zh: '7个工作日' }, to: { en: '9 working days' } }],
          affected: { periods: [{ from: '2020-01-01' }], by: { en: '“Received”' } },
        },
      ],
    });
    expect((await changes(`${first}/changes?against=${first}`)).changes).toEqual([]);
    expect((await changes(`${first}/changes?against=${second}`)).changes).toMatchObject([
      { keys: [{ to: { en: '7 working days' } }] },
    ]);
    expect(await changes('1/changes')).toEqual({ set: 1, against: null, changes: [] });
    expect(await problemOf(await app.ask('GET', '/api/policies/sets/999/changes'), 404)).toMatchObject({
      code: 'policies.unknown_set',
    });
    await app.take(ownPolicies());
  });
});
