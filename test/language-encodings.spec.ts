import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { documentsOf, loadMakingUp } from './support/language-page.js';
import { codeAndPlace } from './support/policy-files.js';

const page = path.join(process.env['REDRESS_TRIAL_DATA'] ?? '../shared/data', '..', 'language.md');
const text = fs.existsSync(page) ? fs.readFileSync(page, 'utf8') : undefined;

/** Facts whose type no condition tells: they only stand inside tables and amounts. */
const types = {
  complete_and_undamaged: 'yes-no',
  usage_factor: 'number',
  odometer_km: 'number',
  competent_office: 'word',
  store: 'word',
  resolved: 'event',
};

/** What the page leaves out: computers are said to be as phones, and their policy is not written down (1.1). */
const elisions = ['policy.unknown_policy cn.consumer-law-2014.yaml:19:44 rights.return-in-seven-days.yields-to.1'];

if (text === undefined) {
  console.log(`Not tried: the encodings of language.md, which is not at ${page}.`);
  it('the page is somewhere else, and that is said', () => expect(fs.existsSync(page)).toBe(false));
} else
  describe('the encodings of language.md', () => {
    encodings(text);
  });

function encodings(text: string): void {
  const section = /^## 1\. The encodings$(.*?)^### 1\.1/msu.exec(text)?.[1] ?? '';
  const documents = documentsOf(section);
  const of = (key: string) => documents.filter((each) => /^([a-z]+):/mu.exec(each)?.[1] === key);
  // `days: { from: holiday-cn … }` stands for the lists of days; the calendar `eu` is only named.
  const calendars = of('calendar');
  const files: Readonly<Record<string, string>> = Object.fromEntries([
    ...of('policy').map((each) => [
      `${/^policy: ([\w.-]+)/mu.exec(each)?.[1]}-${/from: (\d{4})/u.exec(each)?.[1]}.yaml`,
      each,
    ]),
    ...calendars.map((each, index) => [`calendars/${index}.yaml`, each.replace(/^days:.*$/mu, '')]),
    ['calendars/eu.yaml', 'calendar: eu\nlike: eu-de\n'],
    ...of('parameters').map((each) => ['parameters.yaml', each]),
    ...of('vocabulary').map((each) => ['vocabulary.yaml', each]),
  ]);

  it('are all there: policies of five legal orders, calendars, parameters and vocabulary', () => {
    expect([of('policy').length, calendars.length]).toEqual([26, 5]);
    expect(Object.keys(files)).toHaveLength(26 + 5 + 1 + 2);
  });

  it('all load, once their names are declared, but for what the page leaves out', () => {
    const { faults } = loadMakingUp(files, types);
    expect(faults.map(codeAndPlace)).toEqual(elisions);
  });
}
