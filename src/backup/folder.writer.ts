import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { RedressError } from '../errors.js';
import { systemErrorCode } from '../imports/system-error.js';
import { removeAtExit } from '../leftovers.remover.js';
import { writingRefusal } from './archive.writer.js';
import { backupFault } from './backup-errors.js';

export interface WrittenFile {
  readonly path: string;
  readonly bytes: number;
  readonly lines: number;
  readonly sha256: string;
}

/** A folder in the making, and what is in it so far. */
export interface FolderWriter {
  readonly files: readonly WrittenFile[];
  /** Writes a file, by its path within the folder, piece by piece. */
  write(path: string, pieces: AsyncIterable<string> | Iterable<string>): Promise<WrittenFile>;
}

/**
 * Fills a folder, which stands under its name when all is in it, or not at all; only this user may read it. Refuses one that is there and
 * has something in it.
 */
export async function writeFolder<T>(folder: string, work: (writer: FolderWriter) => Promise<T>): Promise<T> {
  await refuseFilled(folder);
  try {
    const passing = await mkdtemp(join(dirname(folder), `.${basename(folder)}.part-`));
    const isGone = removeAtExit(passing);
    try {
      const result = await work(folderWriter(passing));
      await refuseFilled(folder);
      await rmdir(folder).catch(() => undefined);
      await rename(passing, folder);
      return result;
    } finally {
      await rm(passing, { recursive: true, force: true });
      isGone();
    }
  } catch (error) {
    throw writingRefusal(error, folder);
  }
}

function folderWriter(root: string): FolderWriter {
  const files: WrittenFile[] = [];
  return {
    files,
    async write(path, pieces) {
      const file = join(root, path);
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      const handle = await open(file, 'wx', 0o600);
      try {
        const digest = createHash('sha256');
        let [bytes, lines] = [0, 0];
        for await (const piece of pieces) {
          const chunk = Buffer.from(piece, 'utf8');
          digest.update(chunk);
          bytes += chunk.length;
          lines += piece.split('\n').length - 1;
          await handle.appendFile(chunk);
        }
        const written = { path, bytes, lines, sha256: digest.digest('hex') };
        files.push(written);
        return written;
      } finally {
        await handle.close();
      }
    },
  };
}

async function refuseFilled(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (systemErrorCode(error) === 'ENOENT') return [];
    throw writingRefusal(error, folder);
  });
  if (names.length > 0) throw new RedressError([backupFault('backup.exists', { file: folder })]);
}
