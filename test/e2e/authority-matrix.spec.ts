import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { AppModule } from '../../src/app.module.js';
import { ruleOf, verbs, type Verb } from '../../src/authority/authority.js';
import { scopes } from '../../src/authority/scopes.js';
import { roles, type Role } from '../../src/authority/roles.js';
import type { Allowed } from '../../src/http/allow.js';
import { routesOf } from '../../src/http/routes.js';
import { PoliciesService, soundSet } from '../../src/modules/policies/policies.service.js';
import { testDatabase, type TestDatabase } from '../db/support/test-database.js';
import { ownPolicies } from '../support/own-policies.js';
import { asking, knowsAnybody, type Somebody } from './support/anybody.js';
import { send, type RawAnswer } from './support/raw.js';
import { ownDataFolder, type DataFolder } from './support/data-folder.js';
import { startShell, type Shell } from './support/shell.js';

/** An operation of the description, as far as asking it needs. */
interface Operation {
  readonly 'x-redress-allow'?: Allowed;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> };
}

interface Parameter {
  readonly name?: string;
  readonly in?: string;
  readonly required?: boolean;
  readonly schema?: { readonly type?: string; readonly format?: string; readonly enum?: readonly unknown[] };
}

interface Asked {
  readonly method: string;
  /** `/api/complaints/{id}`. */
  readonly path: string;
  readonly operation: Operation;
}

type Unit = 'own' | 'other';

const nowhere = '0198f0a1-0000-7000-8000-000000000000';
const received = { type: 'received', at: '2024-03-04', id: 'in' };
const purpose = { code: 'audit' };

/** What is sent where an empty object would not do. */
const bodies: Readonly<Record<string, (unit: Unit) => unknown>> = {
  'POST /api/complaints': (unit) => ({ observes: 'everything', unit, events: [received] }),
  'POST /api/complaints/{id}/events': () => ({ events: [{ type: 'told', at: '2024-03-07', id: 'out' }] }),
  'POST /api/complaints/{id}/openings': () => ({ purpose, facts: ['complainant_name'] }),
  'POST /api/complaints/{id}/judgement/exports': () => ({ purpose }),
  'POST /api/judgements': () => ({ observes: 'everything', events: [received] }),
};

let test: TestDatabase;
let shell: Shell;
let data: DataFolder;
let operations: readonly Asked[];
let complaints: Readonly<Record<Unit, string>>;

beforeAll(async () => {
  data = await ownDataFolder();
  test = await testDatabase({ poolSize: 16 });
  const store = { database: test.database, close: () => Promise.resolve() };
  shell = await startShell({ store, module: AppModule.over(test.database), authenticate: () => knowsAnybody });
  const sound = soundSet(ownPolicies());
  if (!('set' in sound)) throw new Error('the policies have faults');
  await shell.app.get(PoliciesService, { strict: false }).take(sound, { kind: 'system', id: 'test' });
  const document = (await (await fetch(`${shell.url}/api/openapi.json`)).json()) as OpenAPIObject;
  operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation: operation as Operation, // of our own description
    })),
  );
  complaints = { own: await create('own'), other: await create('other') };
});
afterAll(async () => {
  await shell.close();
  await test.close();
  await data.remove();
});

async function create(unit: Unit): Promise<string> {
  const facts = { complainant_name: '张三丰' };
  const body = { reference: unit, unit, observes: 'everything', facts, events: [received] };
  const answer = await shell.ask('POST', '/api/complaints', body, asking({ roles: ['officer'] }));
  return ((await answer.json()) as { readonly id: string }).id;
}

/** Nobody; each role alone and none, signed in with and without the password just shown, and by a token with each scope and none. */
const everybody: readonly (Somebody | undefined)[] = [
  undefined,
  ...[...roles.map((role) => [role]), []].flatMap((held: readonly Role[]): readonly Somebody[] => {
    const person = { roles: held, units: ['own'] };
    return [
      person,
      { ...person, isConfirmed: true },
      { ...person, scopes: [] },
      ...scopes.map((scope) => ({ ...person, scopes: [scope] })),
    ];
  }),
];

/** Whether it matters to this route of which unit a complaint is. */
function isOfUnits({ method, path }: Asked): boolean {
  // Letters are asked for with one that there is: test/e2e/letters.spec.ts.
  return (
    path.startsWith('/api/complaints') && !path.includes('/letters') && `${method} ${path}` !== 'GET /api/complaints'
  );
}

function isVerb(allowed: Allowed | undefined): allowed is Verb {
  return verbs.some((verb) => verb === allowed);
}

/** What the table says, read here a second time: a status with its code, or `open`. */
function expected({ path, operation }: Asked, who: Somebody | undefined, unit: Unit): string {
  const allowed = operation['x-redress-allow'];
  if (allowed === 'anyone') return 'open';
  if (who === undefined) return '401 http.no_identity';
  if (allowed === 'in-person' && who.scopes !== undefined) return '403 authority.person';
  if (!isVerb(allowed)) return 'open';
  const rule = ruleOf(allowed);
  if (!rule.roles.some((role) => who.roles.includes(role))) return '403 authority.role';
  if (who.scopes !== undefined && rule.scope === undefined) return '403 authority.person';
  if (who.scopes !== undefined && !who.scopes.some((scope) => scope === rule.scope)) return '403 authority.scope';
  if (rule.stepUp === true && who.isConfirmed !== true) return '403 authority.step_up';
  const isOthers = rule.byUnit === true && unit === 'other' && who.roles.every((role) => role === 'handler');
  if (!isOthers) return 'open';
  return path === '/api/complaints' ? '403 authority.unit' : '404 complaint.unknown';
}

