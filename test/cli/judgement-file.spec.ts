import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { judgementFormat } from '../../src/modules/judgements/judgement-file.js';
import { builtRedress, redress, type Ran } from '../tooling/run-program.js';
import { complaint, ownProject, type OwnProject } from './own-project.js';

describe('a judgement as a file', () => {
  let project: OwnProject;
  beforeAll(async () => {
    project = ownProject();
    project.write('complaint.yaml', complaint);
    await redress(['--version']);
  }, 300_000);
  afterAll(() => project.remove());

  const judge = (out: string, ...more: string[]): Promise<Ran> =>
    builtRedress([
      'judge',
      '--complaint',
      project.path('complaint.yaml'),
      '--policies',
      project.path('policies'),
      '--out',
      project.path(out),
      ...more,
    ]);
  const verify = (file: string, ...more: string[]): Promise<Ran> =>
    builtRedress(['verify-judgement', project.path(file), ...more]);

  it('is written, and judged again to the same bytes, in both languages', async () => {
    const judged = await judge('judgement.json');
    expect(judged).toMatchObject({ code: 0, stderr: '' });
    expect(judged.stdout).toContain('Non-compliant');
    const text = readFileSync(project.path('judgement.json'), 'utf8');
    expect(JSON.parse(text)).toMatchObject({ format: judgementFormat, at: '2026-03-20T09:00:00.000Z' });
    expect(text).not.toContain('李雷');
    const found = await verify('judgement.json');
    expect(found).toMatchObject({ code: 0, stderr: '' });
    expect(found.stdout).toMatch(/^The same: .*[0-9a-f]{64}/u);
    expect((await verify('judgement.json', '--lang', 'zh')).stdout).toMatch(/^一致：/u);
    const again = await judge('again.json');
    expect(again.code).toBe(0);
    expect(readFileSync(project.path('again.json'), 'utf8')).toBe(text);
  });

  it('that was changed is refused with 2, and says so', async () => {
    await judge('changed.json');
    const text = readFileSync(project.path('changed.json'), 'utf8');
    project.write('changed.json', text.replace('3 working days', '9 working days'));
    const found = await verify('changed.json');
    expect(found).toMatchObject({ code: 2, stdout: '' });
    expect(found.stderr).toContain('judgement_file.changed');
    expect(await verify('missing.json')).toMatchObject({ code: 2 });
    expect(await verify('policies')).toMatchObject({ code: 2 });
  });

  it('is not written where the complaint or the policies are faulty', async () => {
    project.write('faulty.yaml', complaint.replace('quality', 'qualty'));
    const found = await judge('faulty.json', '--complaint', project.path('faulty.yaml'));
    expect(found.code).toBe(2);
    expect(found.stderr).toMatch(/faulty\.yaml:3:\d+/u);
    expect(existsSync(project.path('faulty.json'))).toBe(false);
    expect(await judge('none.json', '--complaint', project.path('nowhere.yaml'))).toMatchObject({ code: 2 });
  });
});

describe('two folders of policies', () => {
  let project: OwnProject;
  beforeAll(async () => {
    project = ownProject();
    await redress(['--version']);
    const text = readFileSync(project.path('policies/replies.yaml'), 'utf8');
    for (const name of ['organisation.yaml', 'vocabulary.yaml'])
      project.write(`newer/${name}`, readFileSync(project.path(`policies/${name}`), 'utf8'));
    project.write('newer/replies.yaml', `# shorter\n${text.replace('3 working days', '2 working days')}`);
  }, 300_000);
  afterAll(() => project.remove());

  it('are compared by what they mean', async () => {
    const [before, after] = [project.path('policies'), project.path('newer')];
    const found = await builtRedress(['policy', 'diff', before, after, '--json', project.path('diff.json')]);
    expect(found).toMatchObject({ code: 0, stderr: '' });
    expect(found.stdout.split('\n')[0]).toContain('within: 3 working days → 2 working days');
    expect(JSON.parse(readFileSync(project.path('diff.json'), 'utf8'))).toMatchObject({
      changes: [{ id: 'shop.replies#reply', keys: [{ key: 'within' }] }],
    });
    expect((await builtRedress(['policy', 'diff', before, before, '--lang', 'zh'])).stdout).toBe('两者含义相同。\n');
    expect(await builtRedress(['policy', 'diff', before, project.path('nowhere')])).toMatchObject({ code: 2 });
  });
});
