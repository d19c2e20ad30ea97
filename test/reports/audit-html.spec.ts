import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Language } from '../../src/errors.js';
import { auditHtml } from '../../src/reports/audit-html.renderer.js';
import { auditView } from '../../src/reports/audit-view.js';
import type { Coverage } from '../../src/reports/printing/coverage.js';
import { syntheticReport } from './synthetic-audit.js';

/** Everything can be printed: what cannot is tried with the real faces. */
const EVERYTHING: Coverage = new Uint8Array(0x110000 / 8).fill(0xff);

const textOf = (html: string): string =>
  html
    .replace(/<style>[\s\S]*?<\/style>/g, '')
    .replace(/<(?:title|h\d|p|td|th|dt|dd|li|small|text|svg)[^>]*>/g, '\n')
    .replace(/<[^>]+>/g, '')
    .replace(/&amp;/g, '&');

describe.each<Language>(['en', 'zh'])('a report in %s', (language) => {
  let html = '';
  beforeAll(async () => {
    html = await auditHtml(auditView(syntheticReport(80, 3), language, EVERYTHING));
  });

  it('has no sentence of the other language', () => {
    const lines = textOf(html)
      .split('\n')
      .filter((line) => line.trim() !== '');
    expect(lines.length).toBeGreaterThan(200);
    const foreign =
      language === 'en'
        ? // The notice of the calendar has only its own name.
          lines.filter((line) => /[\p{Script=Han}]/u.test(line) && !line.includes('国办发明电'))
        : lines.filter((line) => /[A-Za-z]{2,} [a-z]{2,}/.test(line));
    expect(foreign).toEqual([]);
  });

  it('names every heading once, and every column', () => {
    const headings = [...html.matchAll(/<h2>([^<]*)<\/h2>/g)].map(([, heading]) => heading);
    expect(headings).toHaveLength(19);
    expect(new Set(headings).size).toBe(19);
    expect(html).not.toMatch(/undefined|\[object|NaN/);
  });

  it('asks for nothing and runs nothing', () => {
    expect(html).not.toMatch(/<script|<img|<link|<iframe|url\((?!#)|javascript:| on\w+=/i);
    expect(html).toContain("default-src 'none'");
  });
});

describe('texts of the file in a report', () => {
  it('are text, whatever they are', async () => {
    const ids = [
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      '{{constructor}} & </bdi></td>',
      '&lt;',
    ];
    const html = await auditHtml(auditView(syntheticReport(8, 0, ids), 'en', EVERYTHING));
    expect(html).not.toMatch(/<script>alert|<img src/);
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).toContain('{{constructor}} &amp; &lt;/bdi&gt;');
    expect(html).toContain('&amp;lt;');
  });

  it('that are very long are cut, with their length', async () => {
    const html = await auditHtml(auditView(syntheticReport(8, 0, ['x'.repeat(5000)]), 'en', EVERYTHING));
    expect(html).toContain(`${'x'.repeat(160)}… [5,000]`);
    expect(html).not.toContain('x'.repeat(161));
  });
});

describe('a very large report', () => {
  it('has at most 3,000 table rows and says of each list how much it leaves out', async () => {
    const html = await auditHtml(auditView(syntheticReport(20_000, 1_000), 'en', EVERYTHING));
    expect([...html.matchAll(/<tr/g)].length).toBeLessThanOrEqual(3_000);
    expect(html).toContain('300 of 2,500 shown, the most overdue.');
    expect(html).toContain('300 of 5,000 shown, the latest.');
    expect(html).toContain('300 of 1,000 shown.');
  });

  it('gives the same page for the same figures', async () => {
    const [first, second] = await Promise.all(
      [0, 1].map(() => auditHtml(auditView(syntheticReport(80, 3), 'en', EVERYTHING))),
    );
    expect(first).toBe(second);
  });
});
