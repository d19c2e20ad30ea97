import type { PolicyText } from '../../src/rules/policy/read-file.js';
import { policyHead, usualFiles } from './policy-files.js';

/** A small folder with one deadline: told within these days after receipt. */
export function ownPolicies(within = '7 working days'): readonly PolicyText[] {
  const policy = `${policyHead}deadlines:\n  answer: { from: received, done: told, within: ${within} }\n`;
  return Object.entries({ ...usualFiles, 'example.yaml': policy }).map(([file, text]) => ({ file, text }));
}
