import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { RedressError } from '../../errors.js';
import { reportFault } from '../report-errors.js';
import { coverageOf, type Coverage } from './coverage.js';
import { codePointsOf, withoutName } from './font-tables.js';
import { unpackOnce } from './unpack-once.writer.js';

/** The faces of a report, in a folder of their own, and what they can show. */
export interface ReportFonts {
  readonly folder: string;
  readonly coverage: Coverage;
}

/** Layout of the unpacked folder; raise it when what is unpacked changes. */
const LAYOUT = 2;
const WEIGHTS = [400, 700] as const;
const FALLBACKS = ['NotoSansHans-Regular.otf', 'NotoSansHans-Bold.otf'];

/**
 * The typefaces of the report, unpacked once: Noto Sans SC as TrueType (a whole face a weight), then Noto Sans Hans for the
 * rarer characters. Chromium embeds TrueType as such and sets CFF faces as Type 3, hence the order. Refuses missing packages.
 */
export async function unpackFonts(cache: string): Promise<ReportFonts> {
  const sources = await locateFonts();
  const folder = await unpackOnce(join(cache, `fonts-${sources.version}-${LAYOUT}`), async (temporary) => {
    const faces: Uint8Array[] = [];
    for (const weight of WEIGHTS) {
      const file = join(sources.noto, `noto-sans-sc-chinese-simplified-${weight}-normal.woff2`);
      const face = withoutName(withoutName(await decompressWoff2(file), ' Thin'), 'Thin');
      await writeFile(join(temporary, `NotoSansSC-${weight}.ttf`), face, { mode: 0o644 });
      faces.push(face);
    }
    for (const file of FALLBACKS) await copyFile(join(sources.hans, file), join(temporary, file));
    faces.push(await readFile(join(sources.hans, 'NotoSansHans-Regular.otf')));
    await writeFile(join(temporary, 'coverage.bin'), coverageOf(faces.map(codePointsOf)));
  });
  return { folder, coverage: await readFile(join(folder, 'coverage.bin')) };
}

async function locateFonts(): Promise<{ noto: string; hans: string; version: string }> {
  try {
    const require = createRequire(import.meta.url);
    const noto = dirname(require.resolve('@fontsource/noto-sans-sc/package.json'));
    const hans = dirname(dirname(require.resolve('@embedpdf/fonts-sc')));
    const versions = await Promise.all([noto, hans].map(versionOf));
    return { noto: join(noto, 'files'), hans: join(hans, 'fonts'), version: versions.join('-') };
  } catch (error) {
    throw new RedressError(
      [reportFault('report.no_fonts', { reason: '@fontsource/noto-sans-sc, @embedpdf/fonts-sc' })],
      {
        cause: error,
      },
    );
  }
}

async function versionOf(folder: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string };
  return version;
}

async function decompressWoff2(file: string): Promise<Uint8Array> {
  const { default: woff2 } = await import('wawoff2');
  return new Uint8Array(await woff2.decompress(await readFile(file)));
}
