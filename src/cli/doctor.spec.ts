import { describe, expect, it } from '@jest/globals';
import { configFault } from '../config-errors.js';
import { RedressError } from '../errors.js';
import { diskFinding, findingLine, horizonFinding, nodeFinding, refusalFinding } from './doctor.js';

describe('the doctor', () => {
  it.each([
    ['20.20.2', '✗'],
    ['25.9.9', '✗'],
    ['26.0.0', '✓'],
    ['27.1.0', '✓'],
  ])('marks Node.js %s with %s', (version, mark) => {
    expect(nodeFinding(version).mark).toBe(mark);
  });

  it.each([
    [299, '✗'],
    [300, '!'],
    [999, '!'],
    [1_000, '✓'],
  ])('marks %d MB of free space with %s', (megabytes, mark) => {
    expect(diskFinding({ en: 'cache', zh: '缓存' }, '/c', megabytes).mark).toBe(mark);
  });

  it.each([
    { through: '2026-12-31', left: 90, mark: '✓' },
    { through: '2026-12-31', left: 89, mark: '!' },
    { through: '2026-12-31', left: -1, mark: '!' },
    { through: undefined, left: undefined, mark: '✓' },
  ])('marks a calendar published through $through, $left days away, with $mark', ({ through, left, mark }) => {
    expect(horizonFinding('cn', through, left).mark).toBe(mark);
  });

  it('gives the remedy with everything that is not fine, in both languages', () => {
    const findings = [
      nodeFinding('20.0.0'),
      diskFinding({ en: 'cache', zh: '缓存' }, '/c', 10),
      horizonFinding('cn', '2026-12-31', 10),
      horizonFinding('cn', '2026-12-31', -10),
      refusalFinding(new RedressError([configFault('config.wrong_port', { found: 'x' })]), {
        en: 'the server',
        zh: '服务',
      }),
    ];
    for (const finding of findings)
      for (const language of ['en', 'zh'] as const)
        expect(findingLine(finding, language)).toMatch(/^[!✗] [^\n]+ → [^\n]+$/);
  });

  it('passes on what is no refusal', () => {
    expect(() => refusalFinding(new TypeError('x'), { en: '', zh: '' })).toThrow(TypeError);
  });
});
