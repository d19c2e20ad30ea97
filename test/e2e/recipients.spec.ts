import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chainOf } from '../../src/store/entries.repository.js';
import { contactChangedDto, contactDto } from '../../src/modules/recipients/contact.dto.js';
import { recipientsDto, roleRecipientsDto } from '../../src/modules/recipients/recipients.dto.js';
import { recipientsSubject, Recipients } from '../../src/modules/recipients/recipients.service.js';
import { answerOf, faultsOf, problemOf } from './support/complaints-app.js';
import { escalationsApp, type EscalationsApp } from './support/escalations-app.js';

let app: EscalationsApp;

beforeAll(async () => {
  app = await escalationsApp([
    { name: 'olga', roles: ['officer'] },
    { name: 'adam', roles: ['administrator'] },
    { name: 'hans', roles: ['handler'], units: ['north'] },
  ]);
});
afterAll(() => app.stop());

const put = (role: string, recipients: readonly object[], headers = {}) =>
  app.as('adam', 'PUT', `/api/recipients/${role}`, { recipients }, headers);
const id = (name: string): string => app.person(name).known.account;

describe('who holds a role of the organisation', () => {
  it('is nobody at first, which is said of every role', async () => {
    const { roles } = await answerOf(recipientsDto, await app.as('olga', 'GET', '/api/recipients'));
    expect(roles.map(({ role, fallback, warnings }) => [role, fallback, ...warnings.map(({ code }) => code)])).toEqual([
      ['team-lead', false, 'nobody-at-all'],
      ['legal', false, 'nobody-at-all'],
      ['head', true, 'nobody-at-all'],
      ['spare', false, 'nobody-at-all'],
    ]);
  });

  it('is set as a whole list, with what stands in the way, and an entry for each change', async () => {
    const before = (await chainOf(app.test.owner, recipientsSubject)).length;
    const list = [{ account: id('olga') }, { unit: 'north', account: id('hans') }, { account: id('adam') }];
    const set = await answerOf(roleRecipientsDto, await put('team-lead', list));
    expect(set.recipients.map(({ unit, account_name: name, warning }) => [unit, name, warning?.code])).toEqual([
      [null, 'adam', 'cannot-read'],
      [null, 'olga', undefined],
      ['north', 'hans', undefined],
    ]);
    expect(set.warnings).toEqual([]);
    await answerOf(roleRecipientsDto, await put('team-lead', [list[1] ?? {}, list[0] ?? {}]));
    // The same again changes nothing.
    await answerOf(roleRecipientsDto, await put('team-lead', [list[0] ?? {}, list[1] ?? {}]));
    const entries = (await chainOf(app.test.owner, recipientsSubject)).slice(before);
    expect(
      entries.map(({ type, actor, body }) => [type, actor, (body as { recipients: unknown[] }).recipients.length]),
    ).toEqual([
      ['role-held-by', `account:${id('adam')}`, 3],
      ['role-held-by', `account:${id('adam')}`, 2],
    ]);
  });

  it('is refused with all faults at once, and nothing is changed', async () => {
    const before = await (await app.as('olga', 'GET', '/api/recipients')).text();
    const wrong = [
      {},
      { account: id('olga'), destination: 'crm' },
      { account: '0198f0a1-0000-7000-8000-000000000000' },
      { destination: 'crm' },
      { account: id('olga') },
      { account: id('olga') },
    ];
    expect(await faultsOf(await put('legal', wrong))).toEqual([
      'recipient.neither #/recipients/0',
      'recipient.neither #/recipients/1',
      'recipient.unknown_account #/recipients/2/account',
      'recipient.unknown_destination #/recipients/3/destination',
      'recipient.twice #/recipients/5',
    ]);
    expect(await (await app.as('olga', 'GET', '/api/recipients')).text()).toBe(before);
  });

  it('is refused for a role that the set in force does not have', async () => {
    const problem = await problemOf(await put('team-laed', [{ account: id('olga') }]), 404);
    expect([problem.code, problem.detail]).toEqual(['recipient.unknown_role', expect.stringContaining('team-lead?')]);
  });

  it('is refused for a disabled account', async () => {
    await app.test.owner.query(
      '',
      `insert into account (account_id, kind, name, created_at, disabled_at)
      values ('0198f0a1-0000-7000-8000-00000000d15a', 'person', 'gone', now(), now())`,
    );
    expect(await faultsOf(await put('legal', [{ account: '0198f0a1-0000-7000-8000-00000000d15a' }]))).toEqual([
      'recipient.account_disabled #/recipients/0/account',
    ]);
  });

  it('is set by the administrator alone', async () => {
    expect(await (await app.as('olga', 'PUT', '/api/recipients/legal', { recipients: [] })).json()).toMatchObject({
      status: 403,
      code: 'authority.role',
    });
  });

  it('is given to the accounts of a first look only where nobody holds anything', async () => {
    const before = await app.app.get(Recipients, { strict: false }).list();
    await app.app.get(Recipients, { strict: false }).giveToDemo({ kind: 'system', id: 'up' });
    expect(await app.app.get(Recipients, { strict: false }).list()).toEqual(before);
  });
});

