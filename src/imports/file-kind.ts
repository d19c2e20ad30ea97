import type { Fault, Text } from '../errors.js';
import { importFault } from './import-errors.js';
import type { Encoding } from './text-encoding.js';
import { decodeStrictly } from './text-encoding.js';

const signatures: readonly (readonly [start: string, what: Text])[] = [
  [
    '504b0304',
    { en: 'an Excel workbook (XLSX) or another ZIP archive', zh: ' Excel 工作簿（XLSX）或其他 ZIP 压缩文件' },
  ],
  [
    'd0cf11e0a1b11ae1',
    { en: 'an old Excel workbook (XLS) or another Office document', zh: '旧版 Excel 工作簿（XLS）或其他 Office 文档' },
  ],
  ['25504446', { en: 'a PDF document', zh: ' PDF 文档' }],
  ['1f8b', { en: 'a compressed file (gzip)', zh: ' gzip 压缩文件' }],
  ['377abcaf271c', { en: 'a compressed file (7z)', zh: ' 7z 压缩文件' }],
  ['52617221', { en: 'a compressed file (RAR)', zh: ' RAR 压缩文件' }],
  ['28b52ffd', { en: 'a compressed file (Zstandard)', zh: ' Zstandard 压缩文件' }],
  ['89504e47', { en: 'a picture (PNG)', zh: ' PNG 图片' }],
  ['ffd8ff', { en: 'a picture (JPEG)', zh: ' JPEG 图片' }],
  ['53514c69746520666f726d6174', { en: 'an SQLite database', zh: ' SQLite 数据库' }],
  ['7b5c727466', { en: 'an RTF document', zh: ' RTF 文档' }],
  ['7f454c46', { en: 'a program', zh: '程序文件' }],
  ['4d5a9000', { en: 'a program', zh: '程序文件' }],
];

const markup = /^\s*(?:<\?xml|<!doctype|<html|<table|<workbook)/i;

/**
 * The one fault of a file that is no table of text, from its first bytes: empty, a workbook, a web page saved as .xls,
 * a whole JSON document, or bytes that no text has. Undefined for what may be text.
 */
export function refuseByContent(head: Buffer, file: string, isJson: boolean): Fault | undefined {
  const place = { file };
  if (head.length === 0) return importFault('import.empty_file', {}, place);
  const hex = head.subarray(0, 16).toString('hex');
  const known = signatures.find(([start]) => hex.startsWith(start));
  const what = known?.[1] ?? (markup.test(head.toString('latin1', 0, 200)) ? webPage : undefined);
  if (what !== undefined) return importFault('import.binary_file', { what: what.en, whatZh: what.zh }, place);
  const start = head
    .toString('latin1', 0, 400)
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart();
  if (isJson && (start.startsWith('[') || /^\{\s*\r?\n/.test(start)))
    return importFault('import.json_array', {}, place);
  return isBinary(head) ? importFault('import.binary_file', { what: other.en, whatZh: other.zh }, place) : undefined;
}

const webPage: Text = { en: 'a web page or XML document', zh: '网页或 XML 文档' };
const other: Text = { en: 'binary data', zh: '二进制数据' };

/** One byte in ten is a control character. UTF-16 has as many NULs, but then it has its mark or the mapping says so. */
function isBinary(head: Buffer): boolean {
  if (isMarkedUtf16(head)) return false;
  let controls = 0;
  for (const byte of head) if (isControl(byte)) controls++;
  return controls >= 8 && controls * 10 >= head.length;
}

/** Control characters that a name of a column never has. */
export function isControl(byte: number): boolean {
  return (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) || byte === 0x7f;
}

function isMarkedUtf16(head: Buffer): boolean {
  return (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
}

/** UTF-16 without its mark: in text of Latin letters every second byte is NUL. */
export function looksLikeUtf16(head: Buffer): Encoding | undefined {
  if (head.length < 16 || isMarkedUtf16(head)) return undefined;
  const nuls = [0, 0];
  for (let i = 0; i < head.length; i++) if (head[i] === 0) nuls[i % 2] = (nuls[i % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = nuls;
  if (odd * 5 > head.length && even * 20 < odd) return 'utf-16le';
  return even * 5 > head.length && odd * 20 < even ? 'utf-16be' : undefined;
}

/** True where text said to be GB18030 is UTF-8 beyond chance: several characters of three bytes, and none that is wrong. */
export function looksLikeUtf8(head: Buffer): boolean {
  // The head may end inside a character.
  for (let cut = 0; cut < 4; cut++) {
    const text = decodeStrictly(head.subarray(0, head.length - cut), 'utf-8');
    if (text !== undefined) return (text.match(/[\u0800-\uffff]/g)?.length ?? 0) >= 4;
  }
  return false;
}
