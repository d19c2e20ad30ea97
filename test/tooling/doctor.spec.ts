import { describe, expect, it } from '@jest/globals';
import { redress } from './run-program.js';

describe('redress doctor', () => {
  it('finds what it needs on this machine, a line each, printer included', async () => {
    const { code, stdout } = await redress(['doctor']);
    const lines = stdout.trim().split('\n');
    expect(code).toBe(0);
    expect(lines.every((line) => /^[✓!] /.test(line))).toBe(true);
    for (const subject of [
      'Node.js 26',
      'temporary',
      'time-zone data',
      'calendar cn',
      'policies',
      'out',
      'database',
      'port',
      'typefaces',
      'printing works',
    ])
      expect(stdout).toContain(subject);
  });

  it('answers in Chinese', async () => {
    const { stdout } = await redress(['doctor', '--lang', 'zh']);
    expect(stdout).toMatch(/打印正常/);
  });

  it('names the remedy and fails when there is no browser', async () => {
    const { code, stdout } = await redress(['doctor'], { REDRESS_CHROME: '/nowhere/chrome' });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^✗ .*→.*REDRESS_CHROME/m);
  });

  it('fails when the policies do not load', async () => {
    const { code, stdout } = await redress(['doctor', '--policies', '/nowhere/policies']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^✗ .*policies.* → /m);
  });
});
