import { hash } from 'node:crypto';
import { RedressError } from '../../errors.js';
import { inRequest } from '../../http/request.js';
import { canonical } from '../../ledger/canonical.js';
import type { Instant } from '../../rules/values.js';
import { complaintFault } from './complaint-errors.js';
import type { ComplaintId } from './complaint-id.js';

/** What a list is narrowed to; received days as instants: from the first to before the second. */
export interface ListFilters {
  readonly source?: string;
  readonly reference?: string;
  readonly status?: string;
  readonly outcome?: string;
  readonly unit?: string;
  readonly receivedFrom?: Instant;
  readonly receivedBefore?: Instant;
  readonly nextLookBefore?: Instant;
}

/** The last complaint of a page: the next page begins after it. */
export interface ListPlace {
  readonly listedAt: Instant;
  readonly id: ComplaintId;
}

/** The place as clients carry it, bound to the filters of its list. */
export function cursorOf({ listedAt, id }: ListPlace, filters: ListFilters): string {
  return Buffer.from(`${listedAt}.${id}.${digestOf(filters)}`).toString('base64url');
}

/** Refuses a text that `cursorOf` did not make for these filters. */
export function placeOf(cursor: string, filters: ListFilters): ListPlace {
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  const [, listedAt, id, digest] =
    /^(-?\d{1,14})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([0-9a-f]{16})$/.exec(text) ?? [];
  if (listedAt === undefined || id === undefined || digest !== digestOf(filters))
    throw new RedressError([complaintFault('complaint.wrong_cursor', {}, inRequest('query', 'cursor'))]);
  return { listedAt: Number(listedAt), id };
}

function digestOf(filters: ListFilters): string {
  return hash('sha256', canonical({ ...filters })).slice(0, 16);
}
