import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { projectFolder } from '../../src/project.js';
import { covers } from '../../src/reports/printing/coverage.js';
import { codePointsOf, namesOf } from '../../src/reports/printing/font-tables.js';
import { unpackFonts, type ReportFonts } from '../../src/reports/printing/fonts.unpacker.js';

/** The 6,763 characters of GB 2312, levels 1 and 2: what a Chinese text of every day is written with. */
function charactersOfGb2312(): string[] {
  const decoder = new TextDecoder('gb18030');
  const rows = Array.from({ length: 0xf7 - 0xb0 + 1 }, (_, row) => 0xb0 + row);
  const all = rows.flatMap((row) =>
    Array.from({ length: 94 }, (_, cell) => decoder.decode(new Uint8Array([row, 0xa1 + cell]))),
  );
  return all.filter((character) => /^\p{Script=Han}$/u.test(character));
}

describe('the typefaces of a report', () => {
  let fonts: ReportFonts;
  beforeAll(async () => {
    fonts = await unpackFonts(join(projectFolder, '.redress', 'cache'));
  });

  it('have every character of GB 2312, of English, and rarer ones that names are written with', () => {
    const wanted = [...charactersOfGb2312(), ...'㛃𬭎䶮§±×–—‘’“”…‹›€£¥©°'];
    expect(wanted.length).toBeGreaterThan(6_763);
    expect(wanted.filter((character) => !covers(fonts.coverage, character.codePointAt(0) ?? 0))).toEqual([]);
  });

  it('do not pretend to have what they lack', async () => {
    const faces = (await readdir(fonts.folder)).filter((file) => !file.endsWith('.bin'));
    const sets = await Promise.all(faces.map(async (file) => codePointsOf(await readFile(join(fonts.folder, file)))));
    for (const code of [0x1f415, 0x0627, 0x10ffff]) {
      expect(covers(fonts.coverage, code)).toBe(sets.some((set) => set.has(code)));
    }
    expect(covers(fonts.coverage, 0x1f415)).toBe(false);
  });

  it('say of themselves what they are', async () => {
    const names = namesOf(await readFile(join(fonts.folder, 'NotoSansSC-700.ttf')));
    expect(names).toEqual(expect.arrayContaining(['Noto Sans SC', 'NotoSansSC-Bold']));
    expect(names.filter((name) => name.includes('Thin'))).toEqual([]);
  });
});