describe('how somebody is told', () => {
  it('is the usual way until they say otherwise, and their entry holds no address', async () => {
    const usual = { address: null, language: 'en', ways: [], quiet: null };
    expect(await answerOf(contactDto, await app.as('hans', 'GET', '/api/me/contact'))).toEqual(usual);
    const wanted = {
      address: 'hans@example.org',
      language: 'zh',
      ways: ['mail'],
      quiet: { from: '22:00', until: '07:00' },
    };
    expect(await answerOf(contactChangedDto, await app.as('hans', 'PUT', '/api/me/contact', wanted))).toEqual({
      changed: true,
    });
    expect(await answerOf(contactChangedDto, await app.as('hans', 'PUT', '/api/me/contact', wanted))).toEqual({
      changed: false,
    });
    expect(await answerOf(contactDto, await app.as('hans', 'GET', '/api/me/contact'))).toEqual(wanted);
    const entries = await chainOf(app.test.owner, { kind: 'account', id: id('hans') });
    expect(entries.map(({ type }) => type)).toEqual(['contact-set']);
    expect(JSON.stringify(entries)).not.toContain('hans@example.org');
  });

  it.each([
    { what: 'mail without an address', body: { ways: ['mail'] }, faults: ['contact.no_address #/address'] },
    { what: 'what is no address', body: { address: 'a b@c' }, faults: [expect.stringContaining('#/address')] },
    {
      what: 'an address with a line end',
      body: { address: 'a@b.example\r\nBcc: x@y.example' },
      faults: [expect.stringContaining('#/address')],
    },
    {
      what: 'what is no time',
      body: { quiet: { from: '24:00', until: '7:00' } },
      faults: [expect.stringContaining('#/quiet/from'), expect.stringContaining('#/quiet/until')],
    },
    {
      what: 'quiet hours without a length',
      body: { quiet: { from: '07:00', until: '07:00' } },
      faults: ['contact.no_quiet #/quiet'],
    },
  ])('refuses $what', async ({ body, faults }) => {
    expect(await faultsOf(await app.as('hans', 'PUT', '/api/me/contact', body))).toEqual(faults);
  });

  it('is set for others by the administrator, and read by nobody but those who see accounts', async () => {
    const path = `/api/accounts/${id('olga')}/contact`;
    await answerOf(contactChangedDto, await app.as('adam', 'PUT', path, { language: 'zh' }));
    expect(await answerOf(contactDto, await app.as('adam', 'GET', path))).toMatchObject({ language: 'zh' });
    expect((await app.as('olga', 'GET', `/api/accounts/${id('hans')}/contact`)).status).toBe(403);
    expect((await app.as('olga', 'PUT', path, {})).status).toBe(403);
  });
});
