import { describe, expect, it } from '@jest/globals';
import { unusableNames } from './file-names.js';

describe('the name of a file of a set', () => {
  it.each(['organisation.yaml', 'cn/投诉 处理.yaml', 'a/b/c.vocabulary.yml', 'mappings/own.yaml'])(
    'may be %s',
    (file) => {
      expect(unusableNames([file])).toEqual([]);
    },
  );

  it.each([
    '../organisation.yaml',
    '/etc/x.yaml',
    'C:/x.yaml',
    'a/../b.yaml',
    'a//b.yaml',
    './a.yaml',
    '.hidden/a.yaml',
    'a/.b.yaml',
    'a\\b.yaml',
    'a\nb.yaml',
    'a\u202eb.yaml',
    'a.txt',
    '.yaml',
    '',
    `${'x'.repeat(200)}.yaml`,
    'a/b/c/d/e/f/g/h/i/j/k/l/m.yaml',
    '\ud800.yaml',
    'house./x.yaml',
  ])('is refused: %j', (file) => {
    expect(unusableNames([file])).toEqual([file]);
  });

  it.each([
    [['a.yaml', 'a.yaml'], ['a.yaml']],
    [
      ['A.yaml', 'a.yaml'],
      ['A.yaml', 'a.yaml'],
    ],
    [
      ['é.yaml', 'e\u0301.yaml'],
      ['é.yaml', 'e\u0301.yaml'],
    ],
    [['a.yaml', 'a.yaml/b.yaml'], ['a.yaml']],
  ])('is refused where another stands in its way: %j', (files, refused) => {
    expect(unusableNames(files)).toEqual(refused);
  });
});
