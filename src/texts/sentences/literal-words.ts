import type { Text } from '../../errors.js';
import { formatFactValue } from '../../rules/facts/fact-value.js';
import { formatDuration } from '../../rules/time/duration.js';
import { isDuration, isNone, isTime, type FactValue, type None } from '../../rules/values.js';
import { formatTime } from '../../rules/time/parse-time.js';
import { zoneOf } from '../../rules/time/zone.js';
import { listed, quoted, same } from './phrase.js';
import type { Titles } from './titles.js';

export const yesNo = {
  yes: { en: 'yes', zh: '“是”' },
  no: { en: 'no', zh: '“否”' },
} as const satisfies Record<'yes' | 'no', Text>;

/** A value as people read it: words by their titles, days and amounts as they are written. */
export function literalWords(value: FactValue | None, titles: Titles, zone = 'UTC'): Text {
  if (isNone(value)) return { en: 'none', zh: '无' };
  if (typeof value === 'boolean') return value ? yesNo.yes : yesNo.no;
  if (typeof value === 'string') return quoted(titles.word('words', value));
  if (isDuration(value)) return { en: formatDuration(value, 'en'), zh: formatDuration(value, 'zh') };
  if (isTime(value)) return same(formatTime(value, zoneOf(zone)));
  if (typeof value === 'object' && !('kind' in value))
    return listed(
      value.map((each) => literalWords(each, titles)),
      'and',
    );
  return same(formatFactValue(value));
}

/** A number as a factor: `0.5 %` where it is a share. */
export function factorWords(value: number): Text {
  const share = value > 0 && value < 1 ? Number((value * 100).toPrecision(12)) : undefined;
  return same(share === undefined ? formatFactValue(value) : `${share}%`);
}
