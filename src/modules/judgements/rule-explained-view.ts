import type { Complaint } from '../../rules/complaint.js';
import { explainRule, type Asked, type RuleExplained } from '../../rules/explain/explain-rule.js';
import { smallestChange, type Limits } from '../../rules/explain/smallest-change.js';
import type { Answering } from '../../rules/explain/where-from.js';
import { formatFactValue } from '../../rules/facts/fact-value.js';
import type { PolicySet } from '../../rules/policy/policy.js';
import { zoneOf } from '../../rules/time/zone.js';
import type { Instant } from '../../rules/values.js';
import { smallestChangeText } from '../../texts/change-texts.js';
import { conditionWords } from '../../texts/sentences/condition-words.js';
import { sentenceOf } from '../../texts/sentences/sentence-of.js';
import { titlesFor, type Titles } from '../../texts/sentences/titles.js';

/** A condition in words, what it came to, what decided it, and what answered. */
export function askedView({ what, document, result, decided, answers, cite }: Asked, titles: Titles, policy: string) {
  const words = (condition: Asked['document']) => conditionWords(condition, titles, policy);
  return {
    what,
    condition: words(document),
    result: result ?? null,
    decided: decided.map(words),
    answers: answers.map((each) => answeringView(each, titles)),
    cite: [...cite],
  };
}

/** A fact that answered, and where it stands.  */
export interface AnsweringView {
  name: string;
  title: { en: string; zh: string };
  value: string | null;
  from: Answering['origin']['kind'];
  event?: string | undefined;
  worked_out_from?: AnsweringView[] | undefined;
}

function answeringView({ name, reading, origin }: Answering, titles: Titles): AnsweringView {
  return {
    name,
    title: titles.name(name),
    value: reading === undefined ? null : formatFactValue(reading),
    from: origin.kind,
    ...(origin.kind === 'event' && { event: origin.event.id }),
    ...(origin.kind === 'worked-out' && {
      worked_out_from: origin.from.map((each) => answeringView(each, titles)),
    }),
  };
}

/** What a rule was asked on each occasion, and with `limits` the smallest change that gives another answer. */
export function ruleExplainedView(
  set: PolicySet,
  complaint: Complaint,
  at: Instant,
  ref: string,
  limits: Limits | undefined,
) {
  return explainRule(set, complaint, at, ref).map((explained) => {
    const { policy, rule, occurrence, asked } = explained;
    const titles = titlesFor(set, policy);
    return {
      rule: ref,
      title: rule.title,
      sentence: sentenceOf(rule, policy, set),
      ...(occurrence && { event: occurrence.id }),
      asked: asked.map((each) => askedView(each, titles, policy.id)),
      ...(limits && { change: changeView(set, complaint, at, explained, limits) }),
    };
  });
}

function changeView(
  set: PolicySet,
  complaint: Complaint,
  at: Instant,
  { policy, rule, occurrence }: RuleExplained,
  limits: Limits,
) {
  const about = {
    policy: policy.id,
    rule: rule.id,
    ...(occurrence && { occurrence: { event: occurrence.id, type: occurrence.type, at: occurrence.at } }),
  };
  const found = smallestChange({ set, complaint, at, about }, limits);
  const zone = zoneOf(set.organisation.zone);
  return { kind: found.kind, text: smallestChangeText(found, titlesFor(set, policy), zone) };
}
