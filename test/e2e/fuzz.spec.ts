import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import fc from 'fast-check';
import { AppModule } from '../../src/app.module.js';
import { scopes } from '../../src/authority/scopes.js';
import { roles, type Role } from '../../src/authority/roles.js';
import { AccountsService } from '../../src/modules/identity/accounts.service.js';
import { Authentication } from '../../src/modules/identity/authentication.service.js';
import { PoliciesService, soundSet } from '../../src/modules/policies/policies.service.js';
import { testDatabase, type TestDatabase } from '../db/support/test-database.js';
import { runs, seed } from '../engine/runs.js';
import { ownPolicies } from '../support/own-policies.js';
import { undocumented } from './support/answers.js';
import { asking, knowsAnybody, type Somebody } from './support/anybody.js';
import { ownDataFolder, type DataFolder } from './support/data-folder.js';
import { randomRequests, type RandomRequest } from './support/random-requests.js';
import { send, type RawAnswer } from './support/raw.js';
import { startShell, type Shell } from './support/shell.js';

/** Stands for everything personal: in names, texts, addresses and headers. */
const marker = 'Zhang13800138000张三丰';
const atOnce = 8;

let test: TestDatabase;
let shell: Shell;
let document: OpenAPIObject;
let data: DataFolder;
const accounts = new Map<Role, string>();
const complaints: string[] = [];

beforeAll(async () => {
  data = await ownDataFolder();
  test = await testDatabase({ poolSize: 12 });
  shell = await startShell({
    store: { database: test.database, close: () => Promise.resolve() },
    module: AppModule.over(test.database),
    // Whoever says who they are as the test does is believed; everybody else is looked at as always.
    authenticate: (app) => {
      const real = app.get(Authentication, { strict: false }).authenticate;
      return (presented) =>
        presented.authorization?.startsWith('Bearer ey') === true ? knowsAnybody(presented) : real(presented);
    },
  });
  const sound = soundSet(ownPolicies());
  if (!('set' in sound)) throw new Error('the policies have faults');
  await shell.app.get(PoliciesService, { strict: false }).take(sound, { kind: 'system', id: 'test' });
  const service = shell.app.get(AccountsService, { strict: false });
  for (const role of roles) {
    const made = await service.make(
      { name: `a-${role}`, kind: 'person', roles: [role], units: role === 'handler' ? ['own'] : [] },
      { by: { kind: 'system', id: 'test' } },
    );
    accounts.set(role, made.body.id);
  }
  document = (await (await fetch(`${shell.url}/api/openapi.json`)).json()) as OpenAPIObject;
  for (const unit of ['own', 'other']) complaints.push(await create(unit));
});
afterAll(async () => {
  await shell.close();
  await test.close();
  await data.remove();
});

async function create(unit: string): Promise<string> {
  const events = [{ type: 'received', at: '2024-03-04', id: 'in' }];
  const body = { reference: unit, unit, observes: 'everything', facts: { complainant_name: marker }, events };
  const answer = await shell.ask('POST', '/api/complaints', body, as(person('officer')));
  return ((await answer.json()) as { readonly id: string }).id;
}

const person = (role: Role): Somebody => ({
  roles: [role],
  units: ['own'],
  isConfirmed: true,
  ...(accounts.has(role) ? { account: accounts.get(role) ?? '' } : {}),
});

const as = (who: Somebody): Record<string, string> => ({ ...asking(who) });

/** Each role, every role at once, tokens, somebody without a role, and nobody. */
function someHeaders(): fc.Arbitrary<Record<string, string>> {
  const everything: Somebody = { ...person('administrator'), roles };
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...roles).map((role) => as(person(role))) },
    { weight: 6, arbitrary: fc.constant(as(everything)) },
    { weight: 1, arbitrary: fc.constant(as({ ...everything, scopes })) },
    { weight: 1, arbitrary: fc.constant(as({ ...everything, roles: [] })) },
    { weight: 2, arbitrary: fc.constant({}) },
  );
}

interface Case {
  readonly request: RandomRequest;
  readonly who: Record<string, string>;
}

function ask({ request, who }: Case): Promise<RawAnswer> {
  const { method, url, headers, body } = request;
  // Said here: Node.js does not say it by itself for methods that have no body as a rule.
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
  return send(shell.url + url, {
    method,
    headers: { ...who, ...headers, ...length },
    ...(body === undefined ? {} : { body }),
  });
}

/** Statuses that an address can answer with to a method that the description does not have for it. */
const otherMethods = new Set([200, 204, 304, 400, 401, 403, 404, 405, 414, 421, 429]);

