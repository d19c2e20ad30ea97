import type { Text } from '../../errors.js';
import type { Lateness } from '../audit-report.js';
import { counted, formatCount } from './numbers.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How late, as people say it: days after a due day; days, hours and minutes after a due instant. Never "0". */
export function lateText({ milliseconds, days }: Lateness): Text {
  if (days !== undefined) return { en: counted(days, 'day'), zh: `${formatCount(days)} 天` };
  if (milliseconds < MINUTE) return { en: 'under 1 min', zh: '不足 1 分钟' };
  const [whole, hours, minutes] = [
    Math.floor(milliseconds / DAY),
    Math.floor((milliseconds % DAY) / HOUR),
    Math.floor((milliseconds % HOUR) / MINUTE),
  ];
  if (whole >= 10) return { en: counted(whole, 'day'), zh: `${formatCount(whole)} 天` };
  const en = [
    whole > 0 ? `${whole} d` : '',
    hours > 0 ? `${hours} h` : '',
    whole === 0 && minutes > 0 ? `${minutes} min` : '',
  ];
  const zh = [
    whole > 0 ? `${whole} 天` : '',
    hours > 0 ? `${hours} 小时` : '',
    whole === 0 && minutes > 0 ? `${minutes} 分钟` : '',
  ];
  const said = (parts: readonly string[]): string => parts.filter((part) => part !== '').join(' ');
  return { en: said(en), zh: said(zh) };
}
