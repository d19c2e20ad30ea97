import type { Text } from '../errors.js';
import type { Came, Telling } from '../rules/explain/came.js';
import type { Change } from '../rules/explain/change.js';
import type { SmallestChange } from '../rules/explain/smallest-change.js';
import type { ComplaintEvent } from '../rules/complaint.js';
import type { Zone } from '../rules/time/calendar.js';
import { formatTime } from '../rules/time/parse-time.js';
import { outcomeTerms } from './glossary-texts.js';
import { retentionStateTerms, rightStateTerms } from './entitlement-texts.js';
import { literalWords } from './sentences/literal-words.js';
import { bracketed, clauses, listed, quoted, same } from './sentences/phrase.js';
import type { Titles } from './sentences/titles.js';

/** The smallest change in words, or why there is none. */
export function smallestChangeText(found: SmallestChange, titles: Titles, zone: Zone): Text {
  if (found.kind === 'none')
    return {
      en: 'No change of up to three facts or events gives another answer.',
      zh: '改变三项以内的事实或事件，结论都不会改变。',
    };
  if (found.kind === 'stopped' && found.wholeUpTo === 0)
    return { en: 'Not searched: the time was over.', zh: '因时限已到，未作搜索。' };
  if (found.kind === 'stopped')
    return {
      en: `Not searched whole: no change of up to ${found.wholeUpTo} gives another answer; more was not tried.`,
      zh: `未能全部搜索：改变 ${found.wholeUpTo} 项以内，结论不会改变；更多的未尝试。`,
    };
  const changes = listed(
    found.changes.map((change) => changeText(change, titles, zone)),
    'and',
  );
  const to = quoted(cameText(found.to));
  const part = found.whole
    ? same('')
    : { en: ' Not searched whole: there may be a smaller one.', zh: '未能全部搜索，可能还有更小的改变。' };
  return { en: `${to.en} if ${changes.en}.${part.en}`, zh: `如${changes.zh}，结论即为${to.zh}。${part.zh}` };
}

/** Whether anybody is to be told, of an escalation. */
const tellingTexts: Readonly<Record<Telling, Text>> = {
  'told-now': { en: 'To be told by now', zh: '现已应当通知' },
  'told-later': { en: 'To be told later', zh: '到时应当通知' },
  'nobody-told': { en: 'Nobody is to be told', zh: '无须通知任何人' },
};

/** What a rule of any section came to, by its title. */
export function cameText(came: Came): Text {
  const terms: Readonly<Record<string, { readonly name: Text }>> = {
    ...retentionStateTerms,
    ...rightStateTerms,
    ...outcomeTerms,
  };
  const told: Readonly<Record<string, Text>> = tellingTexts;
  return told[came] ?? terms[came]?.name ?? same(came);
}

function changeText(change: Change, titles: Titles, zone: Zone): Text {
  if (change.kind === 'fact') {
    const [name, value] = [quoted(titles.name(change.fact)), literalWords(change.to, titles, zone.id)];
    return { en: `${name.en} were ${value.en}`, zh: `${name.zh}为${value.zh}` };
  }
  const { event } = change;
  const [name, at] = [quoted(titles.name(event.type)), formatTime(event.at, zone)];
  if (change.kind === 'event-moved') {
    const to = formatTime(change.to, zone);
    return { en: `${name.en} had happened on ${to} (not ${at})`, zh: `${name.zh}发生于 ${to}（而非 ${at}）` };
  }
  const said = saidText(event.data, titles);
  return change.kind === 'event-added'
    ? { en: `${name.en}${said.en} had happened by ${at}`, zh: `${name.zh}${said.zh}不晚于 ${at} 发生` }
    : { en: `${name.en} of ${at} had not happened`, zh: `${at} 的${name.zh}没有发生` };
}

/** What a person would have to say: whether a letter says something, or how a duty was kept. */
function saidText(data: ComplaintEvent['data'], titles: Titles): Text {
  const words = ['confirmed_found', 'assessment'].flatMap((fact) => {
    const value = Object.hasOwn(data, fact) ? data[fact] : undefined;
    if (value === undefined) return [];
    const [name, said] = [quoted(titles.name(fact)), literalWords(value, titles)];
    return [{ en: `${name.en} ${said.en}`, zh: `${name.zh}为${said.zh}` }];
  });
  return bracketed(clauses(words));
}
