import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from '@jest/globals';
import { describe as d } from '../../src/errors.js';
import { runTestFile, fileReport } from '../../src/cli/policy-test.js';
import { loadPolicies } from '../../src/rules/policy/load-policies.js';
const folder = join(import.meta.dirname, '..', '..', 'policies');
it('x', async () => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.yaml')).map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
  const { set, faults } = loadPolicies(files.filter((f) => !f.file.endsWith('.test.yaml') && f.file !== 'words.vocabulary.yaml'));
  const out: string[] = faults.map((f) => d(f, 'en'));
  let ok = 0;
  if (set !== undefined) for (const f of files.filter((f) => f.file.endsWith('.test.yaml'))) {
    const r = await runTestFile(f, set); ok += r.passed;
    const rep = fileReport(r, 'en'); if (!rep.startsWith('✓')) out.push(rep);
  }
  process.stderr.write(`PASSED ${ok}\n${out.join('\n')}\n`);
});
