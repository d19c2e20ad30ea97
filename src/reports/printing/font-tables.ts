/** A font file is made of named tables; this reads the one that says which characters it has, and mends the one with its names. */

/** The tables of an OpenType or TrueType file, by their four-letter tag. Refuses what is neither. */
function tablesOf(font: DataView): Map<string, DataView> {
  const flavour = font.getUint32(0);
  if (flavour !== 0x0001_0000 && flavour !== 0x4f54_544f) throw new RangeError('not a TrueType or OpenType font');
  const tables = new Map<string, DataView>();
  for (let index = 0; index < font.getUint16(4); index++) {
    const record = 12 + index * 16;
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((offset) => font.getUint8(record + offset)));
    tables.set(
      tag,
      new DataView(font.buffer, font.byteOffset + font.getUint32(record + 8), font.getUint32(record + 12)),
    );
  }
  return tables;
}

function tableOf(font: Uint8Array, tag: string): DataView {
  const table = tablesOf(new DataView(font.buffer, font.byteOffset, font.byteLength)).get(tag);
  if (table === undefined) throw new RangeError(`the font has no ${tag} table`);
  return table;
}

/** Every code point that the font has a glyph for, through its Unicode subtables of formats 4 and 12. */
export function codePointsOf(font: Uint8Array): Set<number> {
  const cmap = tableOf(font, 'cmap');
  const found = new Set<number>();
  for (let index = 0; index < cmap.getUint16(2); index++) {
    const record = 4 + index * 8;
    const platform = cmap.getUint16(record);
    if (platform !== 0 && platform !== 3) continue;
    const offset = cmap.getUint32(record + 4);
    const subtable = new DataView(cmap.buffer, cmap.byteOffset + offset, cmap.byteLength - offset);
    const format = subtable.getUint16(0);
    if (format === 4) readSegments(subtable, found);
    if (format === 12) readGroups(subtable, found);
  }
  return found;
}

/** Format 4: segments of the Basic Multilingual Plane. */
function readSegments(table: DataView, found: Set<number>): void {
  const doubled = table.getUint16(6);
  const ends = 14;
  const starts = ends + doubled + 2;
  const deltas = starts + doubled;
  const offsets = deltas + doubled;
  for (let at = 0; at < doubled; at += 2) {
    const end = table.getUint16(ends + at);
    const start = table.getUint16(starts + at);
    const delta = table.getUint16(deltas + at);
    const offset = table.getUint16(offsets + at);
    for (let code = start; code <= end && code !== 0xffff; code++) {
      const place = offsets + at + offset + (code - start) * 2;
      const raw = offset === 0 ? code : table.getUint16(place);
      const glyph = offset !== 0 && raw === 0 ? 0 : (raw + delta) & 0xffff;
      if (glyph !== 0) found.add(code);
    }
  }
}

/** Format 12: groups over all planes. */
function readGroups(table: DataView, found: Set<number>): void {
  const groups = table.getUint32(12);
  for (let index = 0; index < groups; index++) {
    const at = 16 + index * 12;
    const start = table.getUint32(at);
    const end = table.getUint32(at + 4);
    const glyph = table.getUint32(at + 8);
    for (let code = start; code <= end; code++) if (glyph + code - start !== 0) found.add(code);
  }
}

/** One record of the table of names: which bytes it is, and how its text is written there. */
interface NameRecord {
  readonly record: number;
  readonly at: number;
  readonly length: number;
  readonly wide: boolean;
}

/**
 * The font with a part of its own names left out, where that part misleads. The faces of Noto Sans SC are cut from a variable
 * font whose first master is "Thin", and call themselves "Noto Sans SC Thin Bold" although they are not thin.
 */
export function withoutName(font: Uint8Array, part: string): Uint8Array {
  const bytes = font.slice();
  const table = tableOf(bytes, 'name');
  const renamed = nameRecords(table).map((name) => ({ name, text: readName(table, name).replaceAll(part, '') }));
  for (const { name, text } of renamed) {
    const size = name.wide ? 2 : 1;
    table.setUint16(name.record + 8, text.length * size);
    Array.from(text).forEach((letter, place) => {
      const code = letter.charCodeAt(0);
      if (name.wide) table.setUint16(name.at + place * 2, code);
      else table.setUint8(name.at + place, code);
    });
  }
  return bytes;
}

function nameRecords(table: DataView): NameRecord[] {
  const storage = table.getUint16(4);
  return Array.from({ length: table.getUint16(2) }, (_, index) => {
    const record = 6 + index * 12;
    // Platforms 0 and 3 write UTF-16, platform 1 single bytes.
    const wide = table.getUint16(record) !== 1;
    return { record, at: storage + table.getUint16(record + 10), length: table.getUint16(record + 8), wide };
  });
}

function readName(table: DataView, { at, length, wide }: NameRecord): string {
  const units = Array.from({ length: wide ? length / 2 : length }, (_, place) =>
    wide ? table.getUint16(at + place * 2) : table.getUint8(at + place),
  );
  return String.fromCharCode(...units);
}

/** Every name that the font gives itself. */
export function namesOf(font: Uint8Array): string[] {
  const table = tableOf(font, 'name');
  return nameRecords(table).map((name) => readName(table, name));
}
