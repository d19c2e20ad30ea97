import { join } from 'node:path';
import type { PolicySet } from '../../src/rules/policy/policy.js';
import { loadCases } from '../support/policy-cases.js';

/** The policies of the examiner's cases, for random complaints. */
export function examinerSet(): PolicySet {
  return loadCases(join(import.meta.dirname, 'examiner')).set;
}
