import { hash } from 'node:crypto';
import { RedressError } from '../../errors.js';
import { inRequest } from '../../http/request.js';
import { canonical, type Json } from '../../ledger/canonical.js';
import { complaintFault } from '../complaints/complaint-errors.js';

/** What stands in a place; numbers as the columns of the database take them. */
type Part = 'text' | 'uuid' | 'int' | 'instant';

/** The place after which a page begins, as clients carry it, bound to what its list is narrowed to. */
export function cursorOf(
  place: readonly (string | number)[],
  filters: { readonly [name: string]: Json | undefined },
): string {
  return Buffer.from(JSON.stringify([digestOf(filters), ...place])).toString('base64url');
}

/** The place of a cursor. Refuses a text that `cursorOf` did not make for these filters, or that holds other parts than these. */
export function placeOf(
  cursor: string,
  filters: { readonly [name: string]: Json | undefined },
  parts: readonly Part[],
): readonly (string | number)[] {
  const found = parsed(cursor);
  const [digest, ...place] = found;
  const fits = place.length === parts.length && parts.every((part, index) => isOf(part, place[index]));
  if (digest !== digestOf(filters) || !fits)
    throw new RedressError([complaintFault('complaint.wrong_cursor', {}, inRequest('query', 'cursor'))]);
  return place;
}

function parsed(cursor: string): readonly (string | number)[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (!Array.isArray(value)) return [];
    return value.filter((each): each is string | number => typeof each === 'string' || typeof each === 'number');
  } catch {
    return [];
  }
}

const lastInstant = Date.UTC(9999, 11, 31);

function isOf(part: Part, value: string | number | undefined): boolean {
  if (part === 'int') return isWithin(value, 2_147_483_647);
  if (part === 'instant') return isWithin(value, lastInstant);
  if (typeof value !== 'string' || value.includes('\0') || !value.isWellFormed()) return false;
  return part === 'text' || /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);
}

function isWithin(value: string | number | undefined, most: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most;
}

function digestOf(filters: { readonly [name: string]: Json | undefined }): string {
  return hash('sha256', canonical(filters)).slice(0, 16);
}
