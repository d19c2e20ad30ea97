import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { describe as describeFault } from '../../src/errors.js';
import { checkCase } from '../../src/rules/analysis/test-cases-check.js';
import { secondOpinion } from '../../src/rules/analysis/test-cases-second-judge.js';
import { readTestCases } from '../../src/rules/analysis/test-cases.js';
import { loadPolicies } from '../../src/rules/policy/load-policies.js';
import type { PolicySet } from '../../src/rules/policy/policy.js';

const calendars = join(import.meta.dirname, '..', '..', 'policies', 'calendars');

interface PolicyCases {
  readonly set: PolicySet;
  /** The `*.test.yaml` files. */
  readonly cases: readonly { readonly file: string; readonly text: string }[];
}

/** Loads a folder of policies with its cases, on the calendars that come with Redress and the folder's own. */
export function loadCases(folder: string): PolicyCases {
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
  return { set, cases: files.filter(({ file }) => file.endsWith('.test.yaml')) };
}

/** Runs every case of a folder of policies, and asks the second judge about each of its conditions. */
export function runPolicyCases(folder: string): void {
  const { set, cases } = loadCases(folder);
  describe.each(cases)('$file', ({ file, text }) => {
    const read = readTestCases(text, file, set);
    it('can be read', () => expect(read.faults.map((fault) => describeFault(fault, 'en'))).toEqual([]));
    it.each(read.cases.map((each) => [each.name.en, each] as const))('%s', async (_, each) => {
      const { differences } = checkCase(each, set);
      expect(differences.map((difference) => difference.en)).toEqual([]);
      expect(await secondOpinion(each, set)).toEqual([]);
    });
  });
}
