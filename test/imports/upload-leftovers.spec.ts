import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { removeAbandoned, removeOldRejects } from '../../src/modules/imports/upload-leftovers.remover.js';

const hour = 3_600_000;
const noProcess = 2 ** 30;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'redress-leftovers-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(name: string, hoursAgo: number): void {
  writeFileSync(join(folder, name), 'Ann');
  const at = (Date.now() - hoursAgo * hour) / 1_000;
  utimesSync(join(folder, name), at, at);
}

describe('what uploads leave', () => {
  it('rejected rows go after thirty days', async () => {
    put('young', 29 * 24);
    put('old', 31 * 24);
    put('.old.part', 31 * 24);
    await removeOldRejects(folder, Date.now());
    expect(readdirSync(folder)).toEqual(['young']);
  });

  it('an upload goes whose process is gone, or which an earlier process of this number has left', async () => {
    put(`${process.pid}-now`, 0);
    put(`${process.pid}-before`, 24 * 365);
    put(`${process.ppid}-other`, 1);
    put(`${noProcess}-gone`, 0);
    put('redress-young', 1);
    put('redress-old', 25);
    await removeAbandoned(folder, Date.now());
    expect(readdirSync(folder).sort()).toEqual([`${process.pid}-now`, `${process.ppid}-other`, 'redress-young'].sort());
  });

  it('is nothing where there is no folder', async () => {
    await expect(removeAbandoned(join(folder, 'none'), Date.now())).resolves.toBeUndefined();
  });
});
