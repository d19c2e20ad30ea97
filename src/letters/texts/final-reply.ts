import type { Text } from '../../errors.js';
import { joined } from '../../texts/sentences/phrase.js';
import { gap } from '../gap.js';
import type { LetterMatter } from '../matter.js';
import { grantedLines, rightsLines } from '../what-is-due.js';
import { contactLine, lines, routesLine, thisComplaint } from './common.js';

/** What was examined, what was decided and why, what the complainant may have, and where they may turn to. */
export function finalReply(matter: LetterMatter): readonly Text[] {
  const complaint = thisComplaint(matter);
  const [granted, rights] = [grantedLines(matter), rightsLines(matter)];
  const found = gap({ en: 'what we examined and found', zh: '核查情况' });
  const decision = gap({ en: 'our decision', zh: '处理决定' });
  const basis = gap({ en: 'the reasons and the rule on which it rests', zh: '事实理由和所依据的规定' });
  return [
    {
      en: `This is our final answer to ${complaint.en}. We have looked into it: ${found.en}.`,
      zh: `${complaint.zh}，现答复如下。处理过程：经调查，${found.zh}。`,
    },
    {
      en: `We have decided: ${decision.en}, because ${basis.en}.`,
      zh: `处理决定：根据${basis.zh}，${decision.zh}。`,
    },
    ...(granted.length === 0
      ? []
      : [joined({ en: 'We have granted you:\n', zh: '我们已同意向您提供：\n' }, lines(granted))]),
    ...(rights.length === 0
      ? []
      : [
          joined(
            {
              en: 'On what has been recorded so far, the following is open to you; where several of them settle the same claim, you choose one:\n',
              zh: '按照目前已登记的情况，您可以主张下列权利；其中针对同一请求的，由您选择其一：\n',
            },
            lines(rights),
          ),
        ]),
    routesLine(matter),
    contactLine(matter),
  ];
}
