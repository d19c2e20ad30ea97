import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { readPolicyFiles } from '../src/policies-folder/policies.reader.js';
import { projectFolder } from '../src/project.js';
import { loadPolicies } from '../src/rules/policy/load-policies.js';
import type { Policy, PolicySet } from '../src/rules/policy/policy.js';

// docs/coverage-of-standards.md says of every standard where it is kept. Here it is held to the standards and to the policies.

interface Row {
  readonly id: string;
  readonly how: string;
  readonly where: string;
}

const page = readFileSync(join(projectFolder, 'docs', 'coverage-of-standards.md'), 'utf8');
const rows: readonly Row[] = cellsOf(page)
  .filter(([id = '']) => /^(CN|H|I)-/u.test(id))
  .map(([id = '', how = '', where = '']) => ({ id, how, where }));
const quoted = ({ where }: Row): string[] => [...where.matchAll(/`([^`]+)`/gu)].map(([, text = '']) => text);

function cellsOf(text: string): string[][] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

/** Everything of a policy that a row may point to. */
function namesOf(policy: Policy): readonly string[] {
  const parts = [
    ...policy.rules,
    ...policy.rights,
    ...policy.retention,
    ...policy.escalations,
    ...policy.indicators,
    ...policy.statements,
  ];
  const limits = policy.authority.length > 0 ? ['authority'] : [];
  return [...parts.map(({ id }) => id), ...policy.facts.keys(), ...limits].map((id) => `${policy.id}#${id}`);
}

let set: PolicySet;
beforeAll(async () => {
  const loaded = loadPolicies(await readPolicyFiles(join(projectFolder, 'policies')));
  if (loaded.set === undefined) throw new Error(loaded.faults.map(({ code }) => code).join(' '));
  set = loaded.set;
});

describe('the list of what covers each standard', () => {
  it('names every standard once', () => {
    const ids = rows.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(ids.length).toBeGreaterThan(150);
  });

  it('says how each is covered, in one of four words', () => {
    const kinds = ['rule', 'feature', 'planned', 'judgement-needed'];
    expect(rows.filter(({ how }) => !kinds.includes(how)).map(({ id }) => id)).toEqual([]);
    expect(rows.filter(({ where }) => where === '').map(({ id }) => id)).toEqual([]);
  });

  it('points to rules that the shipped policies have', () => {
    const known = new Set(set.policies.flatMap(namesOf));
    const pointing = rows.filter(({ how }) => how === 'rule' || how === 'judgement-needed');
    const missing = pointing.flatMap((row) => {
      const refs = quoted(row).filter((text) => text.includes('#'));
      return refs.length === 0
        ? [`${row.id}: no rule`]
        : refs.filter((ref) => !known.has(ref)).map((ref) => `${row.id}: ${ref}`);
    });
    expect(missing).toEqual([]);
  });

  it('calls judgement-needed only what a person decides', () => {
    const decided = new Set(
      set.policies.flatMap(({ rules }) =>
        rules.filter(({ kind }) => kind === 'judgement-needed').map(({ ref }) => ref),
      ),
    );
    const refs = rows.filter(({ how }) => how === 'judgement-needed').flatMap(quoted);
    expect(refs.filter((ref) => !decided.has(ref))).toEqual([]);
  });

  it('points to features whose files are there', () => {
    const missing = rows
      .filter(({ how }) => how === 'feature')
      .flatMap((row) => {
        const files = quoted(row);
        const gone = files.filter((file) => !existsSync(join(projectFolder, file)));
        return files.length === 0 ? [`${row.id}: no place`] : gone.map((file) => `${row.id}: ${file}`);
      });
    expect(missing).toEqual([]);
  });

  it('lists no house rule of the shipped policies that cites no standard of the list', () => {
    const listed = new Set(rows.map(({ id }) => id));
    const house = set.policies.filter(({ id }) =>
      ['house.clocks', 'house.intake', 'house.deciding', 'house.evidence', 'house.indicators'].includes(id),
    );
    const wrong = house.flatMap((policy) =>
      [
        ...policy.rules,
        ...policy.rights,
        ...policy.retention,
        ...policy.escalations,
        ...policy.indicators,
        ...policy.statements,
      ]
        .filter(({ cite }) => cite.length === 0 || cite.some((each) => !listed.has(each)))
        .map(({ ref, cite }) => `${ref}: ${cite.join(', ')}`),
    );
    expect(wrong).toEqual([]);
  });
});

const sources = join(process.env['REDRESS_TRIAL_DATA'] ?? '../shared/data', '..');
const law = join(sources, 'law.md');
const house = join(sources, 'house-standards.md');

if (existsSync(law) && existsSync(house))
  describe('the list of what covers each standard, against the standards', () => {
    const text = readFileSync(law, 'utf8');
    const china = text.slice(text.indexOf('\n## 2.'), text.indexOf('\n### 2.1'));
    const lawRows = cellsOf(china).filter(([id = '']) => id.startsWith('CN-'));
    const checked = lawRows.filter((cells) => /V[12]/u.test(cells.at(-1) ?? '')).map(([id = '']) => id);
    const standards = cellsOf(readFileSync(house, 'utf8')).flatMap(([id = '']) =>
      /^[HI]-\d\d$/u.test(id) ? [id] : [],
    );

    it('has every Chinese rule that was checked against its text, and every house standard', () => {
      const listed = new Set(rows.map(({ id }) => id));
      expect(checked.length).toBeGreaterThan(100);
      expect(standards.length).toBeGreaterThan(50);
      expect([...checked, ...standards].filter((id) => !listed.has(id))).toEqual([]);
    });

    it('has nothing that stands in neither', () => {
      const known = new Set([...lawRows.map(([id = '']) => id), ...standards]);
      expect(rows.filter(({ id }) => !known.has(id)).map(({ id }) => id)).toEqual([]);
    });
  });
else console.log(`Not tried: the list of standards against ${law} and ${house}, which are not here.`);
