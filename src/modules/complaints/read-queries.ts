import type { z } from 'zod';
import { RedressError } from '../../errors.js';
import { inRequest } from '../../http/request.js';
import { valueFault } from '../../http/value-errors.js';
import type { Zone } from '../../rules/time/calendar.js';
import { parseDay } from '../../rules/time/day.js';
import { parseTime } from '../../rules/time/parse-time.js';
import type { Instant } from '../../rules/values.js';
import type { judgementQuery, listQuery } from './complaint.dto.js';
import type { ListFilters } from './complaint-cursor.js';
import { complaintFault } from './complaint-errors.js';

export type ListAsked = z.infer<typeof listQuery>;
export type JudgementAsked = z.infer<typeof judgementQuery>;

/** What a list is narrowed to. Days are those of the organisation's zone. Refuses a first day after the last. */
export function filtersOf(asked: ListAsked, zone: Zone): ListFilters {
  const { source, reference, status, outcome, unit, received_from: from, received_to: to } = asked;
  const [first, last] = [dayOf('received_from', from), dayOf('received_to', to)];
  if (first !== undefined && last !== undefined && first > last)
    throw new RedressError([complaintFault('complaint.days_reversed', {}, inRequest('query', 'received_from'))]);
  const nextLookBefore = instantOf('next_look_before', asked.next_look_before);
  return {
    ...(source === undefined ? {} : { source }),
    ...(reference === undefined ? {} : { reference }),
    ...(status === undefined ? {} : { status }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(unit === undefined ? {} : { unit }),
    ...(first === undefined ? {} : { receivedFrom: zone.startOf(first) }),
    ...(last === undefined ? {} : { receivedBefore: zone.startOf(last + 1) }),
    ...(nextLookBefore === undefined ? {} : { nextLookBefore }),
  };
}

function dayOf(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const time = parseTime(text);
  if (time?.kind !== 'day') throw new RedressError([valueFault('value.not_day', {}, inRequest('query', name))]);
  return parseDay(text);
}

/** An instant of the query; its plus sign may have become a space on the way. */
export function instantOf(name: string, text: string | undefined): Instant | undefined {
  if (text === undefined) return undefined;
  const time = parseTime(text.replace(/ (?=\d\d:\d\d$)/, '+'));
  if (time?.kind !== 'instant') throw new RedressError([valueFault('value.not_instant', {}, inRequest('query', name))]);
  return time.at;
}
