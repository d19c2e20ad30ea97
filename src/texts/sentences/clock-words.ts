import type { Text } from '../../errors.js';
import type { CalendarChoice, Clock, Extension, Pause } from '../../rules/policy/clock-types.js';
import type { DurationValue } from '../../rules/policy/value-types.js';
import type { Calendar, Counting } from '../../rules/time/calendar.js';
import { citeText, type Instruments } from '../cite-text.js';
import { rollTexts } from '../roll-texts.js';
import { conditionWords } from './condition-words.js';
import { literalWords } from './literal-words.js';
import { bracketed, joined, listed, quoted, same } from './phrase.js';
import { durationWords, momentWords, type Speech } from './value-words.js';

/** Articles in brackets; nothing where there is none. */
export function citeWords(cite: readonly string[], instruments?: Instruments): Text {
  return bracketed({
    en: cite.map((each) => citeText(each, 'en', instruments)).join('; '),
    zh: cite.map((each) => citeText(each, 'zh', instruments)).join('；'),
  });
}

/** `within 7 days after “Received”`; in Chinese `自“收到投诉”起7日内`. */
export function periodWords({ period }: Pick<Clock, 'period'>, speech: Speech): Text {
  if (period.kind === 'due') {
    const due = momentWords(period.due, speech);
    return { en: `by ${due.en}`, zh: `最迟于${due.zh}` };
  }
  const [by, from] = [durationWords(period.within, speech), momentWords(period.from, speech)];
  return { en: `within ${by.en} after ${from.en}`, zh: `自${from.zh}起${by.zh}内` };
}

/** Everything else that a clock says, a part of the sentence each. */
export function clockRemarks(clock: Clock, speech: Speech): readonly Text[] {
  const within = clock.period.kind === 'within' ? clock.period.within : undefined;
  return [
    ...(clock.notAfter === undefined ? [] : [capWords(momentWords(clock.notAfter, speech))]),
    ...(within === undefined ? [] : countingWords(clock, within, speech)),
    ...clock.pauses.map((pause) => pauseWords(pause, speech)),
    ...clock.extensions.map((extension) => extensionWords(extension, speech)),
    ...restartWords(clock.restarts, speech),
    ...(clock.cancelledBy === undefined ? [] : [cancelWords(momentWords(clock.cancelledBy, speech))]),
  ];
}

function capWords({ en, zh }: Text): Text {
  return { en: `never later than ${en}`, zh: `最迟不晚于${zh}` };
}

function cancelWords({ en, zh }: Text): Text {
  return { en: `it ends without effect if ${en} comes first`, zh: `此前发生${zh}的，不再适用` };
}

/** A part of the sentence for the events that start a clock afresh; none for none. */
export function restartWords(restarts: readonly string[], { titles }: Speech): readonly Text[] {
  if (restarts.length === 0) return [];
  const { en, zh } = listed(
    restarts.map((event) => quoted(titles.name(event))),
    'or',
  );
  return [{ en: `${en} starts it afresh`, zh: `发生${zh}的，重新计算` }];
}

function pauseWords({ from, until, when, atMost, counted, cite }: Pause, speech: Speech): Text {
  const [start, end] = [momentWords(from, speech), momentWords(until, speech)];
  const condition = when && conditionWords(when.document, speech.titles, speech.policy);
  const most = atMost && durationWords(atMost, speech);
  const both = counted === 'both-days' ? { en: ', both days included', zh: '，首尾两日均扣除' } : same('');
  return joined(
    {
      en: `the time from ${start.en} until ${end.en} is not counted`,
      zh: `自${start.zh}至${end.zh}的期间不计入`,
    },
    most === undefined ? same('') : { en: `, for at most ${most.en}`, zh: `，最长${most.zh}` },
    both,
    condition === undefined ? same('') : { en: `, where ${condition.en}`, zh: `，条件是${condition.zh}` },
    citeWords(cite, speech.titles.instruments),
  );
}

function extensionWords({ when, to, cite }: Extension, speech: Speech): Text {
  const condition = conditionWords(when.document, speech.titles, speech.policy);
  if (to.kind === 'moment') {
    const end = momentWords(to.moment, speech);
    return joined(
      { en: `extended until ${end.en} where ${condition.en}`, zh: `${condition.zh}的，延长至${end.zh}` },
      citeWords(cite, speech.titles.instruments),
    );
  }
  const total = durationWords(to, speech);
  return joined(
    { en: `extended to ${total.en} in all where ${condition.en}`, zh: `${condition.zh}的，总期限延长至${total.zh}` },
    citeWords(cite, speech.titles.instruments),
  );
}

