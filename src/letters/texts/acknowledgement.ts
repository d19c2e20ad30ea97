import type { Text } from '../../errors.js';
import { joined, same } from '../../texts/sentences/phrase.js';
import { answerBy, type LetterDate } from '../dates-of-letter.js';
import { gap } from '../gap.js';
import { timeText } from '../letter-date.js';
import type { LetterMatter } from '../matter.js';
import { wantedOfComplainant } from '../wanted.js';
import { aboutLine, contactLine, lines, provisional, ruleText, thisComplaint } from './common.js';

/** We have it, what happens now, by when we answer, what we still need. */
export function acknowledgement(matter: LetterMatter): readonly Text[] {
  const complaint = thisComplaint(matter);
  const { date } = answerBy(matter);
  const wanted = wantedOfComplainant(matter);
  return [
    {
      en: `We have received ${complaint.en}. Thank you for telling us.`,
      zh: `${complaint.zh}，我们已经收悉。感谢您的反映。`,
    },
    ...aboutLine(matter),
    joined(
      {
        en: 'We are looking into your complaint and will examine what you have told us. ',
        zh: '我们正在办理您的投诉，将对您反映的情况进行核查，',
      },
      promiseLine(date, matter),
    ),
    ...(date?.isProvisional === true ? [provisional] : []),
    ...(wanted.length === 0 ? [] : [joined(wantedHead, lines(wanted))]),
    contactLine(matter),
  ];
}

const wantedHead: Text = {
  en: 'To examine it we still need you to tell us or send us the following:\n',
  zh: '为便于核查，请您就下列事项补充说明或者提供材料：\n',
};

/** By when we answer: the sentence that a letter with a date makes. */
export function promiseLine(date: LetterDate | undefined, matter: LetterMatter): Text {
  const when =
    date === undefined
      ? gap({ en: 'the date by which we will answer', zh: '答复期限' })
      : timeText(date.due, matter.zone);
  const rule = date === undefined ? same('') : ruleText(date);
  return {
    en: `We will answer you by ${when.en} at the latest${rule.en}.`,
    zh: `并最迟于${when.zh}答复您${rule.zh}。`,
  };
}
