import { describe, expect, it } from '@jest/globals';
import { byteOrderMark, decodeStrictly, encodeText, firstInvalidByte } from './text-encoding.js';

describe('text encodings', () => {
  it('writes every character of Unicode but some for private use in GB18030 so that it is read back', () => {
    const wrong: number[] = [];
    for (let code = 1; code <= 0x10ffff; code += code < 0x10000 ? 1 : 977) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const text = String.fromCodePoint(code);
      if (decodeStrictly(encodeText(text, 'gb18030'), 'gb18030') !== text) wrong.push(code);
    }
    expect(wrong.filter((code) => code < 0xe000 || code > 0xf8ff)).toEqual([]);
    expect(wrong.length).toBeLessThan(30);
  });

  it.each([
    ['utf-8', [0x61, 0xe6, 0x8a, 0x95, 0xff, 0x62], 4],
    ['utf-8', [0x61, 0xe6, 0x8a], 1],
    ['gb18030', [0x61, 0xcd, 0xb6, 0xff, 0x62], 3],
  ] as const)('finds the first byte that is not %s', (encoding, bytes, first) => {
    expect(decodeStrictly(Buffer.from(bytes), encoding)).toBeUndefined();
    expect(firstInvalidByte(Buffer.from(bytes), encoding)).toBe(first);
  });

  it.each([
    [[0xef, 0xbb, 0xbf, 0x61], 'utf-8'],
    [[0xff, 0xfe, 0x61, 0], 'utf-16le'],
    [[0xfe, 0xff, 0, 0x61], 'utf-16be'],
    [[0x84, 0x31, 0x95, 0x33], 'gb18030'],
    [[0x61, 0x62], undefined],
  ] as const)('reads the byte order mark of %j as %s', (head, encoding) => {
    expect(byteOrderMark(Uint8Array.from(head))?.encoding).toBe(encoding);
  });
});
