import { createHash } from 'node:crypto';
import { chmod, mkdir, open, readdir, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { RedressError } from '../../errors.js';
import { reportFault } from '../../reports/report-errors.js';
import type { RunId } from '../runs/run.js';
import type { MadeFile } from './report-account.js';
import { reportsFault } from './reports-errors.js';

/** A file of a report that is what it was made: opened, to be read once or closed. */
export interface VerifiedFile {
  readonly file: MadeFile;
  readonly handle: FileHandle;
}

/** The folder of a report that is to be made; only our user may look into it. Refuses a place that cannot be written. */
export async function makeFolder(reports: string, run: RunId): Promise<string> {
  const folder = join(reports, run);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await chmod(folder, 0o700);
  } catch (error) {
    throw new RedressError([reportFault('report.not_writable', { file: folder, reason: codeOf(error) })], {
      cause: error,
    });
  }
  return folder;
}

/** Digest and size of a file that has been written; undefined for what is no file (`/dev/stdout`). */
export async function measured(path: string, name: string): Promise<MadeFile | undefined> {
  const about = await stat(path);
  if (!about.isFile()) return undefined;
  const handle = await open(path, 'r');
  try {
    return { name, bytes: about.size, sha256: await digestOf(handle) };
  } finally {
    await handle.close();
  }
}

/** Makes the files of a folder readable for our user alone, and measures them. */
export async function sealFiles(folder: string, names: readonly string[]): Promise<readonly MadeFile[]> {
  const made: MadeFile[] = [];
  for (const name of names) {
    const path = join(folder, name);
    await chmod(path, 0o600);
    const file = await measured(path, name);
    if (file !== undefined) made.push(file);
  }
  return made;
}

/** Opens a file of a report. Refuses one that is gone, and one that is not what was made. */
export async function openVerified(reports: string, run: RunId, file: MadeFile): Promise<VerifiedFile> {
  const handle = await open(join(reports, run, file.name), 'r').catch((error: unknown) => {
    throw new RedressError([reportsFault('reports.file_missing', { name: file.name, reason: codeOf(error) })], {
      cause: error,
    });
  });
  const found = await digestOf(handle).catch(async (error: unknown) => {
    await handle.close();
    throw error;
  });
  if (found === file.sha256) return { file, handle };
  await handle.close();
  throw new RedressError([reportsFault('reports.file_changed', { name: file.name })]);
}

/** Removes what a report that came to nothing has left. */
export async function removeFolder(reports: string, run: RunId): Promise<void> {
  await rm(join(reports, run), { recursive: true, force: true }).catch(() => undefined);
}

/** Ids of the runs that have a folder. */
export async function foldersIn(reports: string): Promise<readonly RunId[]> {
  const names = await readdir(reports).catch(() => []);
  return names.filter((name) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u.test(name));
}

/** SHA-256 of a file from its beginning, hex; leaves the file open. */
async function digestOf(handle: FileHandle): Promise<string> {
  const digest = createHash('sha256');
  for await (const chunk of handle.createReadStream({ start: 0, autoClose: false })) digest.update(chunk as Buffer); // without an encoding
  return digest.digest('hex');
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
