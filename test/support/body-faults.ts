import { aPolicySet } from './random-recordings.js';
import { RedressError } from '../../src/errors.js';
import { readNewComplaint } from '../../src/modules/complaints/read-new-complaint.js';

export const { vocabulary } = aPolicySet;
export const received = { type: 'received', at: '2026-03-02' };
export const base = { observes: 'everything', events: [received] };

/** The faults of a body as `code pointer`. */
export function faultsOf(
  body: unknown,
  read = readNewComplaint as (body: unknown, words: typeof aPolicySet) => unknown,
): readonly string[] {
  return errorOf(body, read).faults.map(({ code, place }) => `${code} ${place?.path}`);
}

export function errorOf(
  body: unknown,
  read = readNewComplaint as (body: unknown, words: typeof aPolicySet) => unknown,
): RedressError {
  try {
    read(body, aPolicySet);
  } catch (error) {
    if (error instanceof RedressError) return error;
    throw error;
  }
  return new RedressError([]);
}
