import type { Day } from '../values.js';

const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/;

/** A calendar date in parts; `month` from 1. */
export interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Reads `yyyy-MM-dd`; undefined for any other form and for dates that do not exist (2026-02-30). */
export function parseDay(text: string): Day | undefined {
  const match = dayPattern.exec(text);
  return match === null ? undefined : dayFrom(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** The day of a date in parts; undefined where there is no such date. */
export function dayFrom(year: number, month: number, day: number): Day | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return dayOfParts(year, month, day);
}

/** `2026-03-09`. */
export function formatDay(day: Day): string {
  const parts = partsOf(day);
  return `${String(parts.year).padStart(4, '0')}-${twoDigits(parts.month)}-${twoDigits(parts.day)}`;
}

/** 1 for Monday to 7 for Sunday, as ISO 8601 counts. */
export function weekdayOf(day: Day): number {
  const offset = (day + 3) % 7;
  return offset < 0 ? offset + 8 : offset + 1;
}

/** The corresponding day `months` later (or earlier), or the month's last where it has none; one step (S3). */
export function addMonths(day: Day, months: number): Day {
  const parts = partsOf(day);
  const total = parts.year * 12 + (parts.month - 1) + months;
  const year = Math.floor(total / 12);
  const month = total - year * 12 + 1;
  return dayOfParts(year, month, Math.min(parts.day, daysInMonth(year, month)));
}

/** The corresponding day `years` later, 28 February for a 29th that is missing (S3). */
export function addYears(day: Day, years: number): Day {
  return addMonths(day, years * 12);
}

/** Of the Gregorian calendar; months from 1. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The date of a day number, by the proleptic Gregorian calendar (Hinnant's algorithm on 400-year eras from 1 March). */
export function partsOf(day: Day): DateParts {
  const shifted = day + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
}

function dayOfParts(year: number, month: number, day: number): Day {
  const shiftedYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(shiftedYear / 400);
  const yearOfEra = shiftedYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
