import { describe, expect, it } from '@jest/globals';
import { parseJson } from './json-body.js';

function codeOf(bytes: Buffer): string | undefined {
  const parsed = parseJson(bytes);
  return parsed.ok ? undefined : parsed.fault.code;
}

describe('a body of JSON', () => {
  it.each([
    { text: '{"a":1}', code: undefined },
    { text: '"投诉 𬭎"', code: undefined },
    { text: String.raw`"\ud83d\ude00"`, code: undefined },
    { text: '', code: 'http.malformed_json' },
    { text: '{a:1}', code: 'http.malformed_json' },
    { text: '{"a":1}x', code: 'http.malformed_json' },
    { text: '\ufeff{}', code: 'http.malformed_json' },
    { text: '{"a":"x\0y"}', code: 'http.malformed_json' },
    { text: String.raw`{"a":"x\u0000y"}`, code: 'http.unusable_text' },
    { text: String.raw`{"a":["\ud800"]}`, code: 'http.unusable_text' },
    { text: String.raw`{"\udc00":1}`, code: 'http.unusable_text' },
    { text: '{"a":[1e999]}', code: 'http.number_too_large' },
    { text: '-1E+400', code: 'http.number_too_large' },
    { text: `1${'0'.repeat(400)}`, code: 'http.number_too_large' },
    { text: '[1e308, 0.0000001e309, "1e999", 1e-999]', code: undefined },
    { text: `${'['.repeat(33)}${']'.repeat(33)}`, code: 'http.too_deep' },
    { text: `${'['.repeat(32)}${']'.repeat(32)}`, code: undefined },
    { text: `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`, code: 'http.too_deep' },
  ])('$code', ({ text, code }) => {
    expect(codeOf(Buffer.from(text))).toBe(code);
  });

  it('in another encoding is refused, not guessed', () => {
    expect(codeOf(Buffer.from([0x22, 0xcd, 0xb6, 0xcb, 0xdf, 0x22]))).toBe('http.malformed_json');
  });
});
