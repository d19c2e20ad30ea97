import type { Text } from '../../errors.js';
import { same } from '../../texts/sentences/phrase.js';
import { newAnswer } from '../dates-of-letter.js';
import { gap } from '../gap.js';
import { timeText } from '../letter-date.js';
import type { LetterMatter } from '../matter.js';
import { contactLine, provisional, ruleText, thisComplaint } from './common.js';

/** That we cannot answer in time, why, by when we will, and the rule that allows it. */
export function extension(matter: LetterMatter): readonly Text[] {
  const complaint = thisComplaint(matter);
  const { before: promised, until: replaced } = newAnswer(matter);
  const reason = gap({ en: 'the reason for the delay', zh: '延期原因' });
  const until =
    replaced === undefined ? gap({ en: 'the new date', zh: '新的答复期限' }) : timeText(replaced.due, matter.zone);
  const rule = replaced === undefined ? same('') : ruleText(replaced);
  const before = promised === undefined ? undefined : timeText(promised.due, matter.zone);
  return [
    {
      en: `We are still looking into ${complaint.en}. We are sorry that we are not yet able to give you our final answer${before === undefined ? '' : ` by ${before.en}`}, because ${reason.en}.`,
      zh: `${complaint.zh}，我们仍在调查核实。因${reason.zh}，我们暂时无法${before === undefined ? '' : `在${before.zh}前`}作出最终答复，谨此致歉。`,
    },
    {
      en: `We expect to answer you by ${until.en} at the latest${rule.en}.`,
      zh: `我们预计最迟于${until.zh}答复您${rule.zh}。`,
    },
    ...(replaced?.isProvisional === true ? [provisional] : []),
    contactLine(matter),
  ];
}
