import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadSet } from '../src/cli/audit.runner.js';
import { readLetter } from '../src/cli/letter.reader.js';
import { replyLines } from '../src/cli/reply-text.js';
import { RedressError } from '../src/errors.js';
import { checkLetter, lettersOf } from '../src/rules/reply/check-letter.js';
import type { PolicySet } from '../src/rules/policy/policy.js';
import { aComplaint, instant } from './support/builders.js';

const british = { respondent_kind: 'fca-firm', jurisdiction: 'uk', our_complaint: false, complained_to: 'respondent' };
const chinese = { complained_to: 'market-regulator', jurisdiction: 'cn', our_complaint: false };

describe('the statements of a letter by the shipped policies', () => {
  let set: PolicySet;
  let folder = '';
  beforeAll(async () => {
    set = await loadSet('policies');
    folder = await mkdtemp(join(tmpdir(), 'redress-reply-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const refusal = '不予受理的理由：不属于本机关管辖。您可以与经营者协商和解，也可以请求消费者协会调解。';
  const namesOf = (day: string): readonly string[] =>
    checkLetter(set, aComplaint([['received', day]], { facts: chinese }), {
      letter: 'refused',
      text: refusal,
      at: instant(`${day}T12:00+08:00`),
    })
      .statements.filter(({ policy }) => policy.id === 'cn.samr.complaints')
      .map(({ statement, found }) => `${statement.id} ${found === undefined ? 'not found' : 'found'}`);

  it('are those of the law in force on the day', () => {
    expect(namesOf('2026-04-14')).toEqual([]);
    expect(namesOf('2026-04-15')).toEqual([
      'reasons-of-the-refusal found',
      'route-negotiation found',
      'route-mediation found',
      'route-arbitration not found',
      'route-court not found',
    ]);
  });

  it('are those of the law that applies to the complaint', () => {
    const text = 'You may go to the Financial Ombudsman Service within six months of the date of this letter.';
    const complaint = aComplaint([['received', '2026-07-01']], { facts: british });
    const checked = checkLetter(set, complaint, {
      letter: 'final-response-sent',
      text,
      at: instant('2026-07-20T12:00+08:00'),
    });
    expect(checked.open).toEqual([]);
    expect(checked.statements.map(({ statement, found }) => [statement.id, found?.sentence])).toEqual([
      ['final-response-names-the-ombudsman', text],
      ['final-response-gives-six-months', text],
      ['final-response-gives-the-website', undefined],
      ['final-response-says-whether-time-is-waived', undefined],
    ]);
    for (const language of ['en', 'zh'] as const)
      expect(replyLines(checked, set, language).join('\n')).toContain(
        language === 'en' ? '2 of 4 found.' : '共 4 项，找到 2 项。',
      );
  });

  it('say what is missing where nobody knows whether the law applies', () => {
    const { respondent_kind: _, ...facts } = british;
    const unsaid = { ...set, organisation: { ...set.organisation, our: { role: 'respondent' } } };
    const checked = checkLetter(unsaid, aComplaint([['received', '2026-07-01']], { facts }), {
      letter: 'final-response-sent',
      text: 'x',
      at: instant('2026-07-20T12:00+08:00'),
    });
    expect(checked.open.map(({ policy, missing }) => [policy, missing.map(({ name }) => name)])).toContainEqual([
      'uk.disp',
      ['respondent_kind'],
    ]);
  });

  it('name the letters that they are about', () => {
    expect(lettersOf(set)).toEqual(expect.arrayContaining(['refused', 'responded', 'final-response-sent', 'src-sent']));
  });

  it.each([
    ['a word processor’s own format', 'letter.docx', Buffer.from('PK\u0003\u0004\0\0')],
    ['a PDF', 'letter.pdf', Buffer.from('%PDF-1.7\n')],
    ['another encoding', 'letter.txt', Buffer.from([0xce, 0xd2, 0xc3, 0xc7])],
    ['rich text', 'letter.rtf', Buffer.from('{\\rtf1 hello}')],
  ])('are not looked for in %s', async (_, name, bytes) => {
    const file = join(folder, name);
    await writeFile(file, bytes);
    await expect(readLetter(file)).rejects.toMatchObject({ faults: [{ code: 'reply.not_text' }] });
  });

  it('are not looked for in an empty letter or a folder', async () => {
    const file = join(folder, 'empty.html');
    await writeFile(file, '<p> </p><!-- court -->');
    await expect(readLetter(file)).rejects.toMatchObject({ faults: [{ code: 'reply.empty' }] });
    await expect(readLetter(folder)).rejects.toBeInstanceOf(RedressError);
  });
});