async function faultsOf(one: Case): Promise<readonly string[]> {
  const { request } = one;
  const startedAt = performance.now();
  const answer = await ask(one).catch((error: Error): RawAnswer => ({ status: 0, headers: {}, text: error.message }));
  const told = (fault: string): string =>
    `${request.method} ${request.url.slice(0, 300)} ${JSON.stringify(request.headers).slice(0, 300)} ${String(request.body ?? '').slice(0, 500)} → ${answer.status} after ${Math.round(performance.now() - startedAt)} ms ${answer.text.slice(0, 300)}: ${fault}`;
  if (answer.status === 0 || answer.status >= 500) return [told('a failure')];
  const isDescribed = request.method.toLowerCase() in (document.paths[request.pattern] ?? {});
  if (!isDescribed) return otherMethods.has(answer.status) ? [] : [told('not foreseen')];
  const isEmpty = [204, 205, 304].includes(answer.status) || request.method === 'HEAD';
  const type = answer.headers['content-type'];
  const response = new Response(isEmpty ? null : answer.text, {
    status: answer.status,
    ...(type === undefined ? {} : { headers: { 'content-type': type } }),
  });
  return (await undocumented(document, request.method, request.pattern, response)).map(told);
}

const received = { type: 'received', at: '2024-03-04', id: 'in' };
const facts = { complainant_name: marker, urgency: 'urgent' };

/** Bodies that are taken, so that what lies behind the checks is reached too. */
const taken: Readonly<Record<string, readonly unknown[]>> = {
  'POST /api/complaints': [
    { observes: 'everything', unit: 'own', events: [received] },
    {
      observes: ['received', 'told'],
      unit: 'own',
      facts,
      events: [received, { type: 'told', at: '2024-03-07T10:00Z' }],
    },
  ],
  'POST /api/complaints/{id}/events': [
    { events: [{ type: 'told', at: '2024-03-07', id: 'out' }] },
    { events: [{ type: 'facts-recorded', at: '2024-03-08', data: facts }], observes: ['told'] },
    { events: [{ type: 'event-retracted', at: '2024-03-09', data: { event: 'in', reason: marker } }] },
  ],
  'POST /api/complaints/{id}/openings': [{ purpose: { code: 'audit', text: marker }, facts: ['complainant_name'] }],
  'POST /api/complaints/{id}/judgement/exports': [{ purpose: { code: 'audit' } }],
  'POST /api/judgements': [{ observes: 'everything', facts, events: [received] }],
  'POST /api/checks': [{ population: { unit: 'own' } }, { population: {}, at: '2024-06-01' }],
  'POST /api/accounts': [
    { name: 'wang', roles: ['handler'], units: ['own'] },
    { name: 'program', kind: 'service' },
  ],
  'POST /api/account/tokens': [{ name: 'export', scopes: ['complaints:read'] }],
  'POST /api/session': [{ name: 'a-officer', password: marker }],
};

describe('requests of every kind', () => {
  it('are answered as described, without a failure, and nothing personal is logged', async () => {
    const words = {
      ids: [...complaints, ...accounts.values(), '0198f0a1-0000-7000-8000-000000000000'],
      words:
        'received told closed event-retracted facts-recorded hold-placed urgency urgent complainant_name own other in out everything api cn.example answer audit officer handler administrator complaints:read en zh none 1 a-officer vocabulary.yaml'.split(
          ' ',
        ),
      taken,
      marker,
    };
    const cases = fc.sample(fc.record({ request: randomRequests(document, words), who: someHeaders() }), {
      numRuns: runs(1_000),
      seed,
    });
    process.stdout.write(`fuzzing with ${cases.length} requests, REDRESS_SEED=${seed}\n`);
    const faults: string[] = [];
    const statuses = new Map<number, number>();
    const waiting = cases.values();
    const worker = async (): Promise<void> => {
      for (const one of waiting) faults.push(...(await faultsOf(one)));
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    for (const { status } of shell.lines)
      if (typeof status === 'number') statuses.set(status, (statuses.get(status) ?? 0) + 1);
    expect(faults.slice(0, 10)).toEqual([]);
    // Not everything may be refused at the door.
    expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 201, 400, 401, 403, 404, 405, 415, 421]));
    const log = JSON.stringify(shell.lines);
    for (const secret of [marker, '13800138000', '张三丰']) expect(log).not.toContain(secret);
    expect(shell.lines.filter(({ level }) => level === 'error')).toEqual([]);
    expect({}).not.toHaveProperty('polluted');
  }, 1_800_000);

  it('that reach every route are made, with the right method and a body that is taken now and then', () => {
    const all = fc.sample(randomRequests(document, { ids: ['x'], words: ['x'], marker }), { numRuns: 2_000, seed });
    const described = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const reached = new Set(
      all.filter(({ method, described: own }) => method === own).map(({ method, pattern }) => `${method} ${pattern}`),
    );
    expect(described.filter((one) => !reached.has(one))).toEqual([]);
  });
});
