import type { Text } from '../../errors.js';
import type { Duration, DurationUnit } from '../../rules/values.js';

const UNITS: Readonly<Record<DurationUnit, Text>> = {
  minutes: { en: 'minute', zh: '分钟' },
  hours: { en: 'hour', zh: '小时' },
  days: { en: 'day', zh: '日' },
  weeks: { en: 'week', zh: '周' },
  months: { en: 'month', zh: '个月' },
  years: { en: 'year', zh: '年' },
  'working days': { en: 'working day', zh: '个工作日' },
  'working hours': { en: 'working hour', zh: '个工作小时' },
  'working minutes': { en: 'working minute', zh: '个工作分钟' },
};

/** `7 working days`, `7 个工作日`. */
export function durationText({ count, unit }: Pick<Duration, 'count' | 'unit'>): Text {
  const { en, zh } = UNITS[unit];
  return { en: `${count} ${en}${count === 1 ? '' : 's'}`, zh: `${count} ${zh}` };
}
