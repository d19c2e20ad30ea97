import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { allRules } from '../../src/rules/analysis/all-rules.js';
import { loadPolicies } from '../../src/rules/policy/load-policies.js';
import { sentenceOf, sentenceOfAuthority, sentenceOfPolicy } from '../../src/texts/sentences/sentence-of.js';

const folder = join(import.meta.dirname, '../../policies');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.yaml') && !file.endsWith('.test.yaml'))
  .map((file) => ({ file: file.replaceAll('\\', '/'), text: readFileSync(join(folder, file), 'utf8') }));
const { set } = loadPolicies(files);
const policies = set?.policies ?? [];

/** Every id that has a title somewhere: none may stand in quotation marks as it is. */
const ids = new Set([
  ...(set?.vocabulary.events.keys() ?? []),
  ...(set?.vocabulary.facts.keys() ?? []),
  ...(set?.vocabulary.titles?.keys() ?? []),
  ...policies.flatMap((policy) => [policy.id, ...allRules(policy).flatMap(({ id, ref }) => [id, ref])]),
  ...Object.values(set?.vocabulary.wordTitles ?? {}).flatMap((titles) => [...titles.keys()]),
]);

describe.each(policies.map((policy) => [`${policy.id} of ${policy.file}`, policy] as const))('%s', (_, policy) => {
  const sentences = (by: typeof set) =>
    by === undefined
      ? []
      : [
          ['policy', sentenceOfPolicy(policy, by)] as const,
          ...allRules(policy).map((rule) => [rule.id, sentenceOf(rule, policy, by)] as const),
          ...policy.authority.map((limit) => [limit.role, sentenceOfAuthority(limit, policy, by)] as const),
        ];

  it.each(sentences(set))('says %s as a sentence in both languages, without ids', (_id, { en, zh }) => {
    expect(en).toMatch(/^[\p{Lu}\d“(].*\.$/su);
    expect(zh).toMatch(/^\P{Ll}.*。$/su);
    expect(zh).toMatch(/\p{Script=Han}/u);
    for (const text of [en, zh]) {
      expect(text).not.toMatch(/undefined|NaN|\[object|\{|\}| {2}|；；|，，/u);
      const named = [...text.matchAll(/“([^“”]+)”/gu)].map(([, inside = '']) => inside);
      expect(named.filter((each) => ids.has(each) && /^[a-z]/.test(each))).toEqual([]);
      // Brackets and quotation marks open and close.
      for (const [open, close] of ['“”', '（）', '()'] as const)
        expect(text.split(open ?? '').length).toBe(text.split(close ?? '').length);
    }
    expect(zh).not.toMatch(/ (?:and|or|is|the|where) /u);
  });
});
