import type { Instant } from '../rules/values.js';

let last: Instant | undefined;
let text = '';

/** An instant as the database reads it. The rows of one change name the same one many times, and writing it costs more than the rest of a row. */
export function writtenInstant(at: Instant): string {
  if (at !== last) {
    text = new Date(at).toISOString();
    last = at;
  }
  return text;
}
