import { readFile, stat } from 'node:fs/promises';
import { RedressError } from '../errors.js';
import { systemErrorCode } from '../imports/system-error.js';
import { judgementFileFault } from '../modules/judgements/judgement-file-errors.js';
import { readJudgementFile, type ReadJudgementFile } from '../modules/judgements/judgement-file.js';

/** Whole sets have about two megabytes. */
const sizeLimit = 64 * 2 ** 20;

/** Reads a judgement file from disk. Refuses what cannot be read, is no file, is far too large, or is not as Redress wrote it. */
export async function readJudgement(name: string): Promise<ReadJudgementFile> {
  try {
    const about = await stat(name);
    if (!about.isFile())
      throw new RedressError([judgementFileFault('judgement_file.unreadable', { name, reason: 'EISDIR' })]);
    if (about.size > sizeLimit)
      throw new RedressError([judgementFileFault('judgement_file.too_large', { size: about.size, limit: sizeLimit })]);
    return readJudgementFile(await readFile(name));
  } catch (error) {
    const reason = systemErrorCode(error);
    if (reason === undefined) throw error;
    throw new RedressError([judgementFileFault('judgement_file.unreadable', { name, reason })], { cause: error });
  }
}