/** How the period is counted: on whose calendar, from which day, and what becomes of a last day on which nobody works. */
export function countingWords(
  { calendar, counting }: { readonly calendar: CalendarChoice; readonly counting: string | undefined },
  within: DurationValue,
  speech: Speech,
): readonly Text[] {
  const units = unitsOf(within, speech);
  if (units.every((unit) => unit === 'minutes' || unit === 'hours')) return [];
  const found = speech.titles.calendar(calendar.kind === 'named' ? calendar.id : calendar.or);
  const days = { en: 'counted on ', zh: '按' };
  const where = joined(days, calendarWords(calendar, found, speech), { en: '', zh: '计算' });
  const rule = countingOf(found, counting, speech);
  const rolls = !units.every((unit) => unit.startsWith('working'));
  const open = units.every((unit) => unit === 'working hours' || unit === 'working minutes');
  if (rule === undefined || open) return [where];
  return [joined(where, bracketed(listedPlain(howCounted(rule, rolls, speech))))];
}

function howCounted({ firstDay, rolls, ends }: Counting, rolling: boolean, { titles }: Speech): readonly Text[] {
  const first =
    firstDay === 'counted'
      ? { en: 'the first day is counted', zh: '首日计入' }
      : { en: 'the first day is not counted', zh: '首日不计入' };
  const close = { en: 'the last day ends at close of business', zh: '末日止于营业结束时' };
  return [first, ...(rolling ? [rollText(rolls, titles)] : []), ...(ends === 'midnight' ? [] : [close])];
}

function rollText(rolls: Counting['rolls'], titles: Speech['titles']): Text {
  if (typeof rolls === 'string') return rollTexts[rolls];
  const chosen = titles.parameter(rolls.parameter)?.values.at(-1)?.value;
  const set = (Object.keys(rollTexts) as (keyof typeof rollTexts)[]).find((each) => each === chosen); // the keys of the table above
  const reading = { en: ', by the reading chosen', zh: '（按所选理解）' };
  return set === undefined
    ? { en: 'the last day moves by the reading chosen', zh: '末日按所选理解顺延' }
    : joined(rollTexts[set], reading);
}

function calendarWords(choice: CalendarChoice, calendar: Calendar | undefined, { titles }: Speech): Text {
  const title = calendar?.title ?? same(choice.kind === 'named' ? choice.id : choice.or);
  if (choice.kind === 'named') return { en: `the calendar ${quoted(title).en}`, zh: `${quoted(title).zh}日历` };
  const party = titles.party(choice.party);
  return {
    en: `the ${party.en.toLowerCase()}'s own calendar (otherwise ${quoted(title).en})`,
    zh: `${party.zh}所用日历（没有登记的，按${quoted(title).zh}日历）`,
  };
}

function countingOf(
  calendar: Calendar | undefined,
  name: string | undefined,
  { titles }: Speech,
): Counting | undefined {
  const wanted = name ?? calendar?.defaultCounting;
  return wanted === undefined ? undefined : (calendar?.countings.get(wanted) ?? titles.counting(wanted));
}

/** The units that a period may come to. */
function unitsOf(value: DurationValue, speech: Speech): readonly string[] {
  if (value.kind === 'duration') return [value.unit];
  if (value.kind === 'table') return value.rows.flatMap(({ is }) => unitsOf(is, speech));
  if (value.kind === 'fact') return ['days'];
  const values = speech.titles.parameter(value.name)?.values ?? [];
  return values.flatMap(({ value: each }) =>
    typeof each === 'object' && 'kind' in each && each.kind === 'duration' ? [each.unit] : [],
  );
}

function listedPlain(parts: readonly Text[]): Text {
  return { en: parts.map(({ en }) => en).join('; '), zh: parts.map(({ zh }) => zh).join('；') };
}

/** A warning that is given before the end. */
export function warnWords(warn: DurationValue | undefined, speech: Speech): readonly Text[] {
  if (warn?.kind !== 'duration') return [];
  const { en, zh } = literalWords(warn, speech.titles);
  return [{ en: `with a warning ${en} before it is due`, zh: `到期前${zh}预警` }];
}
