import type { Instant, Time } from '../values.js';
import type { Zone } from './calendar.js';
import { formatDay, parseDay } from './day.js';
import { millisecondsPerDay } from './zone.js';

const instantPattern = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2})$/;

/** Years outside are typing errors, and lie beyond the tables of zones and calendars. */
const firstDay = Date.UTC(1900, 0, 1) / millisecondsPerDay;
const lastDay = Date.UTC(2200, 11, 31) / millisecondsPerDay;

/**
 * A bare date is a whole day; an instant needs `Z` or an offset. Seconds and a fraction may be left out; what is finer
 * than a millisecond is cut off. Undefined for anything else: 24:00, a local time without offset, years outside 1900 to 2200.
 */
export function parseTime(text: string): Time | undefined {
  if (text.length === 10) {
    const day = parseDay(text);
    return day === undefined || day < firstDay || day > lastDay ? undefined : { kind: 'day', day };
  }
  const match = instantPattern.exec(text);
  if (match === null) return undefined;
  const [, date = '', hours = '', minutes = '', seconds = '0', fraction = '', offset = ''] = match;
  const day = parseDay(date);
  if (day === undefined || day < firstDay || day > lastDay) return undefined;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const shift = offsetMinutes(offset);
  if (shift === undefined) return undefined;
  const clock = (Number(hours) * 60 + Number(minutes) - shift) * 60_000 + Number(seconds) * 1000;
  return { kind: 'instant', at: day * millisecondsPerDay + clock + Number(fraction.padEnd(3, '0').slice(0, 3)) };
}

/** A whole day as `2026-03-09`, an instant as the zone shows it: `2026-03-09T10:30+08:00`. */
export function formatTime(time: Time, zone: Zone): string {
  return time.kind === 'day' ? formatDay(time.day) : formatInstant(time.at, zone);
}

/** Local time with its offset; seconds and milliseconds only where they are not zero. `parseTime` reads it back. */
export function formatInstant(at: Instant, zone: Zone): string {
  const offset = zone.offsetAt(at);
  // Before standard time offsets had seconds, which ISO 8601 cannot write.
  if (offset % 60_000 !== 0) return `${formatWall(at)}Z`;
  return formatWall(at + offset) + formatOffset(offset / 60_000);
}

/** One text for one time: equal times have equal keys, and an instant is never equal to a day. */
export function timeKey(time: Time): string {
  return time.kind === 'day' ? `d${time.day}` : `i${time.at}`;
}

function formatWall(wall: number): string {
  const day = Math.floor(wall / millisecondsPerDay);
  const rest = wall - day * millisecondsPerDay;
  const [minutes, milliseconds] = [Math.floor(rest / 60_000), rest % 60_000];
  const clock = `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
  return `${formatDay(day)}T${clock}${milliseconds === 0 ? '' : formatSeconds(milliseconds)}`;
}

function formatSeconds(milliseconds: number): string {
  const fraction = milliseconds % 1000;
  return `:${twoDigits(Math.floor(milliseconds / 1000))}${fraction === 0 ? '' : `.${String(fraction).padStart(3, '0')}`}`;
}

function formatOffset(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`;
}

function offsetMinutes(text: string): number | undefined {
  if (text === 'Z') return 0;
  const [hours, minutes] = [Number(text.slice(1, 3)), Number(text.slice(4, 6))];
  // No place on Earth is further than 14 hours from UTC; 18 is what other software allows.
  if (minutes > 59 || hours * 60 + minutes > 18 * 60) return undefined;
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
