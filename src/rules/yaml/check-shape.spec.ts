import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { checkShape } from './check-shape.js';
import { inBoth } from './expected-texts.js';
import { readYaml } from './read-yaml.js';
import { record } from './shapes.js';
import { soundParts } from './sound-parts.js';

const name = z.string().regex(/^[a-z]+$/, inBoth('small letters', '小写字母'));
const shape = record({
  format: z.union([
    record({ csv: record({ encoding: z.enum(['utf-8']), quote: z.string(), nulls: z.array(z.string()).optional() }) }),
    record({ ndjson: record({}) }),
  ]),
  id: name.optional(),
  count: z.number().min(1).optional(),
  list: z.array(z.string()).min(1).optional(),
  columns: z.record(name, z.union([record({ event: z.string() }), z.literal('ignore')])).optional(),
});

function faultsIn(text: string) {
  return checkShape(shape, readYaml(text, 'folder/x.yaml')).faults;
}

describe('the shape of a file', () => {
  it('is judged by the form that was meant, however much is wrong in it', () => {
    const faults = faultsIn('format: { csv: { encoding: latin-1, quote: 5, nulls: x, more: y } }\n');
    expect(faults.map(({ code, place }) => `${code} ${place?.path}`)).toEqual([
      'yaml.wrong_value format.csv.encoding',
      'yaml.wrong_type format.csv.quote',
      'yaml.wrong_type format.csv.nulls',
      'yaml.unknown_key format.csv.more',
    ]);
  });

  it.each([
    ['format: { ndjson: {} }\nid: 5\n', '文字（数字和日期须加引号）', 'a text (numbers and dates in quotation marks)'],
    ['format: { ndjson: {} }\nid: A\n', '小写字母', 'small letters'],
    ['format: { ndjson: {} }\ncount: 0\n', '不小于 1', 'at least 1'],
    ['format: { ndjson: {} }\nlist: []\n', '至少含 1 项的列表', 'a list of at least 1'],
    ['format: { ndjson: {} }\ncolumns: { A: ignore }\n', '小写字母', 'small letters'],
    ['- x\n', '“键: 值”的形式', 'a set of keys with values (key: value)'],
  ])('says in both languages what was expected: %j', (text, zh, en) => {
    const [fault, ...others] = faultsIn(text);
    expect(others).toEqual([]);
    expect(`${fault?.cause.zh}${fault?.remedy.zh}`).toContain(zh);
    expect(`${fault?.cause.en}${fault?.remedy.en}`).toContain(en);
  });

  it('is named by its file where the whole of it is something else', () => {
    expect(faultsIn('hello\n')[0]?.data).toMatchObject({ key: 'x.yaml', found: 'hello' });
  });

  it('says nothing more about a value that is not there', () => {
    const yaml = readYaml('format: { ndjson: {} }\nid:\nlist: [NULL]\n', 'x.yaml');
    expect(yaml.faults.map(({ code }) => code)).toEqual(['yaml.null_value', 'yaml.null_value']);
    expect(checkShape(shape, yaml).faults).toEqual([]);
  });
});

describe('the sound parts of a value', () => {
  it.each([
    ['all of it', { format: { ndjson: {} }, id: 'a' }, { format: { ndjson: {} }, id: 'a' }],
    ['without a wrong value', { format: { ndjson: {} }, id: 5, count: 2 }, { format: { ndjson: {} }, count: 2 }],
    ['without an unknown key', { format: { ndjson: {} }, idd: 'a', count: 2 }, { format: { ndjson: {} }, count: 2 }],
    ['without a list that has a wrong entry', { format: { ndjson: {} }, list: ['a', 5] }, { format: { ndjson: {} } }],
    [
      'without an entry that lacks a key',
      { format: { ndjson: {} }, columns: { a: {}, b: 'ignore' } },
      { format: { ndjson: {} }, columns: { b: 'ignore' } },
    ],
    ['nothing, where what is needed is wrong', { format: { csv: { encoding: 'x' } }, id: 'a' }, undefined],
    ['nothing of another type', 'hello', undefined],
  ])('are %s', (_, value, expected) => expect(soundParts(shape, value)).toEqual(expected));
});
