import { describe, expect, it } from '@jest/globals';
import { valueFault } from './value-errors.js';
import { httpFault } from './http-errors.js';
import { isVisit, problemPage } from './problem-page.js';
import { problemOf } from './problem.js';

describe('a browser that goes to an address itself', () => {
  it.each([
    { method: 'GET', headers: { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }, visit: true },
    { method: 'POST', headers: { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }, visit: false },
    { method: 'GET', headers: { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }, visit: false },
    { method: 'GET', headers: { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' }, visit: false },
    { method: 'GET', headers: { accept: 'text/html' }, visit: false },
    { method: 'GET', headers: {}, visit: false },
  ])('$method $headers: $visit', ({ method, headers, visit }) => {
    expect(isVisit(method, headers)).toBe(visit);
  });
});

describe('a problem as a page', () => {
  it.each([
    { language: 'en', words: 'There is nothing at this address.', lang: 'en' },
    { language: 'zh', words: '前往首页', lang: 'zh-CN' },
  ] as const)('says in $language what happened and leads on', ({ language, words, lang }) => {
    const page = problemPage(problemOf([httpFault('http.unknown_route')], language, 'abc'));
    expect(page).toContain(`<html lang="${lang}">`);
    expect(page).toContain(words);
    expect(page).toContain('http.unknown_route');
    expect(page).toContain(': abc</p>');
    expect(page).toContain('<a href="/">');
  });

  it('shows every fault, and signs as they are', () => {
    const faults = ['<script>alert(1)</script>', '"&'].map((allowed) =>
      httpFault('http.method_not_allowed', { allowed }),
    );
    const page = problemPage(problemOf([...faults, valueFault('value.missing')], 'en', '<b>'));
    expect(page.match(/<li>/g)).toHaveLength(3);
    expect(page).not.toMatch(/<script|<b>/);
    expect(page).toContain('&#60;script&#62;');
  });
});
