import type { Text } from '../errors.js';
import type { AmountFound, Given, RightFinding } from '../rules/judge/judgement.js';
import { timeKey } from '../rules/time/parse-time.js';
import type { Money, Time } from '../rules/values.js';
import { isMoney } from '../rules/values.js';
import { bracketed, clauses, joined, listed, lowered, same } from '../texts/sentences/phrase.js';
import { timeText } from './letter-date.js';
import { sourceText, standing, wordTitle, type LetterMatter } from './matter.js';

/** What the complainant may have of us, as the letter lists it: one line a right. Nothing that depends on what nobody knows. */
export function rightsLines(matter: LetterMatter): readonly Text[] {
  return matter.judgement.rights.filter(isCertain).flatMap((right) => rightLine(matter, right) ?? []);
}

/** Those rights with what each gives and until when, whatever it is called: a letter that lists others is out of date. */
export function rightKeys(matter: LetterMatter): readonly string[] {
  const shown = matter.judgement.rights.filter((right) => isCertain(right) && rightLine(matter, right) !== undefined);
  return shown.map(({ policy, rule, until, gives }) => {
    const last = until === undefined ? '' : timeKey(until);
    return `right ${policy}#${rule} ${last} ${gives.map(givenKey).join(' ')}`;
  });
}

/** Rights of which it is not known whether they are open: for whoever writes the letter, not for the complainant. */
export function unsureRights({ judgement, set }: LetterMatter): readonly Text[] {
  return judgement.rights
    .filter(({ own, state }) => own && state === 'indeterminate')
    .flatMap((right) => ruleOfRight(set, right)?.title ?? []);
}

/** What was granted already, in the order in which it was. */
export function grantedLines(matter: LetterMatter): readonly Text[] {
  return granted(matter).map(({ remedy, amount }) => {
    const title = wordTitle(matter, 'remedies', remedy);
    return amount === undefined ? title : joined(title, { en: `: ${money(amount)}`, zh: `：${money(amount)}` });
  });
}

/** The same, whatever it is called. */
export function grantedKeys(matter: LetterMatter): readonly string[] {
  return granted(matter).map(({ remedy, amount }) => `granted ${remedy} ${amount === undefined ? '' : money(amount)}`);
}

function granted({ complaint, at, zone }: LetterMatter) {
  return standing(complaint, at, zone).flatMap(({ type, data }) => {
    const { granted_remedy: remedy, granted_amount: amount } = data;
    if (type !== 'remedy-granted' || typeof remedy !== 'string') return [];
    return [{ remedy, amount: isMoney(amount) ? amount : undefined }];
  });
}

function isCertain({ own, state, unverified, disputed, yieldsTo }: RightFinding): boolean {
  return own && state === 'open' && unverified === undefined && disputed === undefined && yieldsTo === undefined;
}

function rightLine(matter: LetterMatter, right: RightFinding): Text | undefined {
  const rule = ruleOfRight(matter.set, right);
  if (rule === undefined) return undefined;
  const gives = right.gives.flatMap((given) => givenText(matter, given) ?? []);
  if (gives.length === 0) return undefined;
  const what = joined(rule.title, { en: ': ', zh: '：' }, clauses(gives));
  const source = sourceText(matter, right, rule.cite);
  return joined(what, untilText(matter, right.until, right.provisional), bracketed(source));
}

function untilText(matter: LetterMatter, until: Time | undefined, provisional: boolean | undefined): Text {
  if (until === undefined) return same('');
  const date = timeText(until, matter.zone);
  const mark = provisional === true ? { en: ' (provisional)', zh: '（暂定）' } : same('');
  return joined({ en: `, until ${date.en}`, zh: `，截至${date.zh}` }, mark);
}

/** Undefined where it is not known whether the remedy belongs to the right. */
function givenText(matter: LetterMatter, given: Given): Text | undefined {
  if ('oneOf' in given) {
    const parts = given.oneOf.flatMap((each) => givenText(matter, each) ?? []);
    return parts.length === 0 ? undefined : listed(parts, 'or');
  }
  if (given.missing !== undefined && given.missing.length > 0) return undefined;
  const title = lowered(wordTitle(matter, 'remedies', given.remedy));
  const amount = given.amount === undefined ? undefined : amountText(given.amount);
  const most = given.upTo?.kind === 'exact' ? given.upTo.amount : undefined;
  return joined(
    title,
    amount === undefined ? same('') : { en: ` of ${amount.en}`, zh: amount.zh },
    most === undefined ? same('') : { en: ` up to ${money(most)}`, zh: `（以${money(most)}为限）` },
  );
}

function givenKey(given: Given): string {
  if ('oneOf' in given) return `(${given.oneOf.map(givenKey).join('|')})`;
  if (given.missing !== undefined && given.missing.length > 0) return '';
  const amount = given.amount && amountText(given.amount)?.en;
  const most = given.upTo?.kind === 'exact' ? money(given.upTo.amount) : undefined;
  return `${given.remedy}:${amount ?? ''}:${most ?? ''}`;
}

/** What is known for certain of an amount; nothing where only a bound in our favour is. */
function amountText(found: AmountFound): Text | undefined {
  if (found.kind === 'exact') return same(money(found.amount));
  const { atLeast } = found;
  return atLeast === undefined ? undefined : { en: `at least ${money(atLeast)}`, zh: `不少于${money(atLeast)}` };
}

function money({ amount, currency }: Money): string {
  return `${currency} ${amount}`;
}

function ruleOfRight({ policies }: LetterMatter['set'], { policy, version, rule }: RightFinding) {
  return policies
    .find(({ id, inForce }) => id === policy && inForce.from === version)
    ?.rights.find(({ id }) => id === rule);
}
