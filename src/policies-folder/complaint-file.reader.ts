import { readFile, stat } from 'node:fs/promises';
import { RedressError } from '../errors.js';
import { readComplaintFile, type ToldComplaint } from '../rules/analysis/complaint-file.js';
import type { PolicySet } from '../rules/policy/policy.js';
import { yamlSizeLimit } from '../rules/yaml/read-yaml.js';
import { policiesFault } from './policies-errors.js';

/** The complaint that a file tells. Throws a RedressError with every fault of it, and for what cannot be read, is no file or is far too large. */
export async function readComplaint(path: string, set: PolicySet): Promise<ToldComplaint> {
  const read = readComplaintFile(await readText(path), path, set);
  if ('complaint' in read) return read;
  throw new RedressError(read);
}

async function readText(path: string): Promise<string> {
  const place = { file: path };
  try {
    const about = await stat(path);
    if (!about.isFile()) throw new RedressError([policiesFault('policies.not_a_file', {}, place)]);
    if (about.size > yamlSizeLimit)
      throw new RedressError([
        policiesFault('policies.file_too_large', { size: about.size, limit: yamlSizeLimit }, place),
      ]);
    return new TextDecoder().decode(await readFile(path));
  } catch (error) {
    if (error instanceof RedressError || !(error instanceof Error) || !('code' in error)) throw error;
    throw new RedressError([policiesFault('policies.unreadable', { reason: String(error.code) }, place)], {
      cause: error,
    });
  }
}
