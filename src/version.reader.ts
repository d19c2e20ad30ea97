import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './project.js';

/** The version of Redress that runs: `0.1.0`. */
export function productVersion(): string {
  const { version }: { version: string } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8'));
  return version;
}
