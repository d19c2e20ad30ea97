import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { readPolicyFiles } from '../src/policies-folder/policies.reader.js';
import { projectFolder } from '../src/project.js';
import { diffSets } from '../src/rules/analysis/diff-sets.js';
import { loadPolicies } from '../src/rules/policy/load-policies.js';
import type { PolicySet } from '../src/rules/policy/policy.js';
import { kindOf } from '../src/rules/policy/policy-files.js';
import type { PolicyText } from '../src/rules/policy/read-file.js';
import { policyWords } from '../src/texts/policy-words.js';

let files: readonly PolicyText[];
let set: PolicySet;

const load = (texts: readonly PolicyText[]): PolicySet | undefined => loadPolicies(texts).set;

beforeAll(async () => {
  files = await readPolicyFiles(join(projectFolder, 'policies'));
  const loaded = load(files);
  if (loaded === undefined) throw new Error('the shipped policies do not load');
  set = loaded;
});

describe('the shipped policies', () => {
  it('say the same in another order of files, with comments and other blanks', () => {
    const other = files.toReversed().map(({ file, text }) => ({ file, text: `# a comment\n${text}\n\n# the end\n` }));
    const again = load(other);
    expect(again?.digest).not.toBe(set.digest);
    expect(again && diffSets(set, again, policyWords)).toEqual([]);
  });

  it('say otherwise wherever a period is one longer, and the difference names the policy and both periods', () => {
    const seed = Date.now() % 100_000;
    process.stdout.write(`longer periods: seed ${seed}\n`);
    const places = files
      .filter(({ file }) => kindOf(file) === 'policy')
      .flatMap(({ file, text }) =>
        [...text.matchAll(/within: (\d+) ((?:working )?(?:days|hours))$/gmu)].map((found) => ({ file, text, found })),
      );
    expect(places.length).toBeGreaterThan(50);
    for (let turn = 0; turn < 8; turn++) {
      const { file, text, found } = places[(seed + turn * 7919) % places.length] ?? { file: '', text: '', found: [''] };
      const [whole, count, unit] = [found[0], Number(found[1]), found[2] ?? ''];
      const at = 'index' in found ? found.index : 0;
      const longer = `${text.slice(0, at)}within: ${count + 1} ${unit}${text.slice(at + whole.length)}`;
      const changed = load(files.map((each) => (each.file === file ? { file, text: longer } : each)));
      if (changed === undefined) continue;
      const id = /^policy: (\S+)$/mu.exec(text)?.[1] ?? '';
      const changes = diffSets(set, changed, policyWords);
      expect(changes.map((change) => change.id.split('#')[0])).toEqual([id]);
      expect(changes[0]?.text.en).toContain(`${count + 1} ${unit}`);
      expect(changes[0]?.affected.rules).not.toEqual([]);
    }
  });

  it('are told whole in both languages where everything is new', () => {
    const bare = load(files.filter(({ file }) => !file.startsWith('cn/')));
    const changes = bare === undefined ? [] : diffSets(bare, set, policyWords);
    expect(changes.length).toBeGreaterThan(100);
    for (const { text, keys } of changes) {
      for (const said of [text.en, text.zh, ...keys.map(({ to }) => to?.zh ?? '')])
        expect(said).not.toMatch(/undefined|\[object|\bnull\b|NaN|: ,|：，/u);
      expect(text.en).toMatch(/\.$/u);
      expect(text.zh).toMatch(/。$/u);
    }
  });
});
