import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { replaceClock } from '../../src/clock.js';
import { JobsModule } from '../../src/jobs/jobs.module.js';
import { Jobs } from '../../src/jobs/jobs.service.js';
import * as complaintDto from '../../src/modules/complaints/complaint.dto.js';
import { LetterMail } from '../../src/modules/letters/letter-mail.service.js';
import * as dto from '../../src/modules/letters/letters.dto.js';
import { LettersModule } from '../../src/modules/letters/letters.module.js';
import { mailReceiver, type MailReceiver } from '../notices/support/receivers.js';
import { until } from '../notices/support/until.js';
import { containing, search, tablesBut } from '../support/table-search.js';
import { asking, knowsAnybody, type Somebody } from './support/anybody.js';
import { answerOf, complaintsApp, faultsOf, shippedPolicies, type ComplaintsApp } from './support/complaints-app.js';
import { withDestinations } from './support/destinations-file.js';

const account = '0198f0a1-0000-7000-8000-0000000000aa';
const handler: Somebody = { roles: ['handler'], units: ['north'], account };
const other: Somebody = { roles: ['handler'], units: ['south'] };
const name = '张三丰甲';
const address = 'planted-zhang@example.net';

let app: ComplaintsApp;
let mail: MailReceiver;
const authority = join(tmpdir(), `${randomUUID()}.pem`);
let withdraw: () => Promise<void>;
let at = Date.parse('2026-03-20T10:00:00+08:00');
const back = replaceClock(() => at);

beforeAll(async () => {
  mail = await mailReceiver();
  await writeFile(authority, mail.certificate);
  withdraw = await withDestinations(
    `  mail: { kind: smtp, host: 127.0.0.1, port: ${mail.port}, security: starttls, from: complaints@example.com, allow-private: true, ca-file: ${authority} }\n`,
  );
  app = await complaintsApp({ authenticate: knowsAnybody, modules: [JobsModule, LettersModule] });
  await app.take(await shippedPolicies());
  await app.test.owner.query(
    '',
    `insert into account (account_id, kind, name, created_at) values ($1, 'person', 'h', now())`,
    [account],
  );
  app.app.get(LetterMail, { strict: false }).start();
  app.app.get(Jobs, { strict: false }).start();
});
afterEach(() => {
  mail.refuse = () => undefined;
  mail.hold = () => undefined;
});
afterAll(async () => {
  await app.stop();
  await withdraw();
  await mail.close();
  await rm(authority);
  back();
});

const ask = (who: Somebody, method: string, path: string, body?: unknown, headers = {}): Promise<Response> =>
  app.ask(method, `/api/complaints/${path}`, body, { ...asking(who), ...headers });

/** A bank's complaint that is due on 1 April, and on 6 May if the complainant is told of the extension by then. */
async function create(facts: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const body = {
    reference: randomUUID(),
    unit: 'north',
    observes: 'everything',
    facts: {
      respondent_kind: 'bank',
      complexity: 'especially-complex',
      complainant_name: name,
      complainant_email: address,
      ...facts,
    },
    events: [
      { type: 'received', at: '2026-03-02' },
      { type: 'extension-approved', at: '2026-03-16' },
    ],
  };
  return (await answerOf(complaintDto.recordedDto, await ask(handler, 'POST', '', body), 201)).id;
}

const draft = async (id: string, kind: string, language = 'en') =>
  answerOf(dto.draftedDto, await ask(handler, 'POST', `${id}/letters`, { kind, language }), 201);

/** A draft with everything filled in. */
async function finished(id: string, kind: string): Promise<string> {
  const made = await draft(id, kind);
  const text = (typeof made.text === 'string' ? made.text : '').replaceAll(
    /\[[^\]]*: to be filled in\]/g,
    'what was found',
  );
  const words = { subject: made.subject, text };
  await answerOf(dto.letterDto, await ask(handler, 'PUT', `${id}/letters/${made.id}`, words));
  return made.id;
}

const read = async (id: string, letter: string) =>
  answerOf(dto.letterDto, await ask(handler, 'GET', `${id}/letters/${letter}`));
