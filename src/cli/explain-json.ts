import { askedView } from '../modules/judgements/rule-explained-view.js';
import { derivationView } from '../modules/judgements/derivation-view.js';
import { formatFactValue } from '../rules/facts/fact-value.js';
import type { PolicySet } from '../rules/policy/policy.js';
import { formatDay } from '../rules/time/day.js';
import { formatInstant, formatTime } from '../rules/time/parse-time.js';
import { zoneOf } from '../rules/time/zone.js';
import type { Instant, Time } from '../rules/values.js';
import { cameText, smallestChangeText } from '../texts/change-texts.js';
import { sentenceOf } from '../texts/sentences/sentence-of.js';
import { titlesFor } from '../texts/sentences/titles.js';
import { notSearchedText } from './explain-text.js';
import type { ExplainedAnswer, ExplainedComplaint } from './explain.js';

/** The explanation as data, with every sentence in both languages. */
export function explainJson({ answers, quiet, open }: ExplainedComplaint, set: PolicySet, at: Instant) {
  const zone = zoneOf(set.organisation.zone);
  return {
    at: formatInstant(at, zone),
    answers: answers.map((answer) => answerJson(answer, set)),
    not_shown: quiet,
    undecided: open.map(({ policy, missing }) => ({ policy, missing })),
  };
}

function answerJson({ ref, finding, right, derivation, explained, readings, change }: ExplainedAnswer, set: PolicySet) {
  if (explained === undefined) return { rule: ref };
  const { policy, rule, day, asked } = explained;
  const titles = titlesFor(set, policy);
  const { calendar } = policy;
  const zone =
    set.calendars.get(calendar.kind === 'named' ? calendar.id : calendar.or)?.zone ?? zoneOf(set.organisation.zone);
  const time = (at: Time | undefined) => (at === undefined ? undefined : formatTime(at, zone));
  const came = finding?.outcome ?? right?.state;
  return {
    rule: ref,
    title: rule.title,
    sentence: sentenceOf(rule, policy, set),
    cite: rule.cite,
    version_day: day === undefined ? undefined : formatDay(day),
    outcome: came === undefined ? undefined : { code: came, ...cameText(came) },
    reason: finding?.reason ?? right?.reason,
    start: time(finding?.start),
    due: time(finding?.due ?? right?.until),
    done: time(finding?.done ?? right?.used),
    asked: asked.map((each) => askedView(each, titles, policy.id)),
    derivation: derivation === undefined ? undefined : derivationView(derivation, zone),
    readings: readings.map(({ parameter, value, chosen, findings, rights }) => ({
      parameter,
      value: formatFactValue(value),
      chosen,
      dates: [...findings.map(({ due }) => time(due)), ...rights.map(({ until }) => time(until))],
    })),
    change:
      change === undefined
        ? { kind: 'not-searched', ...notSearchedText }
        : { kind: change.kind, ...smallestChangeText(change, titles, zone) },
  };
}
