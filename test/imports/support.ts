import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPolicies } from '../../src/rules/policy/load-policies.js';
import type { Vocabulary } from '../../src/rules/policy/policy.js';

/** The vocabulary that comes with the project. */
export function shippedVocabulary(): Vocabulary {
  const files = readdirSync('policies', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
  const { set, faults } = loadPolicies(files.map((file) => ({ file, text: readFileSync(join('policies', file), 'utf8') })));
  if (set === undefined) throw new Error(faults.map((fault) => `${fault.place?.file}: ${fault.code}`).join('\n'));
  return set.vocabulary;
}