const complaint = async (id: string) => answerOf(complaintDto.complaintDto, await ask(handler, 'GET', id));
const due = async (id: string) => {
  const { findings } = await answerOf(complaintDto.judgementDto, await ask(handler, 'GET', `${id}/judgement`));
  const found = findings.find(
    ({ rule }) => rule === 'cn.banking-and-insurance#decide-and-inform' || rule === 'decide-and-inform',
  );
  return `${found?.state?.code ?? found?.outcome.code} ${found?.due}`;
};

const waitingToBeTried = async (): Promise<number> =>
  (await app.test.owner.query('', `select from job.job where name = 'letter' and state = 'retry'`)).length;
const retryNow = () => app.test.owner.query('', `update job.job set start_after = now() where state = 'retry'`);

const goingOn = async (): Promise<number> =>
  (await app.test.owner.query('', `select from job.job where name = 'letter' and state = 'active'`)).length;

/** What the inbox of whoever sent a letter says of it. */
const toldOf = (letter: string) =>
  app.test.owner.query('', `select kind, body->>'code' as code from message where body->>'letter' = $1`, [letter]);

/** From now on the database refuses to have a letter as sent. */
async function recordNothing(): Promise<void> {
  const { owner } = app.test;
  const body = `begin raise exception 'not now'; end`;
  await owner.query('', `create or replace function not_now() returns trigger language plpgsql as $$ ${body} $$`);
  const when = `for each row when (new.status = 'sent') execute function not_now()`;
  await owner.query('', `create trigger not_now before update on letter ${when}`);
}

const recordAgain = () => app.test.owner.query('', 'drop trigger not_now on letter');

/** A letter that the mail server has taken, and of which the database refuses to have it as sent. */
async function takenUnrecorded() {
  const address = `taken-${randomUUID()}@example.net`;
  const id = await create({ complainant_email: address });
  const letter = await finished(id, 'extension');
  await recordNothing();
  expect((await ask(handler, 'POST', `${id}/letters/${letter}/send`, { way: 'mail' })).status).toBe(202);
  await until(async () => (await waitingToBeTried()) === 1);
  return { id, letter, arrived: () => mail.arrived.filter(({ to }) => to === address) };
}

describe('a letter', () => {
  it('is drafted with the facts of the complaint, whose opening is recorded, and shown once', async () => {
    const id = await create();
    const headers = { 'idempotency-key': randomUUID() };
    const body = { kind: 'acknowledgement', language: 'zh' };
    const first = await answerOf(dto.draftedDto, await ask(handler, 'POST', `${id}/letters`, body, headers), 201);
    expect(first.text).toContain(`尊敬的${name}：`);
    const again = await answerOf(dto.draftedDto, await ask(handler, 'POST', `${id}/letters`, body, headers), 201);
    expect(again).toMatchObject({ id: first.id, text: { withheld: true } });
    const { events } = await complaint(id);
    expect(events.find(({ type }) => type === 'personal-data-opened')?.data).toMatchObject({
      opened_facts: ['complainant_name'],
      purpose_code: 'handle-complaint',
    });
    expect(await read(id, first.id)).toMatchObject({ status: 'draft', text: { withheld: true } });
  });

  it('is nobody’s who does not see the complaint', async () => {
    const id = await create();
    const { id: letter } = await draft(id, 'acknowledgement');
    for (const [method, path, body] of [
      ['GET', ''],
      ['GET', `/${letter}`],
      ['POST', '', { kind: 'refusal', language: 'en' }],
      ['POST', `/${letter}/send`, { way: 'mail' }],
      ['DELETE', `/${letter}`],
    ] as const)
      expect((await ask(other, method, `${id}/letters${path}`, body)).status).toBe(404);
  });

  it('with a gap cannot go, and one that was edited keeps what was drafted', async () => {
    const id = await create();
    const { id: letter } = await draft(id, 'extension');
    expect(await faultsOf(await ask(handler, 'POST', `${id}/letters/${letter}/send`, { way: 'mail' }), 409)).toContain(
      'letter.has_gaps',
    );
    const gone = { at: '2026-03-20T10:00:00+08:00', way: 'post' };
    expect(await faultsOf(await ask(handler, 'POST', `${id}/letters/${letter}/recorded-as-sent`, gone), 409)).toContain(
      'letter.has_gaps',
    );
    const words = { subject: 'S', text: 'Planted words of a person.' };
    await ask(handler, 'PUT', `${id}/letters/${letter}`, words);
    const opened = await answerOf(
      dto.openedLetterDto,
      await ask(handler, 'POST', `${id}/letters/${letter}/openings`, { purpose: { code: 'audit' } }),
      201,
    );
    expect(opened).toMatchObject({ ...words, edited: true });
    expect(opened.original?.text).toContain('[the reason for the delay: to be filled in]');
  });

  it('that is discarded can do nothing more', async () => {
    const id = await create();
    const { id: letter } = await draft(id, 'acknowledgement');
    expect((await answerOf(dto.letterHeadDto, await ask(handler, 'DELETE', `${id}/letters/${letter}`))).status).toBe(
      'discarded',
    );
    expect(await faultsOf(await ask(handler, 'POST', `${id}/letters/${letter}/send`, { way: 'mail' }), 409)).toEqual([
      'letter.not_a_draft',
    ]);
  });
});

