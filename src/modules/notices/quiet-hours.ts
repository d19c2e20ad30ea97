import type { QuietHours } from '../recipients/contact.js';
import type { Zone } from '../../rules/time/calendar.js';
import type { Instant } from '../../rules/values.js';

/** When quiet hours that hold at an instant end; undefined where none hold. Equal times mean none; what is no time of day means none. */
export function quietUntil(at: Instant, zone: Zone, quiet: QuietHours | undefined): Instant | undefined {
  const [from, until] = [minutesOf(quiet?.from), minutesOf(quiet?.until)];
  if (from === undefined || until === undefined || from === until) return undefined;
  const day = zone.dayOf(at);
  // Hours over midnight may have begun the day before. Asked by instants, not by the wall clock, which shows some times twice.
  for (const first of [day - 1, day]) {
    const begins = zone.at(first, from);
    const ends = zone.at(until > from ? first : first + 1, until);
    if (begins <= at && at < ends) return ends;
  }
  return undefined;
}

function minutesOf(text: string | undefined): number | undefined {
  const found = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text ?? '');
  return found === null ? undefined : Number(found[1]) * 60 + Number(found[2]);
}
