import { z } from 'zod';

/** A question that an address answers with yes or no. */
export const flag = (description: string) => z.enum(['true', 'false']).default('false').meta({ description });

/** How much of a judgement is told. */
export const judgementFlags = {
  explain: flag('Why each date is what it is · 各日期的推算'),
  not_applicable: flag('Also the rules that do not apply, and why · 同时列出不适用的规则及原因'),
};