describe('an extension', () => {
  it('holds when its letter went in time', async () => {
    const id = await create();
    const letter = await finished(id, 'extension');
    expect(await due(id)).toContain('2026-04-01');
    const gone = { at: '2026-03-20T10:00:00+08:00', way: 'post' };
    await answerOf(dto.letterHeadDto, await ask(handler, 'POST', `${id}/letters/${letter}/recorded-as-sent`, gone));
    expect(await due(id)).toContain('2026-05-06');
    const told = (await complaint(id)).events.find(({ type }) => type === 'complainant-told-of-extension');
    expect(told).toMatchObject({ at: '2026-03-20T10:00+08:00', data: { letter } });
  });

  it('does not hold when its letter went a minute late', async () => {
    const id = await create();
    const letter = await finished(id, 'extension');
    const before = at;
    at = Date.parse('2026-04-02T00:01:00+08:00');
    const gone = { at: '2026-04-02T00:01:00+08:00', way: 'post' };
    await answerOf(dto.letterHeadDto, await ask(handler, 'POST', `${id}/letters/${letter}/recorded-as-sent`, gone));
    const judged = await due(id);
    at = before;
    expect(judged).toBe('overdue 2026-04-01');
  });

  it.each([
    ['2026-03-20T10:00:01+08:00', 'letter.not_gone_yet #/at'],
    ['2026-03-20T09:59:59+08:00', 'letter.gone_before_drafted #/at'],
    ['2026-03-20', 'letter.wrong_instant #/at'],
  ])('is not recorded as sent at %s', async (when, fault) => {
    const id = await create();
    const letter = await finished(id, 'extension');
    const answer = await ask(handler, 'POST', `${id}/letters/${letter}/recorded-as-sent`, { at: when, way: 'post' });
    expect(await faultsOf(answer)).toEqual([fault]);
  });
});

