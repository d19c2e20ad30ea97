import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Command } from 'commander';
import { policyTestCommand } from '../src/cli/policy-test.command.js';

const title = '{ en: T, zh: 题 }';
const policyOf = (id: string): string => `
policy: ${id}
title: ${title}
source: { instrument: Shop rules, rank: house }
in-force: { from: 2026-01-01 }
version-by: received
binds: respondent
calendar: plain
deadlines:
  answer: { title: ${title}, from: received, done: answered, within: 5 days, cite: "1" }
`;
const set = {
  'organisation.yaml':
    'organisation: { en: Shop, zh: 商店 }\nzone: Asia/Shanghai\ncalendar: plain\nour: { role: respondent }\n',
  'vocabulary.yaml': `events:\n  received: { title: ${title} }\n  answered: { title: ${title} }\nparties: [respondent]\n`,
  'calendars/plain.yaml': `
calendar: plain
title: ${title}
zone: Asia/Shanghai
week: [mon, tue, wed, thu, fri, sat, sun]
hours: ["00:00-24:00"]
default-counting: plain-day
counting:
  plain-day: { first-day: not-counted, last-day-rolls-off: nothing, ends: midnight, cite: none }
`,
  'a.yaml': policyOf('a'),
  'b.yaml': policyOf('b'),
};
const cases = (policy: string, state: string): string => `
policy: ${policy}
cases:
  - name: { en: answered on day five, zh: 第五日答复 }
    at: 2026-03-20T12:00+08:00
    events: [{ received: 2026-03-02 }, { answered: 2026-03-07 }]
    expect: { answer: { state: ${state}, due: 2026-03-07 } }
`;

let folder = '';
let printed = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'redress-'));
  printed = '';
  process.exitCode = undefined;
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  process.exitCode = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function run(files: Readonly<Record<string, string>>, ...more: readonly string[]): Promise<readonly string[]> {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  const program = new Command('redress').option('--lang <language>').addCommand(policyTestCommand());
  await program.exitOverride().parseAsync(['--lang', 'en', 'test', folder, ...more], { from: 'user' });
  return printed.replaceAll(folder, 'P').trimEnd().split('\n');
}

describe('redress policy test', () => {
  it('tells what passed, and which policies have no tests', async () => {
    expect(await run({ ...set, 'a.test.yaml': cases('a', 'in-time') })).toEqual([
      '✓ P/a.test.yaml: 1 passed, 0 failed',
      'Without tests: b',
      '1 passed, 0 failed',
    ]);
    expect(process.exitCode).toBeUndefined();
  });

  it('tells where a case failed, what was expected and what was found', async () => {
    expect(await run({ ...set, 'a.test.yaml': cases('a', 'overdue'), 'b.test.yaml': cases('b', 'in-time') })).toEqual([
      '✗ P/a.test.yaml: 0 passed, 1 failed',
      'P/a.test.yaml:4:11  answered on day five',
      '  answer: state expected overdue, found in-time',
      '✓ P/b.test.yaml: 1 passed, 0 failed',
      '1 passed, 1 failed',
    ]);
    expect(process.exitCode).toBe(1);
  });

  it('counts cases that cannot be read as failed', async () => {
    const lines = await run({ ...set, 'a.test.yaml': cases('a', 'in-tmie'), 'b.test.yaml': 'policy: [' });
    expect(lines.at(-1)).toBe('0 passed, 2 failed');
    expect(lines.filter((line) => line.includes('[yaml.'))).toHaveLength(2);
    expect(process.exitCode).toBe(1);
  });

  it('judges nothing by policies that have faults', async () => {
    const lines = await run({ ...set, 'b.yaml': 'policy: b\n', 'a.test.yaml': cases('a', 'in-time') });
    expect(lines.join('\n')).toContain('Nothing can be judged');
    expect(lines.join('\n')).not.toContain('passed');
    expect(process.exitCode).toBe(1);
  });

  it('takes the cases of one policy alone, and refuses one that is not there', async () => {
    const files = { ...set, 'a.test.yaml': cases('a', 'overdue'), 'b.test.yaml': cases('b', 'in-time') };
    expect(await run(files, '--policy', 'b')).toEqual(['✓ P/b.test.yaml: 1 passed, 0 failed', '1 passed, 0 failed']);
    expect(process.exitCode).toBeUndefined();
    await expect(run(files, '--policy', 'c')).rejects.toMatchObject({ faults: [{ code: 'test.unknown_policy' }] });
  });
});
