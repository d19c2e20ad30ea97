import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import { checkDestinations } from '../../src/cli/doctor.destinations.js';
import { RedressError, describe as described } from '../../src/errors.js';
import { DestinationsModule } from '../../src/modules/destinations/destinations.module.js';
import { oidcProviders, type Destinations } from '../../src/outgoing/destination.js';
import { serve } from '../../src/serve.js';
import { probeApp } from '../e2e/support/probe.module.js';
import { noDatabase, startShell } from '../e2e/support/shell.js';
import { destinationNamed, loadDestinations } from '../../src/outgoing/destinations.reader.js';

/** Stands for every secret: it must never come back in a message. */
const marked = 'hunter2-geheim-秘密';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-destinations-'));
  await writeFile(join(folder, 'secret'), `${marked}\n`);
  await writeFile(join(folder, 'url'), `https://hooks.example.org/${marked}\n`);
  await writeFile(join(folder, 'empty'), '\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function load(text: string): Promise<Destinations> {
  const file = join(folder, 'destinations.yaml');
  await writeFile(file, text.replaceAll('FOLDER', folder));
  return loadDestinations({ file, mustBe: true });
}

async function refusal(text: string): Promise<RedressError> {
  const error: unknown = await load(text).catch((caught: unknown) => caught);
  if (!(error instanceof RedressError)) throw new Error('not refused');
  return error;
}

const all = `destinations:
  legal-mail:
    kind: smtp
    host: mail.example.org
    from: redress@example.org
    user: redress
    password: { file: FOLDER/secret }
  crm:
    kind: webhook
    url: https://crm.example.org/in
    secret: { file: FOLDER/secret }
  chat:
    kind: webhook
    url: { file: FOLDER/url }
  group:
    kind: robot
    flavour: wecom
    url: https://qyapi.example.org/cgi-bin/webhook/send?key=k
  store:
    kind: s3
    url: http://10.1.2.3:9000
    region: eu-west-1
    bucket: evidence
    access-key: { file: FOLDER/secret }
    secret-key: { file: FOLDER/secret }
    allow-private: true
  stamp:
    kind: tsa
    url: http://time.example.org/tsr
  company:
    kind: oidc
    issuer: https://login.example.org/realm
    client-id: redress
    client-secret: { file: FOLDER/secret }
    roles: { claim: groups, map: { compliance: officer, 法务: legal } }
    units: { claim: stores }
    label: { en: Company account, zh: 公司账号 }
    allow-private: [login.example.org, Tokens.Example.Org]
`;

describe('a file of destinations', () => {
  it('is read with its six kinds', async () => {
    const found = await load(all);
    expect([...found.values()].map(({ name, kind, host, port }) => `${name} ${kind} ${host}:${port}`)).toEqual([
      'legal-mail smtp mail.example.org:587',
      'crm webhook crm.example.org:443',
      'chat webhook hooks.example.org:443',
      'group robot qyapi.example.org:443',
      'store s3 10.1.2.3:9000',
      'stamp tsa time.example.org:80',
      'company oidc login.example.org:443',
    ]);
    expect(found.get('store')?.privateHosts).toEqual(['10.1.2.3']);
    expect(found.get('company')?.privateHosts).toEqual(['login.example.org', 'tokens.example.org']);
  });

  it('gives the providers of sign-in', async () => {
    const [company, ...others] = oidcProviders(await load(all));
    expect(others).toEqual([]);
    expect(company).toMatchObject({
      clientId: 'redress',
      scopes: ['openid', 'profile'],
      roles: { claim: 'groups', map: { compliance: 'officer', 法务: 'legal' } },
      units: { claim: 'stores' },
      createAccounts: 'with-role',
      administratorFromClaims: false,
    });
    expect(await company?.clientSecret?.read()).toBe(marked);
  });

  it('gives secrets where they are used alone: not in its text, and as they stand in their file then', async () => {
    const found = await load(all);
    const webhook = destinationNamed(found, 'crm');
    if (webhook.kind !== 'webhook') throw new Error('no webhook');
    expect(JSON.stringify([...found.values()].filter(({ name }) => name !== 'chat'))).not.toContain(marked);
    expect(await webhook.secret?.read()).toBe(marked);
    await writeFile(join(folder, 'secret'), 'renewed\n');
    expect(await webhook.secret?.read()).toBe('renewed');
    await writeFile(join(folder, 'secret'), '');
    await expect(webhook.secret?.read()).rejects.toThrow('destinations.secret_gone');
    await writeFile(join(folder, 'secret'), `${marked}\n`);
  });

  it('that is not there is no fault unless it was named', async () => {
    const file = join(folder, 'nothing.yaml');
    expect(await loadDestinations({ file, mustBe: false })).toEqual(new Map());
    await expect(loadDestinations({ file, mustBe: true })).rejects.toThrow('destinations.cannot_read');
  });

  it('is refused with every fault at once, each at its place', async () => {
    const { faults } = await refusal(`destinations:
  Mail!:
    kind: smtp
    host: https://mail.example.org
    from: redress@example.org
    port: 70000
  crm:
    kind: webhook
    url: http://crm.example.org/in
    secert: { file: FOLDER/secret }
  fax: { kind: fax }
  store:
    kind: s3
    url: https://s3.example.org
    region: eu
    bucket: evidence
    access-key: { env: REDRESS_TEST_NO_SUCH_VARIABLE }
  company:
    kind: oidc
    issuer: https://login.example.org
    client-id: redress
    client-secret: { file: FOLDER/nothing }
    roles: { claim: groups, map: { a: boss, b: administrator } }
`);
    expect(faults.map(({ code, place }) => `${place?.line} ${code}`)).toEqual([
      '2 destinations.wrong_name',
      '4 destinations.wrong_host',
      '6 yaml.wrong_value',
      '9 destinations.wrong_url',
      '10 yaml.unknown_key',
      '11 destinations.unknown_kind',
      '13 destinations.not_a_reference',
      '17 destinations.no_secret',
      '22 destinations.no_secret',
      '23 destinations.unknown_role',
      '23 destinations.administrator_from_claims',
    ]);
  });

  it.each([
    `password: ${marked}`,
    `password: { value: ${marked} }`,
    `password: { env: ${marked} }`,
    `password: [${marked}]`,
    `password: { file: FOLDER/secret, text: ${marked} }`,
    `password: { file: FOLDER/empty }\n    user: { ${marked}: 1 }`,
    `password: "${marked}`,
    `user: { name: ${marked} }`,
    `port: ${marked}`,
    `host: ${marked}@mail.example.org`,
    `from: ${marked}`,
    `security: ${marked}`,
    `allow-private: { a: ${marked} }`,
  ])('never shows a secret that stands in the wrong place: %s', async (line) => {
    const { faults } = await refusal(
      `destinations:\n  mail:\n    kind: smtp\n    host: mail.example.org\n    from: a@example.org\n    ${line}\n`,
    );
    expect(faults.length).toBeGreaterThan(0);
    const words = faults.flatMap((fault) => [described(fault, 'en'), described(fault, 'zh'), JSON.stringify(fault)]);
    expect(words.join('\n')).not.toContain(marked);
  });

  it.each([
    `https://user:${marked}@crm.example.org/`,
    `ftp://crm.example.org/${marked}`,
    `https://crm.example.org/#${marked}`,
    `${marked}`,
  ])('refuses the address %s without showing it', async (url) => {
    const { faults } = await refusal(`destinations:\n  crm: { kind: webhook, url: "${url}" }\n`);
    expect(faults.map(({ code }) => code)).toEqual(['destinations.wrong_url']);
    expect(JSON.stringify(faults)).not.toContain(marked);
  });

  it.each(['127.1', '0x7f.1', '2130706433', '017700000001', 'mail..example.org', 'a b', 'mail.example.org:25', ''])(
    'takes "%s" for no host',
    async (host) => {
      const { faults } = await refusal(`destinations:\n  mail: { kind: smtp, host: "${host}", from: a@example.org }\n`);
      expect(faults.map(({ code }) => code)).toEqual([host === '' ? 'yaml.wrong_value' : 'destinations.wrong_host']);
    },
  );

  it('does not know a name that it does not have', async () => {
    const found = await load(all);
    expect(() => destinationNamed(found, 'fax')).toThrow('legal-mail, crm');
  });
});

