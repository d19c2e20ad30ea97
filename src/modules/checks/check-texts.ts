import type { Text } from '../../errors.js';
import type { SkipReason } from './check-account.js';

/** Why a complaint of the population was not examined. */
export const skipTexts: Readonly<Record<SkipReason, Text>> = {
  void: { en: 'Void: everything recorded of it was taken back', zh: '已作废：其全部登记均已撤回' },
  'receipt-unknown': {
    en: 'It is not known when it was received, hence not whether it belongs to the period',
    zh: '收到时间不明，无法确定是否属于所查期间',
  },
};
