import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { dueCommand } from '../../src/cli/due.command.js';
import { RedressError } from '../../src/errors.js';

describe('the due command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'redress-due-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  async function run(...args: readonly string[]): Promise<string> {
    const write = process.stdout.write;
    let printed = '';
    process.stdout.write = (chunk: string | Uint8Array): boolean => {
      printed += String(chunk);
      return true;
    };
    try {
      await dueCommand().exitOverride().parseAsync(args, { from: 'user' });
    } finally {
      process.stdout.write = write;
    }
    return printed;
  }

  it('prints the date as its first line', async () => {
    expect((await run('--calendar', 'cn', '--from', '2026-02-12', '--within', '7 working days')).split('\n')[0]).toBe(
      '2026-02-28',
    );
  });

  it('counts Saturdays but not Labor Day for the Cooling-Off Rule (E39)', async () => {
    const [date] = (await run('--calendar', 'us-ftc', '--from', '2026-09-04', '--within', '3 working days')).split(
      '\n',
    );
    expect(date).toBe('2026-09-09');
  });

  it('reads the calendars and the readings of the folder asked for, and of no other', async () => {
    mkdirSync(join(folder, 'calendars'));
    writeFileSync(
      join(folder, 'calendars', 'own.yaml'),
      'calendar: own\nzone: UTC\ndefault-counting: day\ncounting:\n  day: { first-day: not-counted, last-day-rolls-off: { parameter: own_roll }, ends: midnight }\n',
    );
    const own = ['--policies', folder, '--calendar', 'own', '--from', '2026-03-02', '--within', '5 days'];
    await expect(run(...own)).rejects.toThrow('own_roll');
    writeFileSync(
      join(folder, 'parameters.yaml'),
      'own_roll: { options: [rest-days, nothing], 2026-01-01: { value: rest-days, why: tried } }\n',
    );
    expect(await run(...own)).toMatch(/^2026-03-09\n/);
    // The same with the key that the file may begin with.
    writeFileSync(join(folder, 'parameters.yaml'), 'parameters:\n  own_roll: { 2026-01-01: { value: nothing } }\n');
    expect(await run(...own)).toMatch(/^2026-03-07\n/);
    expect(await run(...own, '--reading', 'own_roll=rest-days')).toMatch(/^2026-03-09\n/);
    await expect(
      run('--policies', folder, '--calendar', 'cn', '--from', '2026-03-02', '--within', '5 days'),
    ).rejects.toThrow('own');
    await expect(
      run('--policies', join(folder, 'none'), '--calendar', 'cn', '--from', '2026-03-02', '--within', '5 days'),
    ).rejects.toThrow(RedressError);
  });

  it('answers every line of a file, the last without a line end, whatever the line ends', async () => {
    const file = join(folder, 'batch.ndjson');
    const line = (id: number): string => `{"id":${id},"calendar":"cn","from":"2026-02-12","within":"7 working days"}`;
    writeFileSync(file, `\uFEFF${line(1)}\r\n${line(2)}\n\nbroken\n${line(3)}`);
    const answers = (await run('--batch', file))
      .trimEnd()
      .split('\n')
      .map((text): unknown => JSON.parse(text));
    expect(answers).toHaveLength(4);
    expect(answers).toEqual([
      expect.objectContaining({ id: 1, due: '2026-02-28' }),
      expect.objectContaining({ id: 2, due: '2026-02-28' }),
      { id: null, error: expect.stringContaining('Line 4') },
      expect.objectContaining({ id: 3, due: '2026-02-28' }),
    ]);
    for (const [wrong, code] of [
      [join(folder, 'none.ndjson'), 'ENOENT'],
      [folder, 'EISDIR'],
    ] as const)
      await expect(run('--batch', wrong)).rejects.toMatchObject({
        faults: [{ code: 'due.unreadable', data: { detail: code } }],
      });
  });

  it('asks for what is missing, all at once', async () => {
    await expect(run('--calendar', 'cn')).rejects.toMatchObject({
      faults: [{ code: 'cli.missing_option' }, { code: 'cli.missing_option' }],
    });
  });
});
