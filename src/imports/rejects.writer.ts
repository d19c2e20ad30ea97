import { randomUUID } from 'node:crypto';
import { closeSync, openSync, realpathSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { RedressError, type Language } from '../errors.js';
import { removeAtExit } from '../leftovers.remover.js';
import { importFault } from './import-errors.js';
import type { Layout } from './layout.js';
import { csvHeader, csvReject, jsonReject } from './reject-line.js';
import type { RejectedRow } from './source-row.js';
import { systemErrorCode } from './system-error.js';
import { encodeText } from './text-encoding.js';

/** Writes rows back as they stood, each with its reason. */
export interface RejectsWriter {
  write(row: RejectedRow): void;
  /** How many rows were written. */
  readonly rows: number;
  /** Puts the whole file under its name; returns how many rows it has. */
  close(): number;
  /** Leaves nothing behind. */
  abort(): void;
}

const bufferLength = 65_536;

/**
 * A file with the layout of the input and a last column `redress_reason`: mended, it can be given in again with the same
 * mapping. Without rejected rows it has its header alone. The file appears under its name only when closed; a device or
 * pipe takes the rows as they come.
 */
export function rejectsWriter(path: string, layout: Layout, language: Language): RejectsWriter {
  const file = orCannotWrite(path, () => openPart(path, layout.file));
  let pending: Buffer[] = [];
  let length = 0;
  let rows = 0;
  let isOpen = true;

  function flush(): void {
    const block = Buffer.concat(pending);
    for (let at = 0; at < block.length;) at += writeSync(file.descriptor, block, at);
    [pending, length] = [[], 0];
  }
  function add(bytes: Buffer): void {
    pending.push(bytes);
    length += bytes.length;
    if (length >= bufferLength) guarded(flush);
  }
  function abort(): void {
    if (!isOpen) return;
    isOpen = false;
    closeSync(file.descriptor);
    file.remove();
  }
  /** Nothing half-written stays behind. */
  function guarded(work: () => void): void {
    try {
      orCannotWrite(path, work);
    } catch (error) {
      abort();
      throw error;
    }
  }

  if (layout.hasMark) add(encodeText('\uFEFF', layout.encoding));
  if (layout.kind === 'csv' && layout.headerInFile) add(csvHeader(layout));
  return {
    abort,
    get rows() {
      return rows;
    },
    write(row) {
      rows++;
      add(layout.kind === 'csv' ? csvReject(row, layout, language) : jsonReject(row, layout, language));
    },
    close() {
      guarded(() => {
        flush();
        file.rename();
      });
      isOpen = false;
      closeSync(file.descriptor);
      return rows;
    },
  };
}

interface PartFile {
  readonly descriptor: number;
  rename(): void;
  remove(): void;
}

/** Opens what is written to: a new file beside the one asked for, where a link leads to; or the device itself, which is never replaced. */
function openPart(path: string, input: string): PartFile {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found !== undefined && !found.isFile()) return openDevice(path);
  const target = found === undefined ? path : realpathSync(path);
  if (target === realpathSync(input))
    throw new RedressError([importFault('import.rejects_is_input', {}, { file: path })]);
  const part = join(dirname(target), `.${basename(target)}.${process.pid}-${randomUUID().slice(0, 8)}.part`);
  // Rejected rows are shown whole, personal data too.
  const descriptor = openSync(part, 'wx', 0o600);
  const isGone = removeAtExit(part);
  return {
    descriptor,
    rename() {
      renameSync(part, target);
      isGone();
    },
    remove() {
      rmSync(part, { force: true });
      isGone();
    },
  };
}

/** Refuses a folder. */
function openDevice(path: string): PartFile {
  const descriptor = openSync(path, 'w');
  return { descriptor, rename: () => undefined, remove: () => undefined };
}

function orCannotWrite<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const detail = systemErrorCode(error);
    if (detail === undefined) throw error;
    throw new RedressError([importFault('import.cannot_write', { detail }, { file: path })], { cause: error });
  }
}
