import { closeSync, existsSync, openSync, realpathSync, renameSync, rmSync, writeSync } from 'node:fs';
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
  /** Puts the whole file under its name; returns how many rows it has. */
  close(): number;
  /** Leaves nothing behind. */
  abort(): void;
}

const bufferLength = 65_536;

/**
 * A file with the layout of the input and a last column `redress_reason`: mended, it can be given in again with the same
 * mapping. Without rejected rows it has its header alone. The file appears under its name only when closed.
 */
export function rejectsWriter(path: string, layout: Layout, language: Language): RejectsWriter {
  if (existsSync(path) && realpathSync(path) === realpathSync(layout.file))
    throw new RedressError([importFault('import.rejects_is_input', {}, { file: path })]);
  // Its own name: two runs at once must not write into one file.
  const part = `${path}.${process.pid}.part`;
  const file = orCannotWrite(path, () => openSync(part, 'w', 0o600));
  const isGone = removeAtExit(part);
  let pending: Buffer[] = [];
  let length = 0;
  let rows = 0;
  let isOpen = true;

  function flush(): void {
    const block = Buffer.concat(pending);
    for (let at = 0; at < block.length;) at += writeSync(file, block, at);
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
    closeSync(file);
    rmSync(part, { force: true });
    isGone();
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
    write(row) {
      rows++;
      add(layout.kind === 'csv' ? csvReject(row, layout, language) : jsonReject(row, layout, language));
    },
    close() {
      guarded(() => {
        flush();
        renameSync(part, path);
        isGone();
      });
      isOpen = false;
      closeSync(file);
      return rows;
    },
  };
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
