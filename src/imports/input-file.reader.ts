import { createHash } from 'node:crypto';
import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs';
import { type Fault, RedressError } from '../errors.js';
import { looksLikeUtf16, looksLikeUtf8, refuseByContent } from './file-kind.js';
import { importFault } from './import-errors.js';
import type { Format } from './mapping.js';
import { recordSplitter, type RawRecord } from './record-splitter.js';
import { systemErrorCode } from './system-error.js';
import { byteOrderMark, type Encoding } from './text-encoding.js';

/** A file that has been looked at: it is text, and this is its encoding. */
export interface InputFile {
  readonly path: string;
  readonly size: number;
  readonly encoding: Encoding;
  /** Length of its byte order mark, 0 without one. */
  readonly markLength: number;
  readonly lineEnd: '\n' | '\r\n' | '\r';
}

/** What has been read so far, and in the end the digest of the whole file. */
export interface Tally {
  bytes: number;
  sha256: string;
}

const headLength = 65_536;
const blockLength = 262_144;

/** Opens and checks a file. Throws what is wrong with it as a whole: missing, a folder, empty, binary, another encoding. */
export function inspectFile(path: string, format: Format): InputFile {
  const { head, size } = readHead(path);
  const fault = refuseByContent(head, path, format.kind === 'ndjson');
  const mark = byteOrderMark(head);
  const said: Encoding = format.kind === 'csv' ? format.encoding : 'utf-8';
  const unmarked = mark === undefined ? otherEncoding(head, said, path) : undefined;
  if (unmarked !== undefined) throw new RedressError([unmarked]);
  if (
    fault !== undefined &&
    !(said.startsWith('utf-16') && fault.code === 'import.binary_file' && looksLikeUtf16(head) === said)
  )
    throw new RedressError([fault]);
  const encoding = mark?.encoding ?? said;
  return { path, size, encoding, markLength: mark?.length ?? 0, lineEnd: firstLineEnd(head, encoding) };
}

function readHead(path: string): { readonly head: Buffer; readonly size: number } {
  let file: number | undefined;
  try {
    // Before it is opened: opening a pipe waits until somebody writes to it.
    const about = statSync(path);
    if (!about.isFile()) throw new RedressError([importFault('import.not_a_file', {}, { file: path })]);
    file = openSync(path, 'r');
    const head = Buffer.alloc(Math.min(headLength, about.size));
    return { head: head.subarray(0, readSync(file, head, 0, head.length, 0)), size: about.size };
  } catch (error) {
    throw error instanceof RedressError ? error : cannotRead(path, error);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function cannotRead(path: string, error: unknown): RedressError {
  const detail = systemErrorCode(error) ?? 'unknown';
  return new RedressError([importFault('import.cannot_read', { detail }, { file: path })], { cause: error });
}

function otherEncoding(head: Buffer, said: Encoding, file: string): Fault | undefined {
  const wide = looksLikeUtf16(head);
  const found = wide ?? (said === 'gb18030' && looksLikeUtf8(head) ? 'utf-8' : undefined);
  return found === undefined || found === said
    ? undefined
    : importFault('import.encoding_mismatch', { said, found }, { file });
}

function firstLineEnd(head: Buffer, encoding: Encoding): InputFile['lineEnd'] {
  const step = encoding.startsWith('utf-16') ? 2 : 1;
  const feed = head.indexOf(0x0a);
  const back = head.indexOf(0x0d);
  if (feed === -1) return back === -1 ? '\n' : '\r';
  return back !== -1 && back === feed - step ? '\r\n' : '\n';
}

interface RecordOptions {
  readonly delimiter?: string;
  readonly quote?: string | undefined;
  /** Longest record in bytes. */
  readonly limit: number;
}

/** The records of the file, block by block; counts and digests what it reads. Memory stays below a block and the longest record. */
export async function* readRecords(
  file: InputFile,
  options: RecordOptions,
  tally: Tally,
): AsyncGenerator<readonly RawRecord[]> {
  const { delimiter, quote, limit } = options;
  const splitter = recordSplitter({
    ...(delimiter === undefined ? {} : { delimiter: delimiter.charCodeAt(0) }),
    ...(quote === undefined ? {} : { quote: quote.charCodeAt(0) }),
    pairs: file.encoding === 'gb18030',
    limit,
    skipped: file.markLength,
  });
  const toUtf8 = file.encoding.startsWith('utf-16') ? new TextDecoder(file.encoding, { ignoreBOM: true }) : undefined;
  for await (const block of readBlocks(file, tally)) {
    const text = toUtf8 === undefined ? block : Buffer.from(toUtf8.decode(block, { stream: true }));
    const records = splitter.push(text);
    if (records.length > 0) yield records;
  }
  if (toUtf8 !== undefined) yield splitter.push(Buffer.from(toUtf8.decode()));
  yield splitter.end();
}

/** The bytes after the byte order mark; the digest is over all of them. */
async function* readBlocks(file: InputFile, tally: Tally): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  let toSkip = file.markLength;
  try {
    for await (const block of createReadStream(file.path, { highWaterMark: blockLength })) {
      if (!Buffer.isBuffer(block)) continue;
      hash.update(block);
      tally.bytes += block.length;
      if (block.length > toSkip) yield block.subarray(toSkip);
      toSkip = Math.max(0, toSkip - block.length);
    }
  } catch (error) {
    throw systemErrorCode(error) === undefined ? error : cannotRead(file.path, error);
  }
  tally.sha256 = hash.digest('hex');
}