describe('a letter by mail', () => {
  it('happens when the mail server has taken it, once, and its words stand in personal alone', async () => {
    const id = await create();
    const letter = await finished(id, 'extension');
    const sent = await ask(handler, 'POST', `${id}/letters/${letter}/send`, { way: 'mail' });
    expect((await answerOf(dto.letterHeadDto, sent, 202)).status).toBe('sending');
    expect(await due(id)).toContain('2026-04-01');
    await until(async () => (await read(id, letter)).status === 'sent');
    const arrived = mail.arrived.filter(({ to }) => to === address);
    expect(arrived).toHaveLength(1);
    expect(arrived[0]?.mail.text).toContain(`Dear ${name},`);
    expect(arrived[0]?.mail.headers.has('auto-submitted')).toBe(false);
    expect(await due(id)).toContain('2026-05-06');
    const secrets = [name, address, 'We are still looking into'];
    const { owner } = app.test;
    expect((await search(owner, ['personal'], containing(secrets))).length).toBeGreaterThan(0);
    expect(await search(owner, await tablesBut(owner, 'personal'), containing(secrets))).toEqual([]);
    expect(app.lines.filter((line) => secrets.some((secret) => JSON.stringify(line).includes(secret)))).toEqual([]);
    await app.test.owner.query('', 'delete from personal where complaint_id = $1', [id]);
    expect(await read(id, letter)).toMatchObject({ status: 'sent', erased: true });
  });

  it.each([
    ['does not go any more, and tells who sent it', undefined, 0],
    ['goes where a reason says so, and gives no extension', 'agreed by telephone', 1],
  ])('that the mail server would take a minute late %s; the answer is overdue', async (_, despite, arriving) => {
    const late = `late-${randomUUID()}@example.net`;
    mail.refuse = (to) => (to === late ? 451 : undefined);
    const id = await create({ complainant_email: late });
    const letter = await finished(id, 'extension');
    const before = at;
    try {
      at = Date.parse('2026-04-01T23:59:00+08:00');
      const body = { way: 'mail', ...(despite === undefined ? {} : { despite }) };
      expect((await ask(handler, 'POST', `${id}/letters/${letter}/send`, body)).status).toBe(202);
      await until(async () => (await waitingToBeTried()) === 1);
      expect(await read(id, letter)).toMatchObject({ status: 'sending' });
      expect(mail.arrived.filter(({ to }) => to === late)).toEqual([]);
      at = Date.parse('2026-04-02T00:01:00+08:00');
      mail.refuse = () => undefined;
      await retryNow();
      await until(async () => (await read(id, letter)).status === (arriving === 1 ? 'sent' : 'failed'));
      expect(mail.arrived.filter(({ to }) => to === late)).toHaveLength(arriving);
      const told = (await complaint(id)).events.find(({ type }) => type === 'complainant-told-of-extension');
      expect(told?.at).toBe(arriving === 1 ? '2026-04-02T00:01+08:00' : undefined);
      if (arriving === 0) expect(await read(id, letter)).toMatchObject({ error: 'letter.out_of_date' });
      expect(await due(id)).toBe('overdue 2026-04-01');
    } finally {
      at = before;
    }
  });

  it('that was taken while we could not record it does not go again, and is one letter and one event', async () => {
    const { id, letter, arrived } = await takenUnrecorded();
    expect(arrived()).toHaveLength(1);
    expect(await read(id, letter)).toMatchObject({ status: 'sending' });
    expect((await complaint(id)).events.map(({ type }) => type)).not.toContain('complainant-told-of-extension');
    await recordAgain();
    await retryNow();
    await until(async () => (await read(id, letter)).status === 'sent');
    // It was taken: what remained was to record it.
    expect(arrived()).toHaveLength(1);
    const told = (await complaint(id)).events.filter(({ type }) => type === 'complainant-told-of-extension');
    expect(told).toHaveLength(1);
    const list = await answerOf(dto.lettersDto, await ask(handler, 'GET', `${id}/letters`));
    expect(list.letters.map(({ status }) => status)).toEqual(['sent']);
    expect(await due(id)).toContain('2026-05-06');
  });

  it('that was taken and could not be recorded for good does not go again, and can be recorded as sent', async () => {
    const { id, letter, arrived } = await takenUnrecorded();
    await app.test.owner.query('', `update job.job set retry_count = retry_limit where state = 'retry'`);
    await retryNow();
    await until(async () => (await read(id, letter)).status === 'failed');
    await recordAgain();
    const { sent_at: at, ...failed } = await read(id, letter);
    expect(failed).toMatchObject({ error: 'letter.gone_not_recorded' });
    const again = await ask(handler, 'POST', `${id}/letters/${letter}/send`, { way: 'mail' });
    expect(await faultsOf(again, 409)).toEqual(['letter.gone_not_recorded']);
    expect(await faultsOf(await ask(handler, 'DELETE', `${id}/letters/${letter}`), 409)).toEqual([
      'letter.gone_not_recorded',
    ]);
    const told = await app.test.owner.query('', `select body from message where kind = 'letter-not-recorded'`);
    expect(told).toEqual([{ body: { complaint: id, letter, code: 'letter.gone_not_recorded' } }]);
    const path = `${id}/letters/${letter}/recorded-as-sent`;
    const later = await ask(handler, 'POST', path, { at: '2026-03-20T10:05:00+08:00', way: 'mail' });
    expect(await faultsOf(later, 409)).toEqual(['letter.gone_otherwise #/at']);
    expect((await ask(handler, 'POST', path, { at, way: 'post' })).status).toBe(409);
    const recorded = await ask(handler, 'POST', path, { at, way: 'mail' });
    expect(recorded.status).toBe(200);
    expect(await due(id)).toContain('2026-05-06');
    expect(arrived()).toHaveLength(1);
  });

  it('that was given up and sent anew while the mail server held it is told to whoever sent it, and is one event', async () => {
    const slow = `slow-${randomUUID()}@example.net`;
    const first = Promise.withResolvers<void>();
    let asked = 0;
    mail.hold = (to) => (to === slow && asked++ === 0 ? first.promise : undefined);
    const id = await create({ complainant_email: slow });
    const letter = await finished(id, 'extension');
    const send = () => ask(handler, 'POST', `${id}/letters/${letter}/send`, { way: 'mail' });
    expect((await send()).status).toBe(202);
    await until(() => Promise.resolve(asked === 1));
    // As the queue does with a job whose worker it takes for dead.
    await app.test.owner.query('', `update letter set status = 'failed' where letter_id = $1`, [letter]);
    expect((await send()).status).toBe(202);
    await until(async () => (await read(id, letter)).status === 'sent');
    first.resolve();
    await until(async () => (await toldOf(letter)).length === 1 && (await goingOn()) === 0);
    const arrived = mail.arrived.filter(({ to }) => to === slow);
    expect(new Set(arrived.map(({ mail: { messageId } }) => messageId)).size).toBe(2);
    const told = (await complaint(id)).events.filter(({ type }) => type === 'complainant-told-of-extension');
    expect(told).toHaveLength(1);
    expect(await toldOf(letter)).toEqual([{ kind: 'letter-not-recorded', code: 'letter.gone_not_recorded' }]);
  });

  it('whose text was erased after the mail server took it is recorded all the same', async () => {
    const { id, letter, arrived } = await takenUnrecorded();
    await app.test.owner.query('', 'delete from personal where complaint_id = $1', [id]);
    await recordAgain();
    await retryNow();
    await until(async () => (await read(id, letter)).status === 'sent');
    expect(arrived()).toHaveLength(1);
    expect(await read(id, letter)).toMatchObject({ erased: true });
    expect(await due(id)).toContain('2026-05-06');
  });

  it('that is refused for good records nothing, and tells who sent it', async () => {
    mail.refuse = (to) => (to === 'gone@example.net' ? 550 : undefined);
    const id = await create();
    const letter = await finished(id, 'extension');
    await ask(handler, 'POST', `${id}/letters/${letter}/send`, { way: 'mail', to: 'gone@example.net' });
    await until(async () => (await read(id, letter)).status === 'failed');
    expect((await complaint(id)).events.map(({ type }) => type)).not.toContain('complainant-told-of-extension');
    const told = await app.test.owner.query<{ body: unknown }>(
      '',
      `select body from message where kind = 'letter-not-sent' and account_id = $1 and body->>'letter' = $2`,
      [account, letter],
    );
    expect(told.map(({ body }) => body)).toEqual([{ complaint: id, letter, code: 'sending.mail_refused' }]);
    expect((await ask(handler, 'POST', `${id}/letters/${letter}/send`, { way: 'mail' })).status).toBe(202);
    await until(async () => (await read(id, letter)).status === 'sent');
  });

  it('needs an address', async () => {
    const id = await create({ complainant_email: null });
    const letter = await finished(id, 'extension');
    expect(await faultsOf(await ask(handler, 'POST', `${id}/letters/${letter}/send`, { way: 'mail' }), 409)).toEqual([
      'letter.no_address #/to',
    ]);
  });
});

