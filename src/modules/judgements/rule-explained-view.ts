import type { Complaint } from '../../rules/complaint.js';
import { calendarOfRule, type AnyRule } from '../../rules/analysis/all-rules.js';
import type { AmountExplained } from '../../rules/explain/amount-steps.js';
import { answersAbout, type Answer } from '../../rules/explain/answers.js';
import type { Asked } from '../../rules/explain/asked.js';
import type { Choice } from '../../rules/explain/choices.js';
import type { RuleExplained } from '../../rules/explain/explain-rule.js';
import type { ReadingFound } from '../../rules/explain/readings.js';
import { smallestChange, type Limits, type SmallestChange } from '../../rules/explain/smallest-change.js';
import type { Answering } from '../../rules/explain/where-from.js';
import { formatFactValue } from '../../rules/facts/fact-value.js';
import type { Policy, PolicySet } from '../../rules/policy/policy.js';
import type { Zone } from '../../rules/time/calendar.js';
import { formatDay } from '../../rules/time/day.js';
import { formatTime } from '../../rules/time/parse-time.js';
import { zoneOf } from '../../rules/time/zone.js';
import type { Instant, Time } from '../../rules/values.js';
import { cameText, smallestChangeText } from '../../texts/change-texts.js';
import { choiceTitle, rowTexts } from '../../texts/choice-texts.js';
import { amountText, dateTexts, momentTexts, optionText, readingText } from '../../texts/explained-parts.js';
import { cameTexts } from '../../texts/explained-texts.js';
import { conditionWords } from '../../texts/sentences/condition-words.js';
import { sentenceOf } from '../../texts/sentences/sentence-of.js';
import { titlesFor, type Titles } from '../../texts/sentences/titles.js';
import { momentWords, valueWords } from '../../texts/sentences/value-words.js';
import { derivationView } from './derivation-view.js';
import { judgeExplained, findingKey } from './explained.js';

/** A condition in words, what it came to, what decided it, and what answered. */
function askedView(
  { what, document, result, decided, answers, cite, remedies }: Asked,
  titles: Titles,
  policy: string,
) {
  const words = (condition: Asked['document']) => conditionWords(condition, titles, policy);
  return {
    what,
    condition: words(document),
    result: result ?? null,
    decided: decided.map(words),
    answers: answers.map((each) => answeringView(each, titles)),
    cite: [...cite],
    ...(remedies && { remedies: [...remedies] }),
  };
}

/** A fact that answered, and where it stands.  */
export interface AnsweringView {
  name: string;
  title: { en: string; zh: string };
  value: string | null;
  from: Answering['origin']['kind'];
  event?: string | undefined;
  disputed?: string[] | undefined;
  worked_out_from?: AnsweringView[] | undefined;
}

function answeringView({ name, reading, origin, disputed }: Answering, titles: Titles): AnsweringView {
  return {
    name,
    title: titles.name(name),
    value: reading === undefined ? null : formatFactValue(reading),
    from: origin.kind,
    ...(origin.kind === 'event' && { event: origin.event.id }),
    ...(disputed && { disputed: disputed.map((value) => formatFactValue(value)) }),
    ...(origin.kind === 'worked-out' && {
      worked_out_from: origin.from.map((each) => answeringView(each, titles)),
    }),
  };
}

/** What led to the answers of one rule of any section, on each occasion and round; with `limits` the smallest change of each. */
export function ruleExplainedView(
  set: PolicySet,
  complaint: Complaint,
  at: Instant,
  ref: string,
  limits: Limits | undefined,
) {
  const { judgement, derivations } = judgeExplained(set, complaint, at, process.versions['tz'] ?? '');
  const judged = {
    judgement,
    derivationOf: (finding: Parameters<typeof findingKey>[0]) => derivations.get(findingKey(finding)),
  };
  return answersAbout(set, complaint, at, judged, ref).flatMap((answer) => {
    const change = limits && changeOf(answer, { set, complaint, at }, limits);
    const view = answerView(answer, set, change);
    return view === undefined ? [] : [view];
  });
}

/** Where the time was over before this answer's turn, nothing was tried. */
function changeOf(
  { about, came }: Answer,
  asked: Omit<Parameters<typeof smallestChange>[0], 'about'>,
  limits: Limits,
): SmallestChange {
  if (limits.isOver?.() === true) return { kind: 'stopped', from: came, wholeUpTo: 0 };
  return smallestChange({ ...asked, about }, limits);
}

