import type { Language, Text } from '../errors.js';
import type { Complaint } from '../rules/complaint.js';
import type { LetterKind } from '../rules/policy/letter-kinds.js';
import type { PolicySet } from '../rules/policy/policy.js';
import type { Statement } from '../rules/policy/statement-types.js';
import type { Instant } from '../rules/values.js';
import { checkLetter, type StatementChecked } from '../rules/reply/check-letter.js';
import { datesOf } from './dates-of-letter.js';
import { gap, gapsIn } from './gap.js';
import { isOurs, letterFacts, matterOf, textFact, type LetterMatter } from './matter.js';
import { acknowledgement } from './texts/acknowledgement.js';
import { ending, salutation } from './texts/common.js';
import { extension } from './texts/extension.js';
import { finalReply } from './texts/final-reply.js';
import { refusal } from './texts/refusal.js';
import { remarksOn } from './texts/remarks.js';

/** A letter as it is proposed to whoever sends it. */
export interface LetterDraft {
  readonly kind: LetterKind;
  readonly language: Language;
  /** What sending it is: events of the vocabulary; empty where the vocabulary marks none for this letter. */
  readonly events: readonly string[];
  readonly subject: string;
  readonly paragraphs: readonly string[];
  /** What nobody knows yet and a person has to fill in, in the order of the text. */
  readonly missing: readonly string[];
  /** For whoever sends it, never for the complainant. */
  readonly remarks: readonly Text[];
  /** Dates that the letter gives, as `what rule date`: a letter whose dates have moved is out of date. */
  readonly dates: readonly string[];
  /** Names of the personal facts that stand in it. */
  readonly opened: readonly string[];
}

/** What a letter is drafted from. */
export interface LetterAsked {
  readonly kind: LetterKind;
  readonly language: Language;
  readonly at: Instant;
  /** Which events sending it is, where a person chose them. */
  readonly events?: readonly string[] | undefined;
}

const bodies: Readonly<Record<LetterKind, (matter: LetterMatter) => readonly Text[]>> = {
  acknowledgement,
  extension,
  refusal,
  'final-reply': finalReply,
};

const subjects: Readonly<Record<LetterKind, Text>> = {
  acknowledgement: { en: 'We have received your complaint', zh: '投诉收悉告知函' },
  extension: { en: 'We need more time for your complaint', zh: '投诉延期答复告知函' },
  refusal: { en: 'Our decision on your complaint', zh: '投诉处理决定告知函' },
  'final-reply': { en: 'Our final answer to your complaint', zh: '投诉处理结果答复函' },
};

const closes: Readonly<Record<LetterKind, string>> = {
  acknowledgement: '特此告知。',
  extension: '特此告知，敬请谅解。',
  refusal: '特此告知。',
  'final-reply': '特此答复。',
};

/**
 * Drafts a letter from the judgement as of now. What nobody knows is a visible gap; nothing is made up. Statements that our own rules
 * in force ask for are made where the text does not make them yet, in the wording of the rule; without a wording they are gaps. Never
 * refuses.
 */
export function draftLetter(
  set: PolicySet,
  complaint: Complaint,
  { kind, language, at, events }: LetterAsked,
): LetterDraft {
  const matter = matterOf(kind, set, complaint, at, events);
  const body = [salutation(matter), ...(language === 'zh' ? [{ en: '', zh: '您好！' }] : []), ...bodies[kind](matter)];
  const end = ending(matter, closes[kind]);
  const spoken = [...body, ...end].map((text) => text[language]);
  const said = wordingsOf(statementsLeft(matter, spoken.join('\n\n')), language);
  const place = spoken.length - end.length - 1;
  const paragraphs = [...spoken.slice(0, place), ...said, ...spoken.slice(place)];
  const subject = `${subjects[kind][language]}${language === 'zh' ? `（编号：${complaint.id}）` : ` (reference ${complaint.id})`}`;
  return {
    kind,
    language,
    events: matter.events,
    subject,
    paragraphs,
    missing: gapsIn([subject, ...paragraphs].join('\n')),
    remarks: remarksOn(matter),
    dates: datesOf(matter),
    opened: letterFacts.filter(
      (name) => textFact(matter, name) !== undefined && set.vocabulary.facts.get(name)?.personal === true,
    ),
  };
}

/** A letter as one text, as it is kept, sent and checked. */
export function letterText(paragraphs: readonly string[]): string {
  return paragraphs.join('\n\n');
}

/** Our own statements that this text does not make yet, each once. */
function statementsLeft(matter: LetterMatter, text: string): readonly Statement[] {
  const left = lackingIn(matter, text).map(({ statement }) => statement);
  return left.filter((statement, index) => left.findIndex(({ ref }) => ref === statement.ref) === index);
}

/**
 * The statements that the letter must make by our own rules and does not, over all events that it is; also those of which it is not
 * known whether they must be made.
 */
export function lackingIn(matter: LetterMatter, text: string): readonly StatementChecked[] {
  const { set, complaint, at } = matter;
  return matter.events.flatMap((letter) =>
    checkLetter(set, complaint, { letter, text, at }).statements.filter(
      ({ statement, found }) => found === undefined && isOurs(matter, statement),
    ),
  );
}

/** The sentences of the rules, those of a policy in one paragraph. A rule without one leaves what must be said to be filled in. */
function wordingsOf(statements: readonly Statement[], language: Language): readonly string[] {
  const byPolicy = Map.groupBy(statements, ({ ref }) => ref.split('#', 1)[0]);
  return [...byPolicy.values()].map((each) => {
    const sentences = new Set(each.map((statement) => wordingOf(statement)[language]));
    return [...sentences].join(language === 'zh' ? '' : ' ');
  });
}

function wordingOf({ wording, title, cite }: Statement): Text {
  const source = cite.join(', ');
  return wording ?? gap({ en: `${title.en} (${source})`, zh: `${title.zh}（${source}）` });
}
