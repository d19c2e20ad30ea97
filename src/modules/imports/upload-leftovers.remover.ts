import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { systemErrorCode } from '../../imports/system-error.js';
import type { Instant } from '../../rules/values.js';

/** How long rejected rows of an upload can be fetched, in days: they hold personal values. */
export const rejectsKept = 30;

const day = 86_400_000;

/** Removes files of rejected rows, whole or half-written, that are older than they are kept. */
export async function removeOldRejects(folder: string, now: Instant): Promise<void> {
  await removeEach(folder, (_, changedAt) => changedAt < now - rejectsKept * day);
}

/** Removes uploads of processes that were killed, of one with the number of this process too, and what nobody can still be reading. */
export async function removeAbandoned(folder: string, now: Instant): Promise<void> {
  const startedAt = now - process.uptime() * 1_000;
  await removeEach(folder, (name, changedAt) => {
    const pid = Number(/^(\d+)-/.exec(name)?.[1]);
    if (Number.isNaN(pid)) return changedAt < now - day;
    if (pid === process.pid) return changedAt < startedAt - 1_000;
    return !isAlive(pid) || changedAt < now - rejectsKept * day;
  });
}

async function removeEach(folder: string, isOver: (name: string, changedAt: Instant) => boolean): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const about = await stat(path).catch(() => undefined);
    if (about !== undefined && isOver(name, about.mtimeMs))
      await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemErrorCode(error) === 'EPERM';
  }
}