/** One answer with everything that led to it, every sentence in both languages; undefined for a rule that the set does not have. */
export function answerView(answer: Answer, set: PolicySet, change: SmallestChange | undefined) {
  const { ref, explained, came, about, dates, readings } = answer;
  if (explained === undefined) return undefined;
  const { policy, rule, day, asked, moments, choices, amounts } = explained;
  const titles = titlesFor(set, policy);
  const zone = zoneOfRule(rule, policy, set);
  const { line, remarks } = cameTexts(answer, { titles, zone });
  return {
    rule: ref,
    title: rule.title,
    sentence: sentenceOf(rule, policy, set),
    cite: [...rule.cite],
    ...(day !== undefined && { version_day: formatDay(day) }),
    ...(about.occurrence && { event: about.occurrence.event }),
    ...(about.round !== undefined && { round: about.round }),
    outcome: { code: came, ...cameText(came) },
    summary: line,
    remarks: [...remarks],
    ...timesView(answer, zone),
    asked: asked.map((each) => askedView(each, titles, policy.id)),
    moments: moments.map(({ what, moment, answers }) => ({
      what: { code: what, ...momentTexts[what] },
      moment: momentWords(moment, { titles, policy: policy.id, each: rule.each }),
      answers: answers.map((each) => answeringView(each, titles)),
    })),
    choices: choices.map((each) => choiceView(each, rule, set)),
    dates: dates.map(({ what, derivation }) => ({
      what: { code: what, ...dateTexts[what] },
      ...derivationView(derivation, zone),
    })),
    amounts: amounts.map((each) => amountView(each, explained, titles)),
    readings: readings.map((each) => readingView(each, titles, zone)),
    ...(change && { change: { kind: change.kind, text: smallestChangeText(change, titles, zone) } }),
  };
}

/** The zone whose days count for a rule. */
export function zoneOfRule(rule: AnyRule | undefined, policy: Policy, set: PolicySet): Zone {
  const choice = calendarOfRule(rule, policy);
  const id = choice.kind === 'named' ? choice.id : choice.or;
  return set.calendars.get(id)?.zone ?? zoneOf(set.organisation.zone);
}

function timesView({ found }: Answer, zone: Zone) {
  const time = (at: Time | undefined) => (at === undefined ? undefined : formatTime(at, zone));
  if (found.kind === 'duty') {
    const { start, due, done } = found.finding;
    return { ...(start && { start: time(start) }), ...(due && { due: time(due) }), ...(done && { done: time(done) }) };
  }
  if (found.kind !== 'right') return {};
  const { until, used } = found.right;
  return { ...(until && { due: time(until) }), ...(used && { done: time(used) }) };
}

function choiceView(choice: Choice, rule: AnyRule, set: PolicySet) {
  const { name, policy, rows, unasked } = choice;
  const titles = titlesFor(set, policy);
  const speech = { titles, policy: policy.id, each: rule.each };
  return {
    ...(name !== undefined && { name }),
    title: choiceTitle(choice, titles),
    rows: rows.map((row) => {
      const { text, decided } = rowTexts(row, speech);
      return {
        text,
        applies: row.holds ?? null,
        ...(decided.en !== '' && { decided }),
        answers: row.answers.map((each) => answeringView(each, titles)),
        cite: [...row.cite],
      };
    }),
    not_asked: unasked,
  };
}

function amountView({ remedy, steps }: AmountExplained, { rule, policy }: RuleExplained, titles: Titles) {
  const speech = { titles, policy: policy.id, each: rule.each };
  return {
    remedy,
    title: titles.word('remedies', remedy),
    steps: steps.map(({ value, found }) => ({
      formula: valueWords(value, speech),
      comes_to: amountText(found, titles),
    })),
  };
}

function readingView(reading: ReadingFound, titles: Titles, zone: Zone) {
  const { parameter, value, chosen, dates } = reading;
  return {
    parameter,
    value: formatFactValue(value),
    option: optionText(value, titles),
    chosen,
    dates: dates.map((date) => formatTime(date, zone)),
    text: readingText(reading, titles, zone),
  };
}
