import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { describe as show } from '../src/errors.js';
import { readPolicyFiles } from '../src/policies-folder/policies.reader.js';
import { projectFolder } from '../src/project.js';
import { checkCase } from '../src/rules/analysis/test-cases-check.js';
import { secondOpinion } from '../src/rules/analysis/test-cases-second-judge.js';
import { readTestCases } from '../src/rules/analysis/test-cases.js';
import { loadPolicies } from '../src/rules/policy/load-policies.js';
import type { PolicyText } from '../src/rules/policy/read-file.js';

/** One step of a recipe: a file to write, or lines to add under a key of one that is there. */
interface Step {
  readonly file: string;
  readonly under: string | undefined;
  readonly text: string;
}

const heading = /^## \d+\. [^\n]*`policies\/([^`]+)`(?:, under `([a-z-]+:)`)?$/;

/** Does what a page says: each heading names a file, the block below it is what to write. */
function stepsOf(page: string): readonly Step[] {
  return page.split(/^(?=## )/m).flatMap((section) => {
    const [, file, under] = heading.exec(section.split('\n')[0] ?? '') ?? [];
    const [, text] = /```yaml\n([^`]*)```/.exec(section) ?? [];
    return file === undefined || text === undefined ? [] : [{ file, under, text }];
  });
}

function follow(files: readonly PolicyText[], { file, under, text }: Step): readonly PolicyText[] {
  const there = files.find((each) => each.file === file);
  if (under === undefined) {
    expect(there).toBeUndefined();
    return [...files, { file, text }];
  }
  const before = there?.text ?? '';
  expect(before.split(`\n${under}\n`)).toHaveLength(2);
  return files.map((each) =>
    each === there ? { file, text: before.replace(`\n${under}\n`, `\n${under}\n${text}`) } : each,
  );
}

const recipes = [
  { page: 'add-a-rule.md', steps: 2, cases: 4 },
  { page: 'add-a-fact.md', steps: 3, cases: 2 },
  { page: 'add-an-event.md', steps: 3, cases: 3 },
  { page: 'add-a-calendar.md', steps: 3, cases: 3 },
  { page: 'add-a-counting.md', steps: 3, cases: 3 },
];

describe.each(recipes)('the recipe $page', ({ page, steps: count, cases: least }) => {
  const steps = stepsOf(readFileSync(join(projectFolder, 'docs/recipes', page), 'utf8'));
  let files: readonly PolicyText[] = [];
  beforeAll(async () => {
    files = steps.reduce<readonly PolicyText[]>(follow, await readPolicyFiles(join(projectFolder, 'policies')));
  });

  it('names a file for every step', () => {
    expect(steps).toHaveLength(count);
  });

  it('leads to a folder without a fault, whose cases pass by both judges', async () => {
    const { set, faults } = loadPolicies(files);
    expect(faults.map((fault) => show(fault, 'en'))).toEqual([]);
    const written = steps.filter(({ file }) => file.endsWith('.test.yaml'));
    for (const { file, text } of written) {
      const whole = files.find((each) => each.file === file);
      if (set === undefined || whole === undefined) throw new RangeError(file);
      const read = readTestCases(whole.text, file, set);
      expect(read.faults.map((fault) => show(fault, 'en'))).toEqual([]);
      const added = read.cases.filter(({ name }) => text.includes(name.en));
      expect(added.length).toBeGreaterThanOrEqual(least);
      for (const each of added) {
        expect(checkCase(each, set).differences.map(({ en }) => `${each.name.en}: ${en}`)).toEqual([]);
        expect(await secondOpinion(each, set)).toEqual([]);
      }
    }
    expect(written).toHaveLength(1);
  });

  it('is needed: without its first step something is missing', async () => {
    const all = await readPolicyFiles(join(projectFolder, 'policies'));
    const without = steps.slice(1).reduce<readonly PolicyText[]>(follow, all);
    const { set, faults } = loadPolicies(without);
    const [cases] = without.filter(({ file }) => file === steps.at(-1)?.file);
    const unread = set === undefined || cases === undefined ? [] : readTestCases(cases.text, cases.file, set).faults;
    expect([...faults, ...unread].length).toBeGreaterThan(0);
  });
});
