import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const prefix = 'redress-test-run-';

/** The folder of this run of the tests, for what its workers share. */
export function makeRunFolder() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `${prefix}${process.pid}-`));
  // Root's server runs as another user, who must be able to enter.
  fs.chmodSync(folder, 0o755);
  return folder;
}

/** Removes the folder with everything in it; stops the database if one was started. */
export async function removeRunFolder(folder) {
  const place = read(path.join(folder, 'location'))?.trim() ?? path.join(folder, 'database');
  const pid = Number.parseInt(read(path.join(place, 'data', 'postmaster.pid')) ?? '', 10);
  if (pid > 0) await stop(pid);
  for (const gone of [place, folder]) fs.rmSync(gone, { recursive: true, force: true });
}

/** Those of runs that were killed. */
export function abandonedRunFolders() {
  return fs
    .readdirSync(os.tmpdir())
    .filter((name) => name.startsWith(prefix) && !isAlive(Number.parseInt(name.slice(prefix.length), 10)))
    .map((name) => path.join(os.tmpdir(), name));
}

async function stop(pid) {
  signal(pid, 'SIGINT');
  for (let left = 200; left > 0 && isAlive(pid); left -= 1) await sleep(50);
}

function isAlive(pid) {
  return signal(pid, 0);
}

function signal(pid, name) {
  try {
    process.kill(pid, name);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function read(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
