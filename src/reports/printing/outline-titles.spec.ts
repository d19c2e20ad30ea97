import { describe, expect, it } from '@jest/globals';
import { headingsOf, withSingleTitles } from './outline-titles.js';

const mended = (pdf: string, headings: readonly string[]): string =>
  withSingleTitles(Buffer.from(pdf, 'latin1'), new Set(headings)).toString('latin1');

describe('titles of an outline', () => {
  it.each([
    ['/Title (4 At risk4 At risk) /P', ['4 At risk'], '/Title (4 At risk)          /P'],
    ['/Title (DISP \\(UK\\)DISP \\(UK\\))', ['DISP (UK)'], '/Title (DISP \\(UK\\))           '],
    ['/Title <FEFF65E5538665E55386> ', ['日历'], '/Title <FEFF65E55386>         '],
    ['/Title <FEFF65E565E5>', ['日'], '/Title <FEFF65E5>    '],
  ])('%s is said once, and nothing moves', (pdf, headings, expected) => {
    expect(mended(pdf, headings)).toBe(expected);
    expect(expected).toHaveLength(pdf.length);
  });

  it.each([
    ['one that is said once', '/Title (At risk)', ['At risk']],
    ['a heading that is the same thing twice', '/Title (tuktuk)', ['tuk', 'tuktuk']],
    ['a title that is no heading', '/Title (tuktuk)', ['other']],
    ['an empty one', '/Title ()', ['']],
  ])('%s stays', (_, pdf, headings) => {
    expect(mended(pdf, headings)).toBe(pdf);
  });
});

describe('the headings of a document', () => {
  it('are read as people see them', () => {
    expect(headingsOf('<h2>1  A &amp; B</h2><p>no</p><h3>it&#x27;s &lt;i&gt;</h3><h2>1　日历</h2>')).toEqual(
      // A Chinese space is no white space that a browser makes one.
      new Set(['1 A & B', "it's <i>", '1　日历']),
    );
  });
});
