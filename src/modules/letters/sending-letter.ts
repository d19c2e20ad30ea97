import { RedressError, type Fault } from '../../errors.js';
import { inRequest } from '../../http/request.js';
import { lackingIn } from '../../letters/draft-letter.js';
import { answerBy, datesOf } from '../../letters/dates-of-letter.js';
import { gapsIn } from '../../letters/gap.js';
import { dayText } from '../../letters/letter-date.js';
import { matterOf, type LetterMatter } from '../../letters/matter.js';
import type { PolicySet } from '../../rules/policy/policy.js';
import { dayIn } from '../../rules/time/compare.js';
import type { FactValue, Instant, None } from '../../rules/values.js';
import type { StoredComplaint } from '../complaints/complaint.js';
import { judgeable } from '../complaints/judgeable.js';
import type { NewEvent } from '../complaints/keep-events.js';
import { readFacts, type Facts } from '../complaints/read-facts.js';
import { closeNotebook, openNotebook } from '../complaints/request-notebook.js';
import { letterFault } from './letter-errors.js';
import type { Letter, LetterWords } from './letter.js';

/** How a letter goes. */
export interface Going {
  readonly at: Instant;
  /** Facts that its events carry, as they were given in. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Why it goes although it lacks something. */
  readonly despite: string | undefined;
}

/** The letter as its rules see it, if it went at this instant. */
export function matterOfLetter(letter: Letter, stored: StoredComplaint, set: PolicySet, at: Instant): LetterMatter {
  return matterOf(letter.kind, set, judgeable(stored, at), at);
}

/**
 * Refuses a letter that is not to go: with something to be filled in; without a statement that our rules ask for, or with another date, right
 * or amount than they give now, unless it is said why; one whose sending nothing would record. All reasons at once.
 */
export function mayGo(
  letter: Letter,
  { subject, text }: LetterWords,
  matter: LetterMatter,
  { despite, isAhead }: Pick<Going, 'despite'> & { readonly isAhead: boolean },
): void {
  const faults: Fault[] = [];
  const gaps = gapsIn(`${subject}\n${text}`).length;
  if (matter.events.length === 0) faults.push(letterFault('letter.no_event', { kind: letter.kind }));
  if (gaps > 0) faults.push(letterFault('letter.has_gaps', { count: gaps }));
  if (despite === undefined) {
    for (const { ref, title } of lackingStatements(matter, text))
      faults.push(letterFault('letter.lacks_statement', { statement: ref, en: title.en, zh: title.zh }));
    if (isAhead && datesOf(matter).join() !== letter.dates.join()) faults.push(letterFault('letter.out_of_date'));
  }
  if (faults.length > 0) throw new RedressError(faults);
}

function lackingStatements(matter: LetterMatter, text: string) {
  const byRef = new Map(lackingIn(matter, text).map(({ statement }) => [statement.ref, statement]));
  return [...byRef.values()];
}

/** The facts that a request gives for the events of a letter. Refuses what their facts cannot hold, and what none of them carries. */
export function factsGiven(data: Going['data'], matter: LetterMatter): Facts {
  const notebook = openNotebook(matter.set);
  const facts = readFacts(data, ['data'], notebook);
  closeNotebook(notebook);
  const faults = Object.keys(facts).flatMap((fact) =>
    matter.events.some((event) => carries(matter.set, event, fact))
      ? []
      : [
          letterFault(
            'letter.fact_not_carried',
            { fact, events: matter.events.join(', ') },
            inRequest('body', `/data/${fact}`),
          ),
        ],
  );
  if (faults.length > 0) throw new RedressError(faults);
  return facts;
}

/**
 * The events that the going of a letter is, at the instant at which it went. Each carries the letter's id and what it carries of the
 * facts given; that it is in writing, and whether it promises an answer, the letter shows itself.
 */
export function eventsOfGoing(
  letter: Letter,
  words: LetterWords,
  matter: LetterMatter,
  going: Going,
): readonly NewEvent[] {
  const facts: Record<string, FactValue | None> = { ...shownBy(words, matter), ...factsGiven(going.data, matter) };
  return matter.events.map((type) => ({
    type,
    at: { kind: 'instant', at: going.at },
    data: {
      ...Object.fromEntries(Object.entries(facts).filter(([name]) => carries(matter.set, type, name))),
      letter: letter.id,
      ...(going.despite === undefined ? {} : { despite: going.despite }),
    },
  }));
}

/** What the words of a letter show of themselves, where the vocabulary has facts for it. */
function shownBy({ text }: LetterWords, matter: LetterMatter): Facts {
  const { date } = matter.kind === 'acknowledgement' ? answerBy(matter) : { date: undefined };
  const day = date === undefined ? undefined : dayText(dayIn(date.due, matter.zone));
  const promises = day !== undefined && (text.includes(day.en) || text.includes(day.zh));
  return { in_writing: true, ...(promises ? { says_when_firm_will_answer: true } : {}) };
}

function carries({ vocabulary }: PolicySet, event: string, fact: string): boolean {
  const data = vocabulary.events.get(event)?.data ?? [];
  return vocabulary.facts.has(fact) && (data === 'any' || data.includes(fact));
}
