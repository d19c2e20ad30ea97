import { readdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkDatabase } from '../../src/cli/doctor.database.js';
import { portFinding } from '../../src/cli/database-findings.js';
import { findingLine, type Finding } from '../../src/cli/doctor.js';
import { readConfig } from '../../src/config.js';
import { openDatabase } from '../../src/store/open.database.js';
import { portObstacle } from '../../src/store/embedded/free.port.js';
import { scratchFolder, testBin } from './support/server.js';
import { emptyDatabase, testDatabase, type TestDatabase } from './support/test-database.js';

const nothing = { ...readConfig(), databaseUrl: undefined, databaseOwnerUrl: undefined };
const marks = (findings: readonly Finding[]): string => findings.map(({ mark }) => mark).join('');
const lines = (findings: readonly Finding[]): string => findings.map((one) => findingLine(one, 'en')).join('\n');

describe('the doctor, asked about the database', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.close());

  it('neither makes nor starts one that is not there', async () => {
    const scratch = await scratchFolder();
    try {
      const config = { ...nothing, data: scratch.path };
      expect(lines(await checkDatabase(config))).toMatch(/^! .*not made yet → "npm run up" makes it$/);
      expect(await readdir(scratch.path)).toEqual([]);
      const bin = testBin === undefined ? {} : { bin: testBin };
      const open = await openDatabase({ data: scratch.path, cache: config.cache, embedded: { isFast: true, ...bin } });
      const running = await checkDatabase(config);
      await open.close();
      expect(marks(running)).toBe('✓✓✓✓');
      expect(lines(running)).toMatch(
        /PostgreSQL \d+.*redress_app and redress_owner[^]*UTF8[^]*version \d+[^]*0\.\d s apart/,
      );
      const before = (await readdir(scratch.path, { recursive: true })).sort();
      expect(lines(await checkDatabase(config))).toMatch(/^! .*not running → .*starts it$/);
      expect((await readdir(scratch.path, { recursive: true })).sort()).toEqual(before);
    } finally {
      await scratch.remove();
    }
  });

  it('sees one of your own with both roles', async () => {
    const findings = await checkDatabase({ ...nothing, databaseUrl: test.url, databaseOwnerUrl: test.ownerUrl });
    expect(marks(findings)).toBe('✓✓✓✓');
  });

  it('says what is wrong with it, and never a password', async () => {
    const empty = await emptyDatabase();
    try {
      const cases = [
        { url: test.ownerUrl, owner: undefined, says: /superuser|may change or delete/ },
        { url: test.ownerUrl, owner: test.ownerUrl, says: /same role/ },
        { url: empty.url, owner: undefined, says: /✗ .*to go.* → set DATABASE_OWNER_URL/ },
        { url: empty.url, owner: empty.ownerUrl, says: /! .*to go/ },
        { url: 'postgres://a:secret-word@127.0.0.1:1/b', owner: undefined, says: /✗ .*ECONNREFUSED/ },
        { url: 'secret-word', owner: undefined, says: /✗ .*no address/ },
        { url: undefined, owner: test.ownerUrl, says: /✗ .*DATABASE_URL is not/ },
      ];
      for (const { url, owner, says } of cases) {
        const said = lines(await checkDatabase({ ...nothing, databaseUrl: url, databaseOwnerUrl: owner }));
        expect(said).toMatch(says);
        for (const secret of ['secret-word', new URL(test.ownerUrl).password]) expect(said).not.toContain(secret);
      }
    } finally {
      await empty.close();
    }
  });
});

describe('the doctor, asked about the port', () => {
  it('tells a free port from one that is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    expect(portFinding(port, await portObstacle(port)).mark).toBe('!');
    server.close();
    await once(server, 'close');
    expect(portFinding(port, await portObstacle(port)).mark).toBe('✓');
  });
});
