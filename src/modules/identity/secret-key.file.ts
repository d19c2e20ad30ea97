import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { configFault } from '../../config-errors.js';
import { RedressError } from '../../errors.js';
import { systemErrorCode } from '../../imports/system-error.js';
import { randomBytes } from '../../random.js';

/** Characters of a key at least: as many as 128 random bits have in hexadecimal. */
const least = 32;

/**
 * The secret key of this installation. One that is not there is made, where it may be: readable by this user alone, and one however many
 * processes make it at once. Refuses a file that cannot be read and a key that is short.
 */
export async function readSecretKey({ file, mayMake }: { file: string; mayMake: boolean }): Promise<string> {
  try {
    return await read(file).catch(async (error: unknown) => {
      if (!mayMake || systemErrorCode(error) !== 'ENOENT') throw error;
      await make(file);
      return read(file);
    });
  } catch (error) {
    const reason = systemErrorCode(error);
    if (reason === undefined) throw error;
    throw new RedressError([configFault('config.no_secret_key', { file, reason })]);
  }
}

async function read(file: string): Promise<string> {
  const key = (await readFile(file, 'utf8')).trim();
  if (key.length < least) throw new RedressError([configFault('config.weak_secret_key', { file, least })]);
  return key;
}

/** Written whole under another name first: whoever looks meanwhile finds either nothing or all of it. */
async function make(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const fresh = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(fresh, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  try {
    await link(fresh, file);
  } catch (error) {
    if (systemErrorCode(error) !== 'EEXIST') throw error;
  } finally {
    await rm(fresh, { force: true });
  }
}
