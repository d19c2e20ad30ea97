import { RedressError } from '../../errors.js';
import { serverFault } from './server-errors.js';

const full = new Set(['ENOSPC', 'EDQUOT']);
const refused = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOTDIR',
  'EEXIST',
  'ENAMETOOLONG',
  'EINVAL',
  'ELOOP',
  'EISDIR',
  'EIO',
]);

/** An error of the file system in this folder as a refusal that says what to do; any other error as it is. */
export function folderRefusal(error: unknown, folder: string): unknown {
  if (error instanceof RedressError || typeof error !== 'object' || error === null) return error;
  const code = sqliteCodes.get(Number(field(error, 'errcode')) & 0xff) ?? field(error, 'code');
  if (typeof code !== 'string') return error;
  if (full.has(code)) return new RedressError([serverFault('database.disk_full', { folder })], { cause: error });
  if (!refused.has(code)) return error;
  return new RedressError([serverFault('database.folder_refused', { folder, reason: code })], { cause: error });
}

/** What SQLite says where a lock file cannot be made, in the lowest byte: read-only, an error of the disk, full, cannot open. */
const sqliteCodes: ReadonlyMap<number, string> = new Map([
  [8, 'EROFS'],
  [10, 'EIO'],
  [13, 'ENOSPC'],
  [14, 'EACCES'],
]);

function field(error: object, name: string): unknown {
  return Reflect.get(error, name);
}

/** The last line of a server's own words that tells what went wrong; without it the last line at all. */
export function lastWords(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const telling = lines.findLast((line) => /\b(FATAL|PANIC|error|could not)\b/.test(line));
  return (telling ?? lines.at(-1) ?? 'no output')
    .replace(/^.*?(?=(FATAL|PANIC|initdb: error):)/, '')
    .replace(/\.$/, '');
}

/** Whether a server's own words say that the disk is full. */
export function saysFull(output: string): boolean {
  return /No space left on device|Disk quota exceeded/i.test(output);
}
