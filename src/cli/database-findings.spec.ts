import { describe, expect, it } from '@jest/globals';
import { clockFinding, portFinding, restingFinding, schemaFinding } from './database-findings.js';
import { findingLine } from './doctor.js';

describe('the doctor on the database', () => {
  it.each([
    [0, '✓'],
    [2_000, '✓'],
    [-2_000, '✓'],
    [2_001, '!'],
    [-2_001, '!'],
  ])('marks a clock that is %d ms ahead with %s', (ahead, mark) => {
    expect(clockFinding(ahead).mark).toBe(mark);
  });

  it('says in which direction the clock is wrong', () => {
    expect(findingLine(clockFinding(5_400), 'en')).toMatch(/5\.4 s ahead/);
    expect(findingLine(clockFinding(-5_400), 'zh')).toMatch(/慢 5\.4 秒/);
  });

  it.each([
    [[], false, '✓'],
    [['B2'], true, '!'],
    [['B2'], false, '✗'],
  ])('marks tables that lack %p, owner known: %p, with %s', (missing, hasOwner, mark) => {
    expect(schemaFinding({ applied: ['A1'], missing, unknown: [] }, hasOwner).mark).toBe(mark);
  });

  it.each([
    [undefined, '✓'],
    ['EADDRINUSE', '!'],
    ['EACCES', '✗'],
  ])('marks a port with the obstacle %s with %s', (obstacle, mark) => {
    expect(portFinding(3000, obstacle).mark).toBe(mark);
  });

  it('gives the remedy with everything that is not fine, in both languages', () => {
    const findings = [
      restingFinding('/d', undefined),
      restingFinding('/d', '18'),
      schemaFinding({ applied: [], missing: ['A1'], unknown: [] }, false),
      clockFinding(9_000),
      portFinding(80, 'EACCES'),
      portFinding(80, 'EADDRINUSE'),
    ];
    for (const finding of findings)
      for (const language of ['en', 'zh'] as const)
        expect(findingLine(finding, language)).toMatch(/^[!✗] [^\n]+ → [^\n]+$/);
  });
});
