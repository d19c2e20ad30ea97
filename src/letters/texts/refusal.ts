import type { Text } from '../../errors.js';
import { gap } from '../gap.js';
import { wordFact, type LetterMatter } from '../matter.js';
import { contactLine, routesLine, thisComplaint } from './common.js';

/** That the complaint is not accepted or not followed, why, and where one may turn to. */
export function refusal(matter: LetterMatter): readonly Text[] {
  const complaint = thisComplaint(matter);
  const ground = wordFact(matter, 'refusal_ground');
  const more = gap({ en: 'the facts and the rule on which this rests', zh: '所依据的事实和规定' });
  const reason = ground === undefined ? more : { en: `${ground.en}: ${more.en}`, zh: `${ground.zh}，${more.zh}` };
  const found = gap({ en: 'what we examined and found', zh: '核查情况' });
  return [
    {
      en: `We have looked into ${complaint.en}: ${found.en}.`,
      zh: `${complaint.zh}，经核查：${found.zh}。`,
    },
    ...(isNotAccepted(matter)
      ? [
          {
            en: `Your complaint is not accepted. The reason is: ${reason.en}.`,
            zh: `经审查，决定不予受理。理由如下：${reason.zh}。`,
          },
        ]
      : [
          {
            en: `We have decided that we do not uphold your complaint. The reason is: ${reason.en}.`,
            zh: `经研究，对您的投诉请求不予支持。理由如下：${reason.zh}。`,
          },
        ]),
    ...(isNotAccepted(matter) ? [] : [routesLine(matter)]),
    contactLine(matter),
  ];
}

/** Whether it is the refusal of somebody before whom complaints are brought: an event of the vocabulary that is nothing but a refusal. */
function isNotAccepted({ events, set }: LetterMatter): boolean {
  return events.some((event) => (set.vocabulary.events.get(event)?.letters ?? []).every((kind) => kind === 'refusal'));
}
