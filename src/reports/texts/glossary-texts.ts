import type { Text } from '../../errors.js';
import type { Standing } from '../audit-report.js';

export {
  markTerms,
  retentionStateTerms,
  rightStateTerms,
  usedLateText,
  waiverStateTexts,
} from '../../texts/entitlement-texts.js';
export * from '../../texts/glossary-texts.js';

/** Where a complaint stands with a class of our duties. */
export const standingTerms: Readonly<Record<Standing, Text>> = {
  kept: { en: 'Kept', zh: '均已履行' },
  open: { en: 'Time left', zh: '未到期' },
  unknown: { en: 'Not judged', zh: '无法判定' },
  'to-assess': { en: 'To be assessed', zh: '待人工判断' },
  waived: { en: 'Waived', zh: '豁免' },
  broken: { en: 'Broken', zh: '有违反' },
  none: { en: 'No duty applied', zh: '无适用义务' },
};
