import { answerView } from '../modules/judgements/rule-explained-view.js';
import type { PolicySet } from '../rules/policy/policy.js';
import { formatInstant } from '../rules/time/parse-time.js';
import { zoneOf } from '../rules/time/zone.js';
import type { Instant } from '../rules/values.js';
import { notSearchedText } from './explain-text.js';
import type { ExplainedComplaint } from './explain.js';

/** The explanation as data, with every sentence in both languages: each answer as the service gives it. */
export function explainJson({ answers, quiet, open }: ExplainedComplaint, set: PolicySet, at: Instant) {
  return {
    at: formatInstant(at, zoneOf(set.organisation.zone)),
    answers: answers.map(({ answer, change }) => ({
      ...(answerView(answer, set, change) ?? { rule: answer.ref }),
      ...(change === undefined && { change: { kind: 'not-searched', text: notSearchedText } }),
    })),
    not_shown: quiet,
    undecided: open.map(({ policy, missing }) => ({ policy, missing })),
  };
}
