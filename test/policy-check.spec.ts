import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { policiesFault } from '../src/policies-folder/policies-errors.js';
import { readPolicyFiles, readPolicyFolder } from '../src/policies-folder/policies.reader.js';
import { RedressError } from '../src/errors.js';
import { projectFolder } from '../src/project.js';
import { policyHead, usualFiles } from './support/policy-files.js';
import { redress } from './tooling/run-program.js';

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'redress-policies-'));
  folders.push(folder);
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  }
  return folder;
}

const wrong = `${policyHead}deadlines:\n  one: { from: received, within: 60, done: told }\n`;

describe('reading a folder of policies', () => {
  it('takes every YAML file of the folder and below, in the order of their paths', async () => {
    const folder = folderOf({
      'b.yaml': 'b',
      'a/z.yml': 'z',
      'a.yaml': 'a',
      'B.yaml': 'B',
      '中.yaml': '中',
      'x.json': '{}',
      '.hidden.yaml': 'h',
      '.git/c.yaml': 'c',
    });
    const files = await readPolicyFiles(folder);
    expect(files.map(({ file }) => file)).toEqual(['B.yaml', 'a.yaml', 'a/z.yml', 'b.yaml', '中.yaml']);
    expect(files.map(({ text }) => text)).toEqual(['B', 'a', 'z', 'b', '中']);
  });

  it('follows a link within the folder, and refuses one that leads out of it', async () => {
    const outside = folderOf({ 'secret.yaml': 'secret' });
    const folder = folderOf({ 'data/real.yaml': 'real' });
    symlinkSync(join(folder, 'data/real.yaml'), join(folder, 'linked.yaml'));
    expect((await readPolicyFiles(folder)).map(({ file }) => file)).toEqual(['data/real.yaml', 'linked.yaml']);
    symlinkSync(join(outside, 'secret.yaml'), join(folder, 'out.yaml'));
    symlinkSync(outside, join(folder, 'out'));
    symlinkSync(join(folder, 'nowhere'), join(folder, 'broken.yaml'));
    symlinkSync(folder, join(folder, 'round'));
    const { files, faults } = await readPolicyFolder(folder);
    expect(files.map(({ text }) => text)).toEqual(['real', 'real']);
    expect(faults.every(({ code }) => code === 'policies.not_a_file')).toBe(true);
    expect(faults.map(({ place }) => String(place?.file)).toSorted((a, b) => a.localeCompare(b))).toEqual([
      'broken.yaml',
      'out',
      'out.yaml',
      'round',
    ]);
  });

  it('does not wait for a pipe', async () => {
    const folder = folderOf({ 'a.yaml': 'a' });
    execFileSync('mkfifo', [join(folder, 'pipe.yaml')]);
    const { faults } = await readPolicyFolder(folder);
    expect(faults.map(({ code }) => code)).toEqual(['policies.not_a_file']);
  });

  it('refuses a file that is too large, without reading it', async () => {
    const folder = folderOf({ 'a.yaml': Buffer.alloc(1_000_001, 'a') });
    await expect(readPolicyFiles(folder)).rejects.toThrow('policies.file_too_large');
  });

  it.each([
    ['a folder that is not there', () => join(folderOf({}), 'none'), 'policies.no_folder'],
    ['a file', () => join(folderOf({ 'a.yaml': 'a' }), 'a.yaml'), 'policies.no_folder'],
    ['a folder without YAML', () => folderOf({ 'a.txt': 'a' }), 'policies.no_files'],
    ['folders without end', () => folderOf({ [`${'d/'.repeat(20)}a.yaml`]: 'a' }), 'policies.too_many'],
  ])('refuses %s', async (_, folder, code) => {
    const error = await readPolicyFiles(folder()).catch((thrown: unknown) => thrown);
    expect(error instanceof RedressError && error.faults.map((fault) => fault.code)).toEqual([code]);
  });

  it('says in both languages that there is no folder', () => {
    const { cause } = policiesFault('policies.no_folder', { folder: 'x' });
    expect([cause.en, cause.zh]).toEqual(['There is no folder "x".', '没有文件夹“x”。']);
  });
});

describe('redress policy check', () => {
  it('finds nothing wrong with the policies that come with it', async () => {
    const { code, stdout } = await redress(['policy', 'check', join(projectFolder, 'policies')]);
    expect(stdout).not.toContain('[check.');
    expect(stdout).toMatch(
      /(^|\n)\d+ files: \d+ policies( in \d+ versions)?, \d+ rules, \d+ calendars\. No faults(, \d+ notices)?\.\n$/,
    );
    expect(code).toBe(0);
  }, 120_000);

  it('shows every fault with a place that can be opened, then how many there are', async () => {
    const folder = folderOf({
      ...usualFiles,
      'cn/a.yaml': wrong,
      'binary.yaml': Uint8Array.of(0xff, 0xfe, 0x00, 0x41),
    });
    const { code, stdout } = await redress(['policy', 'check', folder]);
    expect(stdout).toBe(
      `${folder}/binary.yaml:1:1\n  The file is not UTF-8 text. Save it as UTF-8.  [yaml.not_text]\n` +
        `${folder}/cn/a.yaml:8:34  deadlines.one.within\n  "60" has no unit. Write "60 days" (calendar days) or "60 working days".  [policy.duration_without_unit]\n` +
        '2 faults in 2 of 7 files. Nothing can be judged until they are mended.\n',
    );
    expect(code).toBe(1);
  });

  it('does so in Chinese', async () => {
    const folder = folderOf({ ...usualFiles, 'cn/a.yaml': wrong });
    const { code, stdout } = await redress(['policy', 'check', folder, '--lang', 'zh']);
    expect(stdout).toContain('“60”没有单位。请写“60 days”（自然日）或“60 working days”（工作日）。');
    expect(stdout).toMatch(/6 个文件中有 1 个存在问题，共 1 处。更正之前无法判定。\n$/);
    expect(code).toBe(1);
  });

  const loose = `${policyHead}deadlines:\n  one: { from: received, within: 1 month, warn: 29 days, done: told }\n`;

  it('shows what loads and cannot be meant, and gives it as data', async () => {
    const folder = folderOf({ ...usualFiles, 'cn/a.yaml': loose });
    const shown = await redress(['policy', 'check', folder, '--at', '2026-06-01']);
    expect(shown.stdout).toContain('Defects: these load, and cannot be meant as they stand\n');
    expect(shown.stdout).toMatch(/cn\/a\.yaml:8:\d+  deadlines\.one\.warn\n/);
    expect(shown.stdout).toMatch(/No faults, 2 defects, 1 notice\.\n$/);
    expect(shown.code).toBe(1);
    const { stdout } = await redress(['policy', 'check', folder, '--at', '2026-06-01', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      faults: 0,
      defects: 2,
      notices: 1,
      remarks: [
        { code: 'check.no_test' },
        { grade: 'defect', code: 'check.warning_before_start', place: { line: 8 } },
        {},
      ],
    });
  });

  it('is misused with a day that does not exist', async () => {
    const folder = folderOf(usualFiles);
    const { code, stderr } = await redress(['policy', 'check', folder, '--at', '2026-02-30']);
    expect(stderr).toContain('[audit.wrong_at]');
    expect(code).toBe(2);
  });

  it('is misused with a folder that is not there', async () => {
    const folder = folderOf({});
    cpSync(join(projectFolder, 'package.json'), join(folder, 'package.json'));
    const { code, stderr } = await redress(['policy', 'check', join(folder, 'package.json')]);
    expect(stderr).toContain('[policies.no_folder]');
    expect(code).toBe(2);
  });
});
