import { rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AppModule } from '../../src/app.module.js';
import { PoliciesService, soundSet } from '../../src/modules/policies/policies.service.js';
import { smallDisk, type SmallDisk } from '../db/support/small-disk.js';
import { testDatabase, type TestDatabase } from '../db/support/test-database.js';
import { problemOf, shippedPolicies } from '../e2e/support/complaints-app.js';
import { startShell, type Shell } from '../e2e/support/shell.js';
import { metricsIn } from './support/metrics-text.js';

const complaint = (reference: string) => ({
  source: 's',
  reference,
  observes: 'everything',
  events: [{ type: 'received', at: '2024-03-04', id: 'in' }],
});

describe('a service whose data folder is on a full disk', () => {
  let disk: SmallDisk | undefined;
  let test: TestDatabase | undefined;
  let shell: Shell | undefined;
  let filler = '';
  const before = process.env['REDRESS_DATA'];

  beforeAll(async () => {
    disk = await smallDisk(32);
    if (disk === undefined) return;
    process.env['REDRESS_DATA'] = join(disk.path, 'data');
    test = await testDatabase();
    const store = { database: test.database, close: () => Promise.resolve() };
    shell = await startShell({ store, module: AppModule.over(test.database) });
    const sound = soundSet(await shippedPolicies());
    if (!('set' in sound)) throw new Error('the policies have faults');
    await shell.app.get(PoliciesService, { strict: false }).take(sound, { kind: 'system', id: 'test' });
    filler = join(disk.path, 'filler');
    const { bavail, bsize } = await statfs(disk.path);
    await writeFile(filler, Buffer.alloc((bavail + 64) * bsize)).catch(() => undefined);
  });
  afterAll(async () => {
    await shell?.close();
    await test?.close();
    await disk?.remove();
    if (before === undefined) delete process.env['REDRESS_DATA'];
    else process.env['REDRESS_DATA'] = before;
  });

  it('refuses files with a sentence, records complaints all the same, says what is wrong, and goes on when there is room', async () => {
    if (shell === undefined) {
      console.log('not tried: a full disk needs the right to mount one');
      return;
    }
    const { ask } = shell;
    const upload = () =>
      ask('POST', '/api/imports?mapping=cfpb', 'a,b\n'.repeat(50_000), { 'content-type': 'text/csv' });
    const refused = await upload();
    const { code, detail } = await problemOf(refused, refused.status);
    expect([code, detail]).toEqual(['import.cannot_write', expect.stringContaining('ENOSPC')]);
    const recorded = await ask('POST', '/api/complaints', complaint('one'));
    expect([recorded.status, await recorded.text()]).toEqual([201, expect.any(String)]);

    const parts = await (await ask('GET', '/api/health/parts')).text();
    expect(parts).toContain('"code":"operation.not_writable"');
    expect(await (await fetch(`${shell.url}/api/health/ready`)).json()).toEqual({ status: 'degraded' });
    const metrics = metricsIn(await (await ask('GET', '/api/metrics')).text());
    expect(metrics.value('redress_part_well', { part: 'disk' })).toBe(0);
    expect(metrics.value('redress_disk_free_bytes', { folder: 'data' })).toBe(0);

    await rm(filler);
    // Now the file arrives, and what is wrong is what is asked of it.
    expect((await problemOf(await upload(), 400)).code).not.toBe('import.cannot_write');
  });
});
