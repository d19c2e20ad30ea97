import { describe, expect, it } from '@jest/globals';
import { withPdfDates } from './pdf-dates.js';

const pdf = (created: string, modified: string): Buffer =>
  Buffer.from(`%PDF-1.4\n<</CreationDate (${created})\n/ModDate (${modified})>>\n\xff\xfe tail`, 'latin1');

describe('the dates of a PDF', () => {
  it('become the instant judged, and nothing else moves', () => {
    const before = pdf("D:20261121010203+00'00'", "D:20261121010204+00'00'");
    const after = withPdfDates(before, Date.UTC(2026, 2, 31, 10));
    expect(after.toString('latin1')).toContain(
      "/CreationDate (D:20260331100000+00'00')\n/ModDate (D:20260331100000+00'00')",
    );
    expect(after).toHaveLength(before.length);
    expect(after.subarray(-6)).toEqual(before.subarray(-6));
  });

  it('are refused where they are not found, rather than left to differ', () => {
    expect(() => withPdfDates(Buffer.from('%PDF-1.4'), 0)).toThrow('expected two dates');
  });
});
