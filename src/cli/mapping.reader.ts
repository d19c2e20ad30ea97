import { readFile, stat } from 'node:fs/promises';
import { RedressError } from '../errors.js';
import { importFault } from '../imports/import-errors.js';
import { systemErrorCode } from '../imports/system-error.js';
import { yamlSizeLimit } from '../rules/yaml/read-yaml.js';
import { yamlFault } from '../rules/yaml/yaml-errors.js';
import { auditFault } from './audit-errors.js';

/** The text of a mapping file. Refuses one that cannot be read, a pipe, which would be waited for, and a file that is far too large. */
export async function readMappingText(path: string): Promise<string> {
  try {
    const about = await stat(path);
    if (!about.isFile()) throw new RedressError([importFault('import.not_a_file', {}, { file: path })]);
    if (about.size > yamlSizeLimit)
      throw new RedressError([yamlFault('yaml.too_large', { size: about.size, limit: yamlSizeLimit }, { file: path })]);
    return await readFile(path, 'utf8');
  } catch (error) {
    const detail = systemErrorCode(error);
    if (detail === undefined) throw error;
    throw new RedressError([auditFault('audit.no_mapping', { file: path, detail })], { cause: error });
  }
}