const doors = /^(?:authority\.|http\.(?:no_identity|wrong_token|session_over|code_missing|wrong_csrf|closed)$)/;

/** What was answered, in the words of `expected`. A route that anyone may use, or all who signed in, may have reasons of its own. */
async function answered(asked: Asked, who: Somebody | undefined, unit: Unit): Promise<string> {
  const allowed = asked.operation['x-redress-allow'];
  const { status, headers, text } = await request(asked, who, unit);
  const isProblem = headers['content-type'] === 'application/problem+json';
  const code = isProblem ? (JSON.parse(text) as { readonly code: string }).code : '';
  const told = `${status} ${code}`.trimEnd();
  if (status >= 500) return told;
  if (allowed === 'anyone') return 'open';
  // A request of a complaint is a whole one: whoever may make it has it carried out.
  if (isOfUnits(asked) && status >= 300) return told;
  // What is one's own may take a scope of the token too.
  if (allowed === 'signed-in' && code === 'authority.scope') return 'open';
  if (doors.test(code)) return told;
  return isVerb(allowed) && (status === 401 || status === 403) ? told : 'open';
}

/** On a connection of its own: one that is kept may end just when it is used again. */
function request(asked: Asked, who: Somebody | undefined, unit: Unit): Promise<RawAnswer> {
  const { method, path, operation } = asked;
  const hasBody = method !== 'GET' && method !== 'DELETE';
  const upload = Object.keys(operation.requestBody?.content ?? {}).find((type) => type !== 'application/json');
  const body = upload === undefined ? JSON.stringify(bodies[`${method} ${path}`]?.(unit) ?? {}) : 'a\n1\n';
  return send(shell.url + addressOf(asked, unit), {
    method,
    headers: {
      ...(hasBody ? { 'content-type': upload ?? 'application/json' } : {}),
      ...(who === undefined ? {} : asking(who)),
    },
    ...(hasBody ? { body } : {}),
  });
}

function addressOf(asked: Asked, unit: Unit): string {
  const { path, operation } = asked;
  const parameters = operation.parameters ?? [];
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    name === 'id' && path.startsWith('/api/complaints/') ? complaints[unit] : valueOf(parameters, 'path', name),
  );
  const query = parameters
    .filter((parameter) => parameter.in === 'query' && parameter.required === true)
    .map(({ name = '' }) => `${name}=${valueOf(parameters, 'query', name)}`);
  return query.length === 0 ? filled : `${filled}?${query.join('&')}`;
}

/** Of the form that the description asks for. */
function valueOf(parameters: readonly Parameter[], place: string, name: string): string {
  const { schema } = parameters.find((parameter) => parameter.name === name && parameter.in === place) ?? {};
  if (schema?.enum !== undefined) return String(schema.enum[0]);
  if (schema?.type === 'integer' || schema?.type === 'number') return '1';
  return schema?.format === 'uuid' ? nowhere : 'x';
}

/** Who asks a route: of those that ask for no role, a few. */
function askersOf({ operation }: Asked): readonly (Somebody | undefined)[] {
  if (isVerb(operation['x-redress-allow'])) return everybody;
  return everybody.filter((who) => who?.scopes === undefined || who.scopes.length === 0);
}

/** Every route as everybody; where it matters of both units. */
function everything(): readonly (readonly [Asked, Somebody | undefined, Unit])[] {
  return operations.flatMap((asked) =>
    askersOf(asked).flatMap((who) =>
      (isOfUnits(asked) ? (['own', 'other'] as const) : (['own'] as const)).map((unit) => [asked, who, unit] as const),
    ),
  );
}

describe('every route, as every role, of the own and of another unit, signed out, and by a token of every scope', () => {
  it('answers exactly what the authority table says', async () => {
    const cases = [...everything()];
    expect(operations.length).toBeGreaterThan(40);
    expect(cases.length).toBeGreaterThan(4_000);
    const wrong: string[] = [];
    const worker = async (): Promise<void> => {
      for (let next = cases.pop(); next !== undefined; next = cases.pop()) {
        const [asked, who, unit] = next;
        const [found, wanted] = [await answered(asked, who, unit), expected(asked, who, unit)];
        if (found !== wanted)
          wrong.push(`${asked.method} ${asked.path} (${unit}) as ${JSON.stringify(who)}: ${found}, not ${wanted}`);
      }
    };
    await Promise.all(Array.from({ length: 12 }, worker));
    expect(wrong).toEqual([]);
  }, 240_000);

  it('each is in the description with the verb that it declares; what is not described is for anyone', () => {
    for (const { method, path, allowed } of routesOf(shell.app)) {
      const described = operations.find(
        (each) => each.method === method && each.path === path.replaceAll(/:(\w+)/g, '{$1}'),
      );
      expect([method, path, described === undefined ? 'anyone' : described.operation['x-redress-allow']]).toEqual([
        method,
        path,
        allowed,
      ]);
    }
  });

  it('a verb whose table differs would be noticed', async () => {
    const asked = operations.find(({ path, method }) => path === '/api/complaints/{id}' && method === 'GET');
    if (asked === undefined) throw new Error('reading a complaint is not described');
    const other = { ...asked, operation: { ...asked.operation, 'x-redress-allow': 'import.run' as const } };
    const who: Somebody = { roles: ['handler'], units: ['own'] };
    expect(expected(other, who, 'own')).not.toBe(await answered(other, who, 'own'));
    expect(expected(asked, who, 'other')).toBe('404 complaint.unknown');
    expect(await answered(asked, who, 'other')).toBe('404 complaint.unknown');
  });
});
