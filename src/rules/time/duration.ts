import type { Language } from '../../errors.js';
import type { Duration, DurationUnit } from '../values.js';

interface UnitWords {
  readonly one: string;
  readonly zh: string;
  /** About two hundred years: anything longer is a typing error and would leave the tables. */
  readonly most: number;
}

export const durationUnits: Readonly<Record<DurationUnit, UnitWords>> = {
  minutes: { one: 'minute', zh: '分钟', most: 105_000_000 },
  hours: { one: 'hour', zh: '小时', most: 1_750_000 },
  days: { one: 'day', zh: '日', most: 73_000 },
  weeks: { one: 'week', zh: '周', most: 10_400 },
  months: { one: 'month', zh: '个月', most: 2_400 },
  years: { one: 'year', zh: '年', most: 200 },
  'working days': { one: 'working day', zh: '个工作日', most: 50_000 },
  'working hours': { one: 'working hour', zh: '个工作小时', most: 400_000 },
  'working minutes': { one: 'working minute', zh: '个工作分钟', most: 24_000_000 },
};

const unitNames = Object.keys(durationUnits).filter((name): name is DurationUnit => name in durationUnits);
const unitOf = new Map<string, DurationUnit>(
  unitNames.flatMap((unit): [string, DurationUnit][] => [
    [unit, unit],
    [durationUnits[unit].one, unit],
  ]),
);

/** Words that people write instead of ours, and the unit they most likely mean. */
const aliases: Readonly<Record<string, DurationUnit>> = {
  'business days': 'working days',
  'business day': 'working days',
  workdays: 'working days',
  workday: 'working days',
  wd: 'working days',
  bd: 'working days',
  'business hours': 'working hours',
  'business hour': 'working hours',
  'business minutes': 'working minutes',
  'calendar days': 'days',
  'calendar day': 'days',
  'natural days': 'days',
  d: 'days',
  h: 'hours',
  hrs: 'hours',
  min: 'minutes',
  mins: 'minutes',
  w: 'weeks',
  m: 'months',
  y: 'years',
  工作日: 'working days',
  个工作日: 'working days',
  日: 'days',
  天: 'days',
  自然日: 'days',
  小时: 'hours',
  分钟: 'minutes',
  周: 'weeks',
  个月: 'months',
  月: 'months',
  年: 'years',
};

/** `7 working days`, `1 week`, `0 days`: a whole number and a unit, singular or plural. Undefined for anything else. */
export function parseDuration(text: string): Duration | undefined {
  const match = /^(0|[1-9]\d{0,8}) +([a-z]+(?: [a-z]+)?)$/.exec(text);
  const unit = unitOf.get(match?.[2] ?? '');
  const count = Number(match?.[1]);
  return unit === undefined || count > durationUnits[unit].most ? undefined : { kind: 'duration', count, unit };
}

/** `7 working days` and `1 week`; in Chinese `7个工作日` and `1周`. */
export function formatDuration({ count, unit }: Duration, language: Language): string {
  const words = durationUnits[unit];
  return language === 'zh' ? `${count}${words.zh}` : `${count} ${count === 1 ? words.one : unit}`;
}

/** What is wrong with a text that `parseDuration` refuses; `suggestion` is a text that it would take. */
export type DurationProblem =
  | { readonly kind: 'no-unit'; readonly suggestion: string }
  | { readonly kind: 'unknown-unit'; readonly unit: string; readonly suggestion?: string }
  | { readonly kind: 'not-whole' | 'negative' }
  | { readonly kind: 'too-long'; readonly most: number; readonly unit: DurationUnit }
  | { readonly kind: 'not-a-duration' };

/** Says why a text is not a duration; undefined when it is one. Numbers as YAML gives them may be passed as text. */
export function durationProblem(text: string): DurationProblem | undefined {
  if (parseDuration(text) !== undefined) return undefined;
  const trimmed = text.trim();
  const match = /^([+-]?)(\d+)([.,]\d+)?\s*(.*)$/su.exec(trimmed);
  if (match === null) return { kind: 'not-a-duration' };
  const [, sign = '', whole = '', fraction = '', word = ''] = match;
  if (sign === '-') return { kind: 'negative' };
  if (fraction !== '') return { kind: 'not-whole' };
  const count = Number(whole);
  if (word === '')
    return { kind: 'no-unit', suggestion: formatDuration({ kind: 'duration', count, unit: 'days' }, 'en') };
  const lower = word.toLowerCase().replaceAll(/[\s_-]+/gu, ' ');
  const unit = unitOf.get(lower) ?? (Object.hasOwn(aliases, lower) ? aliases[lower] : undefined);
  if (unit === undefined) return { kind: 'unknown-unit', unit: word.slice(0, 40) };
  if (count > durationUnits[unit].most) return { kind: 'too-long', most: durationUnits[unit].most, unit };
  return {
    kind: 'unknown-unit',
    unit: word.slice(0, 40),
    suggestion: formatDuration({ kind: 'duration', count, unit }, 'en'),
  };
}
