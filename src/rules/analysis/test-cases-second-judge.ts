import type { Text } from '../../errors.js';
import type { PolicySet } from '../policy/policy.js';
import { disagreements, questionsOf } from './both-judges.js';
import { setUsing } from './test-cases-unverified.js';
import type { TestCase } from './test-cases.js';

/**
 * Judges a case once more and asks json-rules-engine about every condition of its policy that was evaluated on the way,
 * with the facts as they stood there: `applies`, `when` and `require`, and those of pauses, extensions and `since`.
 * Returns what the two do not agree on; what is unknown cannot be asked of the engine.
 */
export async function secondOpinion(testCase: TestCase, set: PolicySet): Promise<readonly Text[]> {
  const { complaint, at, policy } = testCase;
  const used = setUsing(set, testCase.useUnverified);
  const found = await disagreements(questionsOf(used, complaint, at, policy), used);
  return found.map(({ of, document, ours }) => ({
    en: `${of}: json-rules-engine does not agree on ${document}: here it is ${String(ours)}`,
    zh: `${of}：json-rules-engine 的结论不一致：${document}，此处为 ${String(ours)}`,
  }));
}
