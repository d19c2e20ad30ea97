import type { Dirent } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { RedressError, type Fault } from '../errors.js';
import { comparePaths } from '../rules/policy/policy-files.js';
import { yamlSizeLimit } from '../rules/yaml/read-yaml.js';
import { policiesFault } from './policies-errors.js';

/** A file of a policies folder: its path there, with `/` between the parts, and its text. */
export interface PolicyFile {
  readonly file: string;
  readonly text: string;
}

const fileLimit = 5_000;
const depthLimit = 12;

/**
 * Every YAML file of a folder and the folders in it, in the order of their paths. Names that begin with a dot are left out.
 * Throws a RedressError with every fault: no such folder, files that cannot be read or are too large, links that lead
 * elsewhere. Bytes that are not UTF-8 become U+FFFD, which no reader of YAML here accepts.
 */
export async function readPolicyFiles(folder: string): Promise<readonly PolicyFile[]> {
  const { files, faults } = await readPolicyFolder(folder);
  if (faults.length > 0) throw new RedressError(faults);
  return files;
}

/** As readPolicyFiles, with the faults of single files beside the files that could be read. */
export async function readPolicyFolder(
  folder: string,
): Promise<{ readonly files: readonly PolicyFile[]; readonly faults: readonly Fault[] }> {
  const root = await realpath(folder).catch(() => undefined);
  if (root === undefined || !(await stat(root)).isDirectory())
    throw new RedressError([policiesFault('policies.no_folder', { folder })]);
  const faults: Fault[] = [];
  const paths = (await listFiles(root, '', 0, faults)).sort(comparePaths);
  const files: PolicyFile[] = [];
  for (const file of paths) {
    const text = await readText(root, file, faults);
    if (text !== undefined) files.push({ file, text });
  }
  if (paths.length === 0 && faults.length === 0)
    throw new RedressError([policiesFault('policies.no_files', { folder })]);
  return { files, faults };
}

async function listFiles(root: string, below: string, depth: number, faults: Fault[]): Promise<string[]> {
  const entries = await readdir(join(root, below), { withFileTypes: true }).catch((error: unknown) => {
    faults.push(unreadable(below === '' ? '.' : below, error));
    return [];
  });
  const found: string[] = [];
  for (const entry of entries) {
    const file = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.name.startsWith('.')) continue;
    if (entry.isDirectory() && depth < depthLimit) found.push(...(await listFiles(root, file, depth + 1, faults)));
    else if (entry.isDirectory() || found.length > fileLimit) return tooMany(faults);
    else if (await isMeant(root, file, entry, faults)) found.push(file);
  }
  return found.length > fileLimit ? tooMany(faults) : found;
}

function tooMany(faults: Fault[]): string[] {
  if (faults.every((fault) => fault.code !== 'policies.too_many'))
    faults.push(policiesFault('policies.too_many', { limit: fileLimit, depth: depthLimit }));
  return [];
}

/** Whether an entry is a file to read: a link only if it stays in the folder, for a policy must not change from outside. */
async function isMeant(root: string, file: string, entry: Dirent, faults: Fault[]): Promise<boolean> {
  const isYaml = /\.ya?ml$/u.test(entry.name);
  if (entry.isFile()) return isYaml;
  const target = entry.isSymbolicLink() ? await realpath(join(root, file)).catch(() => undefined) : undefined;
  const about = target === undefined ? undefined : await stat(target);
  const inside = target?.startsWith(root.endsWith(sep) ? root : root + sep) === true;
  if (isYaml && inside && about?.isFile() === true) return true;
  if (isYaml || about?.isDirectory() === true) faults.push(policiesFault('policies.not_a_file', {}, { file }));
  return false;
}

async function readText(root: string, file: string, faults: Fault[]): Promise<string | undefined> {
  try {
    const { size } = await stat(join(root, file));
    if (size <= yamlSizeLimit) return new TextDecoder().decode(await readFile(join(root, file)));
    faults.push(policiesFault('policies.file_too_large', { size, limit: yamlSizeLimit }, { file }));
  } catch (error) {
    faults.push(unreadable(file, error));
  }
  return undefined;
}

function unreadable(file: string, error: unknown): Fault {
  const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return policiesFault('policies.unreadable', { reason }, { file });
}
