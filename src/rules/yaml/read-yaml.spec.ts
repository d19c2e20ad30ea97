import { describe, expect, it } from '@jest/globals';
import { readYaml } from './read-yaml.js';

/** The faults of a text as `code line:column`. */
function faultsIn(text: string): readonly string[] {
  return readYaml(text, 'x.yaml').faults.map(({ code, place }) => `${code} ${place?.line}:${place?.column}`);
}

describe('a YAML file', () => {
  it('has keys that are texts, however they look', () => {
    const text = 'a: { 0012: x, 1.0: x, 1e3: x, 0x1F: x, True: x, NULL: x, ~: x, 2026-01-01: x, "quoted": x }\n';
    const { value, faults } = readYaml(text, 'x.yaml');
    expect(faults).toEqual([]);
    const keys = ['0012', '1.0', '1e3', '0x1F', 'True', 'NULL', '~', '2026-01-01', 'quoted'];
    expect(value).toEqual({ a: Object.fromEntries(keys.map((key) => [key, 'x'])) });
  });

  it('tells 000 and 0 apart, and names a key as it is written', () => {
    expect(readYaml('a: { 0: x, 000: y }\n', 'x.yaml').faults).toEqual([]);
    const [fault] = readYaml('a: { en: Below 10,000, zh: x }\n', 'x.yaml').faults;
    expect(fault).toMatchObject({ code: 'yaml.null_value', data: { key: '000' }, place: { line: 1, column: 19 } });
  });

  it('keeps the text of a number for whoever needs it', () => {
    const yaml = readYaml('nulls: [007, 0.00, -1, "x", none]\n', 'x.yaml');
    expect([0, 1, 2, 3, 4, 5].map((i) => yaml.textOf?.(['nulls', i]))).toEqual([
      '007',
      '0.00',
      '-1',
      'x',
      'none',
      undefined,
    ]);
  });

  it.each([
    ['a tag on a value', 'a: !!binary aGVsbG8=\n', ['yaml.tag 1:13']],
    ['a tag on a mapping', 'a: !!map { x: y }\n', ['yaml.tag 1:10']],
    ['a tag of somebody’s own', 'a: !!js/function "x"\n', ['yaml.tag 1:18']],
    ['another version of YAML, where yes is true', '%YAML 1.1\n---\na: yes\n', ['yaml.tag 1:1']],
    ['an unknown directive', '%FOO bar\n---\na: x\n', ['yaml.tag 1:1']],
    ['a list as a key', '? [a, b]\n: x\n', ['yaml.not_a_key 1:3']],
    ['__proto__ as a key', 'a:\n  __proto__: { x: y }\n', ['yaml.not_a_key 2:3']],
    ['null in a list, at its place', 'a: [x, NULL, ~]\n', ['yaml.null_value 1:8', 'yaml.null_value 1:14']],
    ['a word alone that means nothing', 'null\n', ['yaml.empty undefined:undefined']],
    ['indentation without end on its first line', `${'- '.repeat(20_000)}a`, ['yaml.too_deep undefined:undefined']],
    ['question marks without end', `${'? '.repeat(20_000)}a`, ['yaml.too_deep undefined:undefined']],
  ])('is refused for %s', (_, text, expected) => expect(faultsIn(text)).toEqual(expected));

  it('reads on without a key that cannot be one, so that its other faults are told too', () => {
    expect(faultsIn('__proto__: x\nb:\nc: d\nc: e\n')).toEqual([
      'yaml.not_a_key 1:1',
      'yaml.null_value 2:1',
      'yaml.duplicate_key 4:1',
    ]);
    expect(readYaml('__proto__: x\nc: d\n', 'x.yaml').value).toEqual({ c: 'd' });
  });

  it('with one slip does not list its thousand echoes', () => {
    expect(readYaml(`{a: it's [[[${'['.repeat(5_000)}`, 'x.yaml').faults).toHaveLength(10);
    expect(readYaml('a: [1\nb: }\nc:\n', 'x.yaml').faults.every(({ code }) => code === 'yaml.syntax')).toBe(true);
  });

  it.each([
    'a: [1\nb: x\n',
    'a: "x\n',
    'a: x: y\n',
    '\ta: x\n',
    'a: @x\n',
    'a: "\\q"\n',
    'a: x\n b: y\n',
    'a: [x,,y]\n',
  ])('says in Chinese what is wrong with its writing: %j', (text) => {
    const { faults } = readYaml(text, 'x.yaml');
    expect(faults.length).toBeGreaterThan(0);
    for (const { code, cause } of faults) {
      expect(code).toBe('yaml.syntax');
      expect(cause.zh.replace('YAML', '')).not.toMatch(/[A-Za-z]{3,}/);
    }
  });
});
