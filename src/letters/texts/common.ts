import type { Text } from '../../errors.js';
import { joined, same } from '../../texts/sentences/phrase.js';
import { gap } from '../gap.js';
import { dayText } from '../letter-date.js';
import type { LetterDate } from '../dates-of-letter.js';
import { dayIn } from '../../rules/time/compare.js';
import { textFact, wordFact, type LetterMatter } from '../matter.js';

/** The complainant by name, where it is known. */
export function salutation(matter: LetterMatter): Text {
  const name = textFact(matter, 'complainant_name');
  return name === undefined
    ? { en: 'Dear Sir or Madam,', zh: '尊敬的投诉人：' }
    : { en: `Dear ${name},`, zh: `尊敬的${name}：` };
}

/** Which complaint the letter is about, as the rest of a sentence: `your complaint of 3 March 2026 (reference A-1)`. */
export function thisComplaint({ complaint, received, zone }: LetterMatter): Text {
  const day = received === undefined ? undefined : dayText(dayIn(received, zone));
  return {
    en: `your complaint${day === undefined ? '' : ` of ${day.en}`} (reference ${complaint.id})`,
    zh: `您${day === undefined ? '' : `于${day.zh}`}提出的投诉（编号：${complaint.id}）`,
  };
}

/** What it is about, in the words of the vocabulary; nothing where it was not recorded. */
export function aboutLine(matter: LetterMatter): readonly Text[] {
  const [category, product] = [wordFact(matter, 'category'), wordFact(matter, 'product')];
  const parts = [category, product].filter((part) => part !== undefined);
  if (parts.length === 0) return [];
  return [
    {
      en: `We have recorded it under: ${parts.map(({ en }) => en).join('; ')}.`,
      zh: `登记事项：${parts.map(({ zh }) => zh).join('；')}。`,
    },
  ];
}

/** What a date rests on, in brackets: `(Complaint decided; House standards, H-14)`. */
export function ruleText({ title, source }: LetterDate): Text {
  return { en: ` (${title.en}; ${source.en})`, zh: `（${title.zh}，${source.zh}）` };
}

/** Why a date may still move. */
export const provisional: Text = {
  en: 'This date is provisional: the official calendar for that time has not been published yet. We will tell you if it changes.',
  zh: '由于相应时期的官方日历尚未公布，上述日期为暂定日期；如有变化，我们将及时告知您。',
};

/** How we are reached. */
export function contactLine({ set, complaint }: LetterMatter): Text {
  const contact = set.organisation.letters.contact ?? gap({ en: 'how to reach us', zh: '联系方式' });
  return {
    en: `If you have a question or something to add, please contact us (${contact.en}) and quote the reference ${complaint.id}.`,
    zh: `如有疑问或者需要补充材料，请与我们联系（${contact.zh}），并注明编号${complaint.id}。`,
  };
}

/**
 * Where the complainant may turn to next. The organisation's own words hold in its own jurisdiction; elsewhere the rules in force say
 * it, or a person does.
 */
export function routesLine({ set, complaint, facts, isToldByLaw }: LetterMatter): Text {
  const { letters, our } = set.organisation;
  const where = facts['jurisdiction'] ?? complaint.our?.['jurisdiction'] ?? our['jurisdiction'];
  const isHome = where === our['jurisdiction'];
  const own = isHome ? letters.routes : undefined;
  const again: Text = {
    en: 'If you are not satisfied with this answer, please tell us why and we will look at it again.',
    zh: '如对本答复不满意，您可以向我们说明理由，我们将再次核查。',
  };
  if (own === undefined && isToldByLaw) return again;
  const routes = own ?? gap({ en: 'the further routes', zh: '后续途径' });
  return joined(again, {
    en: ` You may also turn to: ${routes.en}`,
    zh: `您还可以通过下列途径解决争议：${routes.zh}`,
  });
}

/** How the letter ends: the close, who signs, and the day. */
export function ending({ set, at, zone }: LetterMatter, close: string): readonly Text[] {
  const { name, letters } = set.organisation;
  const who = letters.signature;
  const signed = who === undefined ? name : joined(name, { en: `\n${who.en}`, zh: `\n${who.zh}` });
  return [{ en: 'Yours faithfully,', zh: close }, signed, dayText(dayIn({ kind: 'instant', at }, zone))];
}

/** Lines under each other, each with a mark. */
export function lines(items: readonly Text[]): Text {
  return items.reduce(
    (all, item, index) =>
      joined(all, same(index === 0 ? '' : '\n'), {
        en: `- ${item.en}`,
        zh: `（${chineseNumber(index + 1)}）${item.zh}`,
      }),
    same(''),
  );
}

const digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** 1 to 99 as Chinese letters number their points. */
function chineseNumber(value: number): string {
  const [tens, ones] = [Math.floor(value / 10), value % 10];
  const ten = tens === 0 ? '' : `${tens === 1 ? '' : (digits[tens] ?? '')}十`;
  return value > 99 ? String(value) : `${ten}${ones === 0 && tens > 0 ? '' : (digits[ones] ?? '')}`;
}
