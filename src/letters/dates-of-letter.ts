import type { Text } from '../errors.js';
import { judge } from '../rules/judge/judge.js';
import type { Finding } from '../rules/judge/judgement.js';
import type { MissingFact } from '../rules/conditions/condition.js';
import { compareTimes } from '../rules/time/compare.js';
import { timeKey } from '../rules/time/parse-time.js';
import type { Time } from '../rules/values.js';
import { eventsIn, eventsMarked, isLive, ruleOf } from './events-of-letter.js';
import { isOver } from './letter-date.js';
import { afterSending, sourceText, type LetterMatter } from './matter.js';
import { grantedKeys, rightKeys } from './what-is-due.js';

/** A date that a letter gives, with the rule that it comes from. */
export interface LetterDate {
  /** `policy#rule`. */
  readonly rule: string;
  readonly title: Text;
  readonly source: Text;
  readonly due: Time;
  /** The official calendar may still move it. */
  readonly isProvisional: boolean;
}

/** By when we answer, or why that cannot be said. */
export interface AnswerBy {
  readonly date: LetterDate | undefined;
  /** Facts without which a rule gives no date. */
  readonly missing: readonly MissingFact[];
  /** A date that has gone by: no promise can be made of it. */
  readonly over: LetterDate | undefined;
}

/** The first of our own running deadlines that an answer ends: the letter promises no later one. */
export function answerBy(matter: LetterMatter): AnswerBy {
  const answers = new Set(eventsMarked(matter.set, 'final-reply'));
  const open = matter.judgement.findings.filter((finding) => {
    const rule = ruleOf(matter.set, finding);
    return (
      rule?.kind === 'deadline' &&
      finding.superseded === undefined &&
      eventsIn(rule.done).some((name) => answers.has(name))
    );
  });
  const dates = open.filter(isLive).flatMap((finding) => dateOf(matter, finding) ?? []);
  const ahead = dates.filter(({ due }) => !isOver(due, matter.at, matter.zone));
  return {
    date: earliest(ahead, matter),
    missing: open.filter(({ own, outcome }) => own && outcome === 'indeterminate').flatMap(({ missing }) => missing),
    over: earliest(
      dates.filter(({ due }) => isOver(due, matter.at, matter.zone)),
      matter,
    ),
  };
}

/** What an extension letter does to our deadlines. */
export interface Extending {
  readonly before: LetterDate;
  readonly after: LetterDate;
}

/** The deadlines that are longer if the letter goes now, the first to run out first. */
export function extendedBy(matter: LetterMatter): readonly Extending[] {
  const after = judge(matter.set, afterSending(matter), matter.at).findings;
  return matter.judgement.findings
    .filter(isLive)
    .flatMap((finding): Extending[] => {
      const longer = after.find((other) => isSame(finding, other));
      const [was, is] = [dateOf(matter, finding), longer && dateOf(matter, longer, finding)];
      return was !== undefined && is !== undefined && compareTimes(is.due, was.due, matter.zone) > 0
        ? [{ before: was, after: is }]
        : [];
    })
    .toSorted((a, b) => compareTimes(a.before.due, b.before.due, matter.zone));
}

/** What an extension letter says of our answer. */
export interface NewAnswer {
  /** The date that cannot be kept. */
  readonly before: LetterDate | undefined;
  /** The date that takes its place, where one does. */
  readonly until: LetterDate | undefined;
  /** Another deadline of ours that an answer ends, which this letter does not move beyond the extended one: it runs out first. */
  readonly earlier: LetterDate | undefined;
}

/** By when we answer if an extension letter goes now: no later than the first of our deadlines runs out then, extended or not. */
export function newAnswer(matter: LetterMatter): NewAnswer {
  const [first] = extendedBy(matter);
  if (first === undefined) return { before: answerBy(matter).date, until: undefined, earlier: undefined };
  const { before, after } = first;
  const judgement = judge(matter.set, afterSending(matter), matter.at);
  const { date } = answerBy({ ...matter, judgement });
  if (date === undefined || compareTimes(date.due, after.due, matter.zone) >= 0)
    return { before, until: after, earlier: undefined };
  const isLater = compareTimes(date.due, before.due, matter.zone) > 0;
  return { before, until: isLater ? date : undefined, earlier: date };
}

/** Names that the extensions of our running deadlines ask for beside the letter itself, where none of them holds. */
export function extensionsAsk(
  matter: LetterMatter,
): readonly { readonly title: Text; readonly names: readonly string[] }[] {
  return matter.judgement.findings.filter(isLive).flatMap((finding) => {
    const rule = ruleOf(matter.set, finding);
    if (rule?.kind !== 'deadline') return [];
    const names = rule.clock.extensions
      .map(({ when }) => [...when.names])
      .filter((each) => each.some((name) => matter.events.includes(name)))
      .flatMap((each) => each.filter((name) => !matter.events.includes(name)));
    const isAbout = rule.clock.extensions.some(({ when }) => matter.events.some((name) => when.names.has(name)));
    return isAbout ? [{ title: rule.title, names: [...new Set(names)] }] : [];
  });
}

function isSame(a: Finding, b: Finding): boolean {
  return (
    a.policy === b.policy &&
    a.rule === b.rule &&
    a.version === b.version &&
    a.round === b.round &&
    a.occurrence?.event === b.occurrence?.event
  );
}

function dateOf(matter: LetterMatter, finding: Finding, quoted = finding): LetterDate | undefined {
  const rule = ruleOf(matter.set, finding);
  if (rule === undefined || finding.due === undefined) return undefined;
  const extension = rule.kind === 'deadline' && finding !== quoted ? rule.clock.extensions : [];
  const holding = extension.find(({ when }) => matter.events.some((name) => when.names.has(name)));
  return {
    rule: rule.ref,
    title: rule.title,
    source: sourceText(matter, finding, holding === undefined || holding.cite.length === 0 ? rule.cite : holding.cite),
    due: finding.due,
    isProvisional: finding.provisional === true,
  };
}

function earliest(dates: readonly LetterDate[], { zone }: LetterMatter): LetterDate | undefined {
  return dates.toSorted((a, b) => compareTimes(a.due, b.due, zone))[0];
}

/** The dates that the letter gives, as `what rule date`, and what it lists: a letter that gives others is out of date. */
export function datesOf(matter: LetterMatter): readonly string[] {
  const date = matter.kind === 'acknowledgement' ? answerBy(matter).date : undefined;
  const until = matter.kind === 'extension' ? newAnswer(matter).until : undefined;
  return [
    ...(date === undefined ? [] : [`answer-by ${date.rule} ${timeKey(date.due)}`]),
    ...(until === undefined ? [] : [`extended-to ${until.rule} ${timeKey(until.due)}`]),
    ...(matter.kind === 'final-reply' ? [...grantedKeys(matter), ...rightKeys(matter)] : []),
  ];
}
