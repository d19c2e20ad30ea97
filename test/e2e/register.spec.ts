import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as dto from '../../src/modules/complaints/complaint.dto.js';
import { statelessJudgementDto } from '../../src/modules/judgements/judgement.dto.js';
import { policyHead, usualFiles } from '../support/policy-files.js';
import { answerOf, complaintsApp, faultsOf, type ComplaintsApp } from './support/complaints-app.js';
import { complaintCalls, received } from './support/complaint-calls.js';

const policy = `${policyHead}facts:
  repeats:
    { title: { en: Repeats, zh: 重复 }, from: register, count: complaints, same: [complainant_name], within: 30 days before received }
deadlines:
  answer:
    from: received
    done: told
    within: 5 days
    when: { all: [{ fact: repeats, operator: greaterThanInclusive, value: 1 }] }
`;
const vocabulary = (usualFiles['vocabulary.yaml'] ?? '').replace(
  '  told: {}',
  '  told: {}\n  register-read: { data: any }',
);

let app: ComplaintsApp;
beforeAll(async () => {
  app = await complaintsApp();
  const texts = { ...usualFiles, 'vocabulary.yaml': vocabulary, 'example.yaml': policy };
  await app.take(Object.entries(texts).map(([file, text]) => ({ file, text })));
});
afterAll(() => app.stop());

const { post, get, create } = complaintCalls(() => app);
const at = '2024-03-04T10:00+08:00';
const ask = (body: object) =>
  app.ask('POST', '/api/judgements', { observes: 'everything', events: [received], ...body });
const read = (repeats: unknown, when = at) => ({ type: 'register-read', at: when, data: { repeats } });

describe('what the register says of other complaints', () => {
  it.each([
    [1, { outcome: { code: 'non-compliant' } }],
    [0, { outcome: { code: 'not-applicable' } }],
  ])('decides a question that supplies %s, and stands in its receipt', async (repeats, answer) => {
    const found = await answerOf(statelessJudgementDto, await ask({ register: { at, values: { repeats } } }));
    expect(found).toMatchObject({ ...answer, receipt: { register: { at, values: { repeats } } } });
  });

  it('is missing where it was not asked', async () => {
    const found = await answerOf(statelessJudgementDto, await ask({}));
    expect(found).toMatchObject({
      outcome: { code: 'indeterminate' },
      missing: [{ name: 'repeats', why: { code: 'not-recorded' } }],
    });
    expect(found.receipt.register).toBeUndefined();
  });

  it('is recorded of a stored complaint as an event, and judged and repeated by the receipt of its judgement', async () => {
    const { id } = await create('repeated');
    await answerOf(dto.recordedDto, await post(`/${id}/events`, { events: [{ ...read(0), id: 'r1' }] }));
    const later = '2024-03-05T10:00+08:00';
    await answerOf(dto.recordedDto, await post(`/${id}/events`, { events: [{ ...read(2, later), id: 'r2' }] }));
    const body = await answerOf(dto.complaintDto, await get(`/${id}`));
    expect(body.events.map(({ id: event, data }) => [event, data])).toContainEqual(['r2', { repeats: 2 }]);
    const judged = await answerOf(dto.judgementDto, await get(`/${id}/judgement`));
    expect(judged).toMatchObject({
      outcome: { code: 'non-compliant' },
      receipt: { register: { at: later, values: { repeats: 2 } } },
    });
    const explained = await answerOf(dto.judgementDto, await get(`/${id}/judgement?explain=true`));
    expect(explained).toMatchObject({ receipt: judged.receipt });
    expect(explained).not.toHaveProperty('unrepeatable');
  });

  it.each<[string, object, readonly string[]]>([
    ['no object', { register: 3 }, ['value.not_object #/register']],
    ['nothing', { register: {} }, ['value.missing #/register/at', 'value.missing #/register/values']],
    ['a day', { register: { at: '2024-03-04', values: {} } }, ['value.not_instant #/register/at']],
    [
      'facts of the vocabulary',
      { register: { at, values: { price: 1 } } },
      ['complaint.unknown_register_fact #/register/values/price'],
    ],
    ['words', { register: { at, values: { repeats: 'often' } } }, ['fact.not_a_number #/register/values/repeats']],
    [
      'half a complaint',
      { register: { at, values: { repeats: 1.5 } } },
      ['complaint.not_a_count #/register/values/repeats'],
    ],
    [
      'less than none',
      { register: { at, values: { repeats: -1 } } },
      ['complaint.not_a_count #/register/values/repeats'],
    ],
    [
      'an event with other facts',
      { events: [{ type: 'register-read', at, data: { price: '1.00 CNY' } }] },
      ['complaint.unknown_register_fact #/events/0/data/price'],
    ],
    [
      'an event on a day',
      { events: [{ type: 'register-read', at: '2024-03-04', data: { repeats: 1 } }] },
      ['value.not_instant #/events/0/at'],
    ],
  ])('is refused with %s', async (_, body, faults) => {
    expect(await faultsOf(await ask(body))).toEqual(faults);
  });
});
