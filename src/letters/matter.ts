import type { Text } from '../errors.js';
import type { Complaint } from '../rules/complaint.js';
import { judge } from '../rules/judge/judge.js';
import type { Finding, Judgement } from '../rules/judge/judgement.js';
import { retractedIds } from '../rules/judge/timeline.js';
import type { LetterKind } from '../rules/policy/letter-kinds.js';
import type { PolicySet } from '../rules/policy/policy.js';
import type { Statement } from '../rules/policy/statement-types.js';
import { checkLetter } from '../rules/reply/check-letter.js';
import { firstInstant } from '../rules/time/compare.js';
import type { Zone } from '../rules/time/calendar.js';
import { zoneOf } from '../rules/time/zone.js';
import type { FactValue, Instant, None, Time } from '../rules/values.js';
import { placeText } from '../texts/cite-text.js';
import { same } from '../texts/sentences/phrase.js';
import { eventsOfLetter } from './events-of-letter.js';

/** Facts of the shipped vocabulary that a letter repeats (H-02); where a vocabulary has others, the letter goes without. */
export const letterFacts = ['complainant_name', 'category', 'product', 'refusal_ground'] as const;

/** What a letter is written from. */
export interface LetterMatter {
  readonly kind: LetterKind;
  readonly set: PolicySet;
  readonly complaint: Complaint;
  readonly judgement: Judgement;
  readonly at: Instant;
  readonly zone: Zone;
  /** What sending it is: events of the vocabulary. */
  readonly events: readonly string[];
  readonly facts: Readonly<Record<string, FactValue | None>>;
  readonly received: Time | undefined;
  /** Whether rules of law say themselves what the letter must tell: then nothing more is said of where one may turn to. */
  readonly isToldByLaw: boolean;
}

/** Everything that the letter can be filled from, as known at the instant. */
export function matterOf(
  kind: LetterKind,
  set: PolicySet,
  complaint: Complaint,
  at: Instant,
  chosen?: readonly string[],
): LetterMatter {
  const zone = zoneOf(set.organisation.zone);
  const judgement = judge(set, complaint, at);
  const past = standing(complaint, at, zone);
  const events = chosen ?? eventsOfLetter(set, judgement, kind);
  return {
    kind,
    set,
    complaint,
    judgement,
    at,
    zone,
    events,
    facts: factsNow(complaint, at, zone),
    received: past.find(({ type }) => type === 'received')?.at,
    isToldByLaw: isToldByLaw(set, complaint, events, at),
  };
}

function isToldByLaw(set: PolicySet, complaint: Complaint, events: readonly string[], at: Instant): boolean {
  return events.some((letter) =>
    checkLetter(set, complaint, { letter, text: '', at }).statements.some(
      ({ policy, statement, missing }) =>
        policy.source.rank !== 'house' && missing.length === 0 && isOurs({ set, complaint }, statement),
    ),
  );
}

/** Whether the letter is ours to write by this rule: it binds our own role (S76). */
export function isOurs({ set, complaint }: Pick<LetterMatter, 'set' | 'complaint'>, { binds }: Statement): boolean {
  const given = complaint.our?.['role'] ?? set.organisation.our['role'];
  const role = typeof given === 'string' ? given : set.organisation.role;
  return role === undefined || binds === role;
}

/** The facts as they stand: those from the start, and what events have said since, the last word last. */
export function factsNow(complaint: Complaint, at: Instant, zone: Zone): LetterMatter['facts'] {
  const facts: Record<string, FactValue | None> = { ...complaint.facts };
  for (const { data } of standing(complaint, at, zone)) Object.assign(facts, data);
  return facts;
}

/** What has happened by now and was not taken back, in the order in which it happened. */
export function standing({ events }: Complaint, at: Instant, zone: Zone): Complaint['events'] {
  const retracted = retractedIds(events);
  return events
    .filter((event) => !retracted.has(event.id) && firstInstant(event.at, zone) <= at)
    .toSorted((a, b) => firstInstant(a.at, zone) - firstInstant(b.at, zone));
}

/** The complaint as it would stand if the letter had gone at this instant. */
export function afterSending({ complaint, events, at }: LetterMatter): Complaint {
  const ids = new Set(complaint.events.map(({ id }) => id));
  const sent = events.map((type, index) => {
    let id = `letter-${index + 1}`;
    while (ids.has(id)) id += '-';
    return { id, type, at: { kind: 'instant', at } as const, data: {} };
  });
  return { ...complaint, events: [...complaint.events, ...sent] };
}

/** A fact that is a text. */
export function textFact({ facts }: LetterMatter, name: (typeof letterFacts)[number]): string | undefined {
  const value = facts[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** A word fact as people call it. */
export function wordFact(matter: LetterMatter, name: (typeof letterFacts)[number]): Text | undefined {
  const value = textFact(matter, name);
  if (value === undefined) return undefined;
  return matter.set.vocabulary.wordTitles?.words.get(value) ?? same(value);
}

/** Where a rule stands: title, instrument and article, as the letter quotes it. */
export function sourceText(
  { set }: LetterMatter,
  { policy, version }: Pick<Finding, 'policy' | 'version'>,
  cites: readonly string[],
): Text {
  const found = set.policies.find(({ id, inForce }) => id === policy && inForce.from === version);
  const of = (language: 'en' | 'zh'): string => {
    const instrument = found?.source.instrumentText?.[language] ?? found?.source.instrument ?? policy;
    if (language === 'en') return placeText(instrument, cites, language, set.vocabulary.instruments).join(', ');
    const named = quotedInstrument(instrument);
    const [first = '', ...others] = placeText(named, cites, language, set.vocabulary.instruments);
    return first === named ? `${first}${others.join('、')}` : [first, ...others].join('、');
  };
  return { en: of('en'), zh: of('zh') };
}

/** `办法（令第121号）` as `《办法》（令第121号）`: how Chinese letters quote an instrument. */
function quotedInstrument(name: string): string {
  if (name.includes('《') || !/\p{Script=Han}/u.test(name)) return name;
  const [, title = name, rest = ''] = /^([^（]+)(（.*)?$/u.exec(name) ?? [];
  return `《${title}》${rest}`;
}

/** A word of the vocabulary by its title. */
export function wordTitle({ set }: LetterMatter, section: 'remedies' | 'words', word: string): Text {
  return set.vocabulary.wordTitles?.[section].get(word) ?? same(word);
}
