import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { describe as describeFault } from '../../src/errors.js';
import { checkCase } from '../../src/rules/analysis/test-cases-check.js';
import { secondOpinion } from '../../src/rules/analysis/test-cases-second-judge.js';
import { readTestCases } from '../../src/rules/analysis/test-cases.js';
import { loadPolicies } from '../../src/rules/policy/load-policies.js';

const calendars = join(import.meta.dirname, '..', '..', 'policies', 'calendars');

/** Runs every `*.test.yaml` of a folder of policies, on the calendars that come with Redress and the folder's own. */
export function runPolicyCases(folder: string): void {
  const files = [
    ...readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') })),
    ...readdirSync(calendars)
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => ({ file: `calendars/${file}`, text: readFileSync(join(calendars, file), 'utf8') })),
  ];
  const { set, faults } = loadPolicies(files);
  if (set === undefined) throw new Error(faults.map((fault) => describeFault(fault, 'en')).join('\n'));

  describe.each(files.filter(({ file }) => file.endsWith('.test.yaml')))('$file', ({ file, text }) => {
    const read = readTestCases(text, file, set);
    it('can be read', () => expect(read.faults.map((fault) => describeFault(fault, 'en'))).toEqual([]));
    it.each(read.cases.map((each) => [each.name.en, each] as const))('%s', async (_, each) => {
      const { differences } = checkCase(each, set);
      expect(differences.map((difference) => difference.en)).toEqual([]);
      expect(await secondOpinion(each, set)).toEqual([]);
    });
  });
}
