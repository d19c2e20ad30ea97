import { checkSet, type CheckOptions } from '../../src/rules/analysis/check/check-set.js';
import { placesIn, type Remark } from '../../src/rules/analysis/check/remark.js';
import { describe as describeFault } from '../../src/errors.js';
import { loadPolicies } from '../../src/rules/policy/load-policies.js';
import { instant } from '../support/builders.js';
import { policyHead, usualFiles, type Files } from '../support/policy-files.js';

export const today = instant('2026-06-01T12:00+08:00');

/** What a check says of the usual files with these; fails on any fault. */
export function remarksOf(files: Files, options: Partial<CheckOptions> = {}): readonly Remark[] {
  const texts = Object.entries({ ...usualFiles, ...files }).map(([file, text]) => ({ file, text }));
  const { set, faults } = loadPolicies(texts);
  if (set === undefined) throw new Error(faults.map((fault) => describeFault(fault, 'en')).join('\n'));
  return checkSet(set, { at: today, locate: placesIn(texts), ...options });
}

/** The same of one policy with the usual head. */
export function remarksOfPolicy(body: string, head = policyHead, more: Files = {}): readonly Remark[] {
  return remarksOf({ 'example.yaml': head + body, ...more });
}

export function codesOf(remarks: readonly Remark[]): readonly string[] {
  return remarks.map(({ code }) => code).filter((code) => code !== 'notice.not_checked');
}
