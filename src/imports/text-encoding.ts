import { isUtf8 } from 'node:buffer';

/** `utf-16le` and `utf-16be` are turned into UTF-8 on the way in, so records hold UTF-8 or GB18030. */
export type Encoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';

/** The encoding that the file itself states in its first bytes, and how long the mark is. */
export function byteOrderMark(head: Uint8Array): { readonly encoding: Encoding; readonly length: number } | undefined {
  const starts = (...bytes: number[]): boolean => bytes.every((byte, i) => head[i] === byte);
  if (starts(0xef, 0xbb, 0xbf)) return { encoding: 'utf-8', length: 3 };
  if (starts(0x84, 0x31, 0x95, 0x33)) return { encoding: 'gb18030', length: 4 };
  if (starts(0xff, 0xfe)) return { encoding: 'utf-16le', length: 2 };
  if (starts(0xfe, 0xff)) return { encoding: 'utf-16be', length: 2 };
  return undefined;
}

const strictGb = new TextDecoder('gb18030', { fatal: true, ignoreBOM: true });
const lenientGb = new TextDecoder('gb18030', { ignoreBOM: true });
const lenientUtf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text of these bytes, or undefined where they are not of the encoding. */
export function decodeStrictly(bytes: Buffer, encoding: Encoding): string | undefined {
  if (encoding !== 'gb18030') return isUtf8(bytes) ? bytes.toString('utf8') : undefined;
  try {
    return strictGb.decode(bytes);
  } catch {
    return undefined;
  }
}

/** The text of these bytes with U+FFFD for what is not of the encoding. */
export function decodeLeniently(bytes: Uint8Array, encoding: Encoding): string {
  return (encoding === 'gb18030' ? lenientGb : lenientUtf8).decode(bytes);
}

/** Which byte is the first that is not of the encoding, from 0. */
export function firstInvalidByte(bytes: Uint8Array, encoding: Encoding): number {
  const decoder = new TextDecoder(encoding === 'gb18030' ? 'gb18030' : 'utf-8', { fatal: true, ignoreBOM: true });
  let whole = 0;
  for (let i = 0; i < bytes.length; i++) {
    try {
      // An empty result means that the character goes on.
      if (decoder.decode(bytes.subarray(i, i + 1), { stream: true }) !== '') whole = i + 1;
    } catch {
      return whole;
    }
  }
  return whole;
}

/** The bytes of a text. GB18030 has no bytes for a few private-use characters, which no decoder gives: they become U+FFFD. */
export function encodeText(text: string, encoding: Encoding): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16();
  return encodeGb18030(text);
}

let gbTable: ReadonlyMap<string, number> | undefined;

function encodeGb18030(text: string): Buffer {
  gbTable ??= readGbTable();
  const bytes: number[] = [];
  for (const character of text.toWellFormed()) {
    const code = character.codePointAt(0) ?? 0;
    const known = gbTable.get(character) ?? gbTable.get('\uFFFD') ?? 0x3f;
    if (code < 0x80) bytes.push(code);
    else if (code > 0xffff) pushLinear(bytes, code - 0x10000 + 189_000);
    else if (known >= 0x10000) pushLinear(bytes, known - 0x10000);
    else bytes.push(known >> 8, known & 0xff);
  }
  return Buffer.from(bytes);
}

/** Four bytes from the running number of a character, 81 30 81 30 being 0. */
function pushLinear(bytes: number[], number: number): void {
  bytes.push(
    0x81 + Math.floor(number / 12_600),
    0x30 + (Math.floor(number / 1260) % 10),
    0x81 + (Math.floor(number / 10) % 126),
    0x30 + (number % 10),
  );
}

/** The decoder read backwards: characters of two bytes by their bytes, those of four by 0x10000 and their running number. */
function readGbTable(): ReadonlyMap<string, number> {
  const table = new Map<string, number>();
  const note = (bytes: number[], number: number): void => {
    const text = decodeStrictly(Buffer.from(bytes), 'gb18030');
    if (text !== undefined && [...text].length === 1 && !table.has(text)) table.set(text, number);
  };
  for (let first = 0x81; first <= 0xfe; first++)
    for (let second = 0x40; second <= 0xfe; second++) note([first, second], (first << 8) | second);
  for (let number = 0; number < 39_420; number++) {
    const bytes: number[] = [];
    pushLinear(bytes, number);
    note(bytes, 0x10000 + number);
  }
  return table;
}
