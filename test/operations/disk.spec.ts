import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { checkDisk, readDisk } from '../../src/modules/operations/disk.reader.js';
import { projectFolder } from '../../src/project.js';
import { childEnvironment } from '../../src/config.js';
import { smallDisk, type SmallDisk } from '../db/support/small-disk.js';

const disks: SmallDisk[] = [];
afterEach(async () => {
  for (const one of disks.splice(0)) await one.remove();
});

async function disk(megabytes: number): Promise<SmallDisk | undefined> {
  const made = await smallDisk(megabytes);
  if (made === undefined) console.log('not tried: a full disk needs the right to mount one');
  else disks.push(made);
  return made;
}

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'well',
    (error: unknown) => (error as { faults?: readonly { code: string; data: object }[] }).faults?.[0],
  );

describe('the disk of the data folder', () => {
  it('is well with room on it, told when it is nearly full, when it is full, and well again when there is room', async () => {
    const made = await disk(64);
    if (made === undefined) return;
    const data = join(made.path, 'data');
    expect(await codeOf(checkDisk(data))).toBe('well');
    const { bavail, bsize } = await statfs(made.path);
    const filler = join(made.path, 'filler');
    await writeFile(filler, Buffer.alloc(bavail * bsize - 3 * 1_048_576));
    expect(await codeOf(checkDisk(data))).toMatchObject({
      code: 'operation.disk_low',
      data: { folder: data, megabytes: 3 },
    });
    await writeFile(join(made.path, 'rest'), Buffer.alloc(8 * 1_048_576)).catch(() => undefined);
    expect(await codeOf(checkDisk(data))).toMatchObject({ code: 'operation.not_writable', data: { reason: 'ENOSPC' } });
    expect((await readDisk(data)).free).toBe(0);
    await rm(filler);
    await rm(join(made.path, 'rest'), { force: true });
    expect(await codeOf(checkDisk(data))).toBe('well');
    expect(await readdir(data)).toEqual([]);
  });

  it('that may only be read is told by the name that the system has for it', async () => {
    const made = await disk(16);
    if (made === undefined) return;
    await made.makeReadOnly();
    expect(await codeOf(checkDisk(made.path))).toMatchObject({
      code: 'operation.not_writable',
      data: { reason: 'EROFS' },
    });
  });
});

describe('a log that cannot be written', () => {
  it('costs its lines, and not the service', async () => {
    const full = await open('/dev/full', 'w').catch(() => undefined);
    if (full === undefined) {
      console.log('not tried: a full log needs /dev/full');
      return;
    }
    const logger = join(projectFolder, 'src/http/output.logger.ts');
    const counters = join(projectFolder, 'src/telemetry/process.counters.ts');
    const program = `
      import { logToOutput, outliveTheLog } from ${JSON.stringify(logger)};
      import { processRegistry } from ${JSON.stringify(counters)};
      outliveTheLog();
      for (let n = 0; n < 3; n += 1) {
        logToOutput({ event: 'a-line' });
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      console.error(await processRegistry.getSingleMetricAsString('redress_log_lines_lost_total'));`;
    const hooks = join(projectFolder, 'test/db/support/source-hooks.mjs');
    const args = ['--no-warnings', '--import', hooks];
    const child = spawn(process.execPath, [...args, '--input-type=module', '--eval', program], {
      env: childEnvironment({ NODE_OPTIONS: '' }),
      stdio: ['ignore', full.fd, 'pipe'],
    });
    let told = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (told += text));
    const [code] = (await once(child, 'close')) as [number | null];
    await full.close();
    expect({ code, told }).toMatchObject({ code: 0, told: expect.stringContaining('redress_log_lines_lost_total 3') });
  });
});