describe('a final reply', () => {
  it('without a statement goes only with a reason, which is kept', async () => {
    const id = await create();
    const { id: letter } = await draft(id, 'final-reply');
    await ask(handler, 'PUT', `${id}/letters/${letter}`, { subject: 'Answer', text: 'We have decided to pay you.' });
    const gone = { at: '2026-03-20T10:00:00+08:00', way: 'handed-over' };
    const path = `${id}/letters/${letter}/recorded-as-sent`;
    expect(new Set(await faultsOf(await ask(handler, 'POST', path, gone), 409))).toEqual(
      new Set(['letter.lacks_statement']),
    );
    const despite = 'Planted reason: told on the telephone.';
    const head = await answerOf(
      dto.letterHeadDto,
      await ask(handler, 'POST', path, { ...gone, despite, data: { handling_explained: true } }),
    );
    expect(head).toMatchObject({ status: 'recorded', way: 'handed-over' });
    const { events } = await complaint(id);
    const responded = events.find(({ type }) => type === 'responded');
    expect(responded?.data).toMatchObject({
      letter,
      handling_explained: true,
      in_writing: true,
      despite: { withheld: true },
    });
    expect(head.event_ids).toContain(responded?.id);
    expect(events.find(({ type }) => type === 'decided')?.data).not.toHaveProperty('handling_explained');
  });

  describe('that lists what is due and what was granted', () => {
    const granted = { type: 'remedy-granted', at: '2026-03-05', id: 'granted' };
    const facts = {
      jurisdiction: 'cn',
      respondent_kind: null,
      complexity: null,
      purchased_on: '2026-03-02',
      fraud_shown: true,
      price: '300.00 CNY',
      flaw_only_in_label: false,
      consumer_purchase: true,
    };
    const put = async (id: string, ...events: readonly unknown[]) =>
      expect((await ask(handler, 'POST', `${id}/events`, { events })).status).toBe(200);
    const drafted = async () => {
      const id = await create(facts);
      await put(id, { ...granted, data: { granted_remedy: 'refund', granted_amount: '100.00 CNY' } });
      const letter = await finished(id, 'final-reply');
      const send = (more = {}) => ask(handler, 'POST', `${id}/letters/${letter}/send`, { way: 'mail', ...more });
      return { id, letter, send };
    };
    const corrected = { type: 'facts-recorded', at: '2026-03-20T09:00+08:00', data: { price: '400.00 CNY' } };
    const takenBack = {
      type: 'event-retracted',
      at: '2026-03-20T09:00+08:00',
      data: { event: 'granted', reason: 'error' },
    };

    it('goes as long as that is true', async () => {
      const { id, letter, send } = await drafted();
      await put(id, { type: 'acknowledged', at: '2026-03-19' });
      expect((await send()).status).toBe(202);
      await until(async () => (await read(id, letter)).status === 'sent');
    });

    it.each([
      ['an amount', corrected],
      ['what was granted', takenBack],
    ])('goes only with a reason when %s is another by then', async (_, change) => {
      const { id, letter, send } = await drafted();
      await put(id, change);
      expect(await faultsOf(await send(), 409)).toEqual(['letter.out_of_date']);
      expect((await send({ despite: 'agreed with the customer' })).status).toBe(202);
      await until(async () => (await read(id, letter)).status === 'sent');
    });

    it('does not go any more when it is another while it waits for its mail server', async () => {
      mail.refuse = () => 451;
      const { id, letter, send } = await drafted();
      expect((await send()).status).toBe(202);
      await until(async () => (await waitingToBeTried()) === 1);
      await put(id, corrected);
      mail.refuse = () => undefined;
      await retryNow();
      await until(async () => (await read(id, letter)).status === 'failed');
      expect(await read(id, letter)).toMatchObject({ error: 'letter.out_of_date' });
    });
  });

  it('takes no fact that none of its events carries', async () => {
    const id = await create();
    const letter = await finished(id, 'final-reply');
    const body = { at: '2026-03-20T10:00:00+08:00', way: 'post', despite: 'x', data: { price: '1 CNY' } };
    expect(await faultsOf(await ask(handler, 'POST', `${id}/letters/${letter}/recorded-as-sent`, body))).toEqual([
      'letter.fact_not_carried #/data/price',
    ]);
  });
});
