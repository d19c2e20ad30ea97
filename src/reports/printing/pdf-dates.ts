import type { Instant } from '../../rules/values.js';

const DATE = /\/(CreationDate|ModDate) \(D:\d{14}([+-]\d\d'\d\d'|Z)\)/g;

/**
 * The PDF with both of its dates set to an instant, in place: the width of a date is fixed, so no offset in the file moves.
 * Then the same report gives the same bytes. Refuses a file in which it does not find exactly those two.
 */
export function withPdfDates(pdf: Uint8Array, at: Instant): Buffer {
  const bytes = Buffer.from(pdf);
  const found = [...bytes.toString('latin1').matchAll(DATE)];
  if (found.length !== 2) throw new RangeError(`expected two dates in the PDF, found ${found.length}`);
  const moment = new Date(at).toISOString().replace(/\D/g, '').slice(0, 14);
  for (const match of found) {
    const written = `/${match[1]} (D:${moment}${match[2] === 'Z' ? 'Z' : "+00'00'"})`;
    bytes.write(written, match.index, 'latin1');
  }
  return bytes;
}
