import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { childEnvironment } from '../../src/config.js';
import { projectFolder } from '../../src/project.js';
import { redress, runProgram } from '../tooling/run-program.js';
import { argsOf, header, ownProject, type OwnProject } from './own-project.js';

const main = join(projectFolder, 'dist/src/cli/main.js');
const rows = '1,2026-03-02,2026-03-03,quality,Ann Secret,1980-02-30\n2,2026-03-02,,delay,Ben Secret,-\n';

describe('the files of an audit', () => {
  let project: OwnProject;

  beforeAll(async () => {
    expect((await redress(['--version'])).code).toBe(0);
  }, 120_000);
  beforeEach(() => {
    project = ownProject(rows);
  });
  afterEach(() => project.remove());

  /** Whatever the command may have left behind. */
  const leftovers = (): readonly string[] =>
    readdirSync(project.folder).filter((name) => !['input.csv', 'mapping.yaml', 'policies', 'fifo'].includes(name));

  it.each([
    ['an output where the input stands', { json: 'input.csv' }],
    ['an output where the mapping stands', { csv: 'mapping.yaml' }],
    ['a link to the input', { json: 'link.csv' }],
    ['two outputs in one file', { json: 'out', rejects: 'out' }],
  ])('are never overwritten: %s', async (_, outputs) => {
    symlinkSync(project.path('input.csv'), project.path('link.csv'));
    const { code, stderr } = await project.audit(outputs);
    expect(code).toBe(2);
    expect(stderr).toContain('[audit.same_file]');
    expect(readFileSync(project.path('input.csv'), 'utf8')).toBe(header + rows);
    expect(leftovers()).toEqual(['link.csv']);
  });

  it('leave somebody’s own .part file alone, and a link a link', async () => {
    project.write('rejects.csv.part', 'mine');
    project.write('real.csv', 'earlier');
    symlinkSync(project.path('real.csv'), project.path('rejects.csv'));
    expect((await project.audit({ rejects: 'rejects.csv' })).code).toBe(0);
    expect(readFileSync(project.path('rejects.csv.part'), 'utf8')).toBe('mine');
    expect(readFileSync(project.path('real.csv'), 'utf8')).toContain('row.not_a_time');
  });

  if (process.platform === 'win32')
    console.log('Not tried: pipes, a full disk and an interruption, which Windows does not have in this form.');
  else {
    it('are files: a pipe without a writer is refused, not waited for', async () => {
      execFileSync('mkfifo', [project.path('fifo')]);
      const input = await runProgram(process.execPath, [main, ...argsOf(project.path('fifo'), project.path)]);
      const mapping = await project.audit({ mapping: 'fifo' });
      for (const { code, stderr } of [input, mapping]) {
        expect(code).toBe(2);
        expect(stderr).toContain('[import.not_a_file]');
      }
    });

    it('take rejected rows into a pipe, which stays a pipe', async () => {
      execFileSync('mkfifo', [project.path('fifo')]);
      const reader = runProgram('cat', [project.path('fifo')]);
      expect((await project.audit({ rejects: 'fifo' })).code).toBe(0);
      expect((await reader).stdout).toMatch(/^id,.*,redress_reason\n1,.*row\.not_a_time/);
      expect(statSync(project.path('fifo')).isFIFO()).toBe(true);
    });

    it.each(['json', 'csv', 'rejects'])('appear whole or not at all on a full disk: %s', async (option) => {
      const row = (id: number): string => `${id},2026-03-02,nonsense,delay,Ann Secret ${'x'.repeat(200)},-\n`;
      const good = (id: number): string => `${id},2026-03-02,,delay,Ann Secret,-\n`;
      const lines = Array.from({ length: 2_000 }, (_, id) => (option === 'rejects' ? row(id) : good(id)));
      project.write('input.csv', header + lines.join(''));
      const command = [process.execPath, main, ...argsOf(project.path('input.csv'), project.path)];
      // The shell counts in blocks of 512 bytes.
      const limited = ['-c', 'ulimit -f 64; exec "$@"', 'sh', ...command, `--${option}`, project.path('out')];
      const { code, stderr } = await runProgram('sh', limited);
      expect(code).toBe(2);
      expect(stderr).toMatch(/\[(report\.disk_full|import\.cannot_write)\]/);
      expect(stderr).not.toContain('Secret');
      expect(leftovers()).toEqual([]);
    });

    it('leave nothing behind when they are interrupted', async () => {
      const bad = Array.from({ length: 60_000 }, (_, id) => `${id},nonsense,,delay,Ann Secret ${'x'.repeat(300)},-\n`);
      project.write('input.csv', header + bad.join(''));
      const outputs = ['--json', project.path('out.json'), '--rejects', project.path('out.csv')];
      const child = spawn(process.execPath, [main, ...argsOf(project.path('input.csv'), project.path), ...outputs], {
        env: childEnvironment({ LC_ALL: 'C', NODE_OPTIONS: '', TMPDIR: project.folder }),
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let stderr = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
      const ended = once(child, 'close');
      while (child.exitCode === null && !leftovers().some((name) => name.startsWith('.out.csv'))) await sleep(10);
      child.kill('SIGINT');
      await ended;
      expect(child.exitCode).toBe(130);
      expect(stderr.trim().split('\n')).toHaveLength(1);
      expect(leftovers()).toEqual([]);
      expect(existsSync(project.path('out.json'))).toBe(false);
    });
  }
});
