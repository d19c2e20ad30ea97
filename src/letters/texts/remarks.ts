import type { Text } from '../../errors.js';
import { titlesFor } from '../../texts/sentences/titles.js';
import { listed, quoted } from '../../texts/sentences/phrase.js';
import { answerBy, extendedBy, extensionsAsk, newAnswer } from '../dates-of-letter.js';
import { timeText } from '../letter-date.js';
import type { LetterMatter } from '../matter.js';
import { unsureRights } from '../what-is-due.js';

/** What whoever sends the letter must know, and the complainant need not. */
export function remarksOn(matter: LetterMatter): readonly Text[] {
  const remarks = [...noEvent(matter)];
  if (matter.kind === 'acknowledgement') remarks.push(...onAnswer(matter));
  if (matter.kind === 'extension') remarks.push(...onExtension(matter));
  if (matter.kind === 'final-reply') remarks.push(...onRights(matter));
  return remarks;
}

function noEvent({ events }: LetterMatter): readonly Text[] {
  if (events.length > 0) return [];
  return [
    {
      en: 'The vocabulary marks no event as the sending of this letter: give an event `letter` in vocabulary.yaml.',
      zh: '词汇表中没有事件标明为发送此函件：请在 vocabulary.yaml 的事件中填写 letter。',
    },
  ];
}

function onAnswer(matter: LetterMatter): readonly Text[] {
  const { date, over, missing } = answerBy(matter);
  if (over !== undefined) {
    const when = timeText(over.due, matter.zone);
    return [
      {
        en: `The time for the answer has run out already (${when.en}, ${over.title.en}): promise a date that you will keep.`,
        zh: `答复期限已于${when.zh}届满（${over.title.zh}）：请填写能够做到的日期。`,
      },
    ];
  }
  if (date !== undefined || missing.length === 0) return [];
  const names = namesOf(
    matter,
    missing.map(({ name }) => name),
  );
  return [
    {
      en: `No rule gives a date for the answer, for want of: ${names.en}.`,
      zh: `无法确定答复期限，缺少：${names.zh}。`,
    },
  ];
}

function onExtension(matter: LetterMatter): readonly Text[] {
  if (extendedBy(matter).length > 0) return onEarlier(matter);
  const asked = extensionsAsk(matter);
  if (asked.length === 0)
    return [
      {
        en: 'This letter extends no period: no rule that is running on this complaint lets it, or the time has run out.',
        zh: '此函件不产生延期效力：该投诉没有正在计时的规则允许据此延期，或者期限已经届满。',
      },
    ];
  return asked.map(({ title, names }) => {
    const others = namesOf(matter, names);
    return names.length === 0
      ? {
          en: `“${title.en}” is not extended by this letter as things stand.`,
          zh: `按目前情况，此函件不延长“${title.zh}”的期限。`,
        }
      : {
          en: `“${title.en}” is extended by this letter only with: ${others.en}.`,
          zh: `“${title.zh}”的期限只有在同时具备下列情况时才因此函件延长：${others.zh}。`,
        };
  });
}

/** The letter extends a period, and another one that it cannot move runs out before. */
function onEarlier(matter: LetterMatter): readonly Text[] {
  const { earlier } = newAnswer(matter);
  if (earlier === undefined) return [];
  const when = timeText(earlier.due, matter.zone);
  return [
    {
      en: `“${earlier.title.en}” runs out earlier all the same, ${when.en}: the letter promises no later date.`,
      zh: `“${earlier.title.zh}”的期限仍将先于此届满（${when.zh}）：此函件不承诺更晚的日期。`,
    },
  ];
}

function onRights(matter: LetterMatter): readonly Text[] {
  const unsure = unsureRights(matter);
  if (unsure.length === 0) return [];
  const names = listed(unsure.map(quoted), 'and');
  return [
    {
      en: `Not in the letter, because facts are missing: ${names.en}.`,
      zh: `因缺少事实而未列入函件：${names.zh}。`,
    },
  ];
}

function namesOf({ set }: LetterMatter, names: readonly string[]): Text {
  const titles = titlesFor(set, { facts: new Map(), parameters: new Map() });
  return listed(
    [...new Set(names)].map((name) => quoted(titles.name(name))),
    'and',
  );
}
