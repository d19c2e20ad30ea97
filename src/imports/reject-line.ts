import type { Language } from '../errors.js';
import { splitFields, writeField } from './csv-fields.js';
import { isReason, rawColumn, reasonColumn, type CsvLayout, type NdjsonLayout } from './layout.js';
import type { RejectedRow } from './source-row.js';
import { decodeLeniently, encodeText } from './text-encoding.js';

/** Why a row was rejected, in one line: each fault with its code. */
function reasonText(row: RejectedRow, language: Language): string {
  const gap = language === 'zh' ? '' : ' ';
  const faults = [row, ...row.also].map(({ column, reason }) => {
    const where = column === undefined ? '' : `${column}: `;
    return `${reason.code}: ${where}${reason.cause[language]}${gap}${reason.remedy[language]}`;
  });
  return faults.join(' | ').replace(/\s+/g, ' ');
}

/** The header with the column of reasons at its end, once. */
export function csvHeader(layout: CsvLayout): Buffer {
  const names = [...layout.header.filter((column) => column !== reasonColumn), reasonColumn];
  const line = names.map((name) => writeField(name, layout.delimiter, layout.quote)).join(layout.delimiter);
  return encodeText(line + layout.lineEnd, layout.encoding);
}

/**
 * A rejected row as it stood, byte for byte, with its reason behind it. A row whose quotes do not match cannot have a
 * column more: its text stands in the first cell, and the line has one cell too many, so that it is rejected again
 * until someone has mended it.
 */
export function csvReject(row: RejectedRow, layout: CsvLayout, language: Language): Buffer {
  const { delimiter, quote, encoding, lineEnd } = layout;
  const inside = encoding.startsWith('utf-16') ? 'utf-8' : encoding;
  const field = (text: string): string => writeField(text, delimiter, quote);
  const reason = delimiter + field(reasonText(row, language)) + lineEnd;
  const line =
    row.form === 'broken'
      ? Buffer.concat([brokenCells(row, layout), encodeText(reason, inside)])
      : Buffer.concat([withoutReason(row.raw, layout), encodeText(reason, inside)]);
  return inside === encoding ? line : encodeText(line.toString('utf8'), encoding);
}

function brokenCells(row: RejectedRow, { header, delimiter, quote }: CsvLayout): Buffer {
  const columns = header.filter((column) => column !== reasonColumn).length;
  const text = writeField(row.raw.toString('latin1'), delimiter, quote);
  // Without a quote character a cell cannot hold its delimiters, but then no row has broken quotes.
  return Buffer.from(text + delimiter.repeat(columns), 'latin1');
}

/** The row's bytes but for the reason that an earlier rejects file gave it. As Latin-1 each character is one byte. */
function withoutReason(raw: Buffer, { header, delimiter, quote }: CsvLayout): Buffer {
  const text = raw.toString('latin1');
  const { cells } = splitFields(text, delimiter, quote);
  const at = header.indexOf(reasonColumn);
  const remove = at !== -1 && cells.length === header.length ? at : isReason(cells.at(-1)) ? cells.length - 1 : -1;
  if (remove === -1) return raw;
  const rest = cells.filter((_, i) => i !== remove).map((cell) => writeField(cell, delimiter, quote));
  return Buffer.from(rest.join(delimiter), 'latin1');
}

/** The object with its reason; a line that is no object goes whole into `redress_raw`. */
export function jsonReject(row: RejectedRow, layout: NdjsonLayout, language: Language): Buffer {
  const inside = layout.encoding.startsWith('utf-16') ? 'utf-8' : layout.encoding;
  const text = decodeLeniently(row.raw, inside);
  const reason = reasonText(row, language);
  return encodeText(withJsonReason(text, reason) + layout.lineEnd, layout.encoding);
}

function withJsonReason(text: string, reason: string): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return JSON.stringify({ [rawColumn]: text, [reasonColumn]: reason });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return JSON.stringify({ [rawColumn]: text, [reasonColumn]: reason });
  const body = text.trim();
  const added = `"${reasonColumn}":${JSON.stringify(reason)}}`;
  // The text itself is kept, so that its numbers are not rounded. The last of two equal names counts.
  return Object.keys(value).length === 0 ? `{${added}` : `${withoutLastReason(body)},${added}`;
}

/** The object's text without its closing brace and without the reason that an earlier rejects file wrote at its end. */
function withoutLastReason(body: string): string {
  return body.replace(new RegExp(`,"${reasonColumn}":"(?:[^"\\\\]|\\\\.)*"\\}$`), '}').replace(/\s*\}$/, '');
}