describe('the destinations of a server', () => {
  @Module({ imports: [probeApp(noDatabase()), DestinationsModule] })
  class Root {}

  /** Runs with a file of these destinations named in the environment. */
  async function named<T>(text: string, work: () => Promise<T>): Promise<T> {
    const file = join(folder, 'named.yaml');
    await writeFile(file, text.replaceAll('FOLDER', folder));
    process.env['REDRESS_DESTINATIONS'] = file;
    try {
      return await work();
    } finally {
      delete process.env['REDRESS_DESTINATIONS'];
    }
  }

  it('are shown over HTTP with names, kinds and hosts, and with no secret, address or client', async () => {
    await named(all, async () => {
      const shell = await startShell({ module: Root });
      try {
        const answer = await shell.ask('GET', '/api/destinations');
        const text = await answer.text();
        expect(answer.status).toBe(200);
        const { destinations } = JSON.parse(text) as { destinations: readonly Record<string, unknown>[] };
        expect(destinations).toHaveLength(7);
        expect(destinations[4]).toEqual({
          name: 'store',
          kind: 's3',
          host: '10.1.2.3',
          port: 9000,
          private_hosts: ['10.1.2.3'],
        });
        for (const hidden of [marked, folder, '/realm', 'redress@']) expect(text).not.toContain(hidden);
      } finally {
        await shell.close();
      }
    });
  });

  it('are a line of the doctor, faults and all', async () => {
    expect(await named(all, checkDestinations)).toEqual([
      expect.objectContaining({
        mark: '✓',
        text: expect.objectContaining({ en: expect.stringContaining('crm (webhook, crm.example.org), chat') }),
      }),
    ]);
    const faulty = 'destinations:\n  a: { kind: fax }\n  b: { kind: webhook, url: "x" }\n';
    const [finding] = await named(faulty, checkDestinations);
    expect([finding?.mark, finding?.remedy?.en]).toEqual(['✗', expect.stringMatching(/fax|"a".*and 1 more/)]);
    expect(JSON.stringify(await named(all, checkDestinations))).not.toContain(marked);
  });

  it('that are faulty keep it from starting, before it opens anything', async () => {
    const faulty = 'destinations:\n  a: { kind: fax }\n  b: { kind: webhook, url: "x" }\n';
    const error: unknown = await named(faulty, () => serve(() => {})).catch((caught: unknown) => caught);
    expect(error instanceof RedressError && error.faults.map(({ code }) => code)).toEqual([
      'destinations.unknown_kind',
      'destinations.wrong_url',
    ]);
  });
});
