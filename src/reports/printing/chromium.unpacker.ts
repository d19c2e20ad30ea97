import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { brotliDecompress, createBrotliDecompress } from 'node:zlib';
import { RedressError } from '../../errors.js';
import { reportFault } from '../report-errors.js';
import { tarEntries } from './tar-entries.js';
import { unpackOnce } from './unpack-once.writer.js';

/** A browser to print with. */
export interface Chromium {
  readonly executable: string;
  /** Libraries that came with it, for its own process alone. */
  readonly libraries: string | undefined;
  readonly bundled: boolean;
}

const PACKAGE = '@sparticuz/chromium';

/**
 * The bundled Chromium, unpacked into the cache folder under its version. The package's own `executablePath()` and
 * `args` are not used: it unpacks to one fixed shared name and switches the sandbox off.
 * Refuses a machine that the package has no binary for.
 */
export async function unpackChromium(cache: string): Promise<Chromium> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    const reason = `${process.platform}-${process.arch}`;
    throw new RedressError([reportFault('report.no_browser', { reason })]);
  }
  const { bin, version } = await locatePackage();
  const folder = await unpackOnce(join(cache, `chromium-${version}-${process.arch}`), async (temporary) => {
    await pipeline(
      createReadStream(join(bin, 'chromium.br')),
      createBrotliDecompress(),
      createWriteStream(join(temporary, 'chromium'), { mode: 0o755 }),
    );
    await unpackArchive(join(bin, 'al2023.tar.br'), temporary);
    await unpackArchive(join(bin, 'swiftshader.tar.br'), temporary);
  });
  return { executable: join(folder, 'chromium'), libraries: join(folder, 'lib'), bundled: true };
}

async function locatePackage(): Promise<{ bin: string; version: string }> {
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(PACKAGE)));
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    return { bin: join(root, 'bin'), version };
  } catch (error) {
    throw new RedressError([reportFault('report.no_browser', { reason: PACKAGE })], { cause: error });
  }
}

async function unpackArchive(archive: string, folder: string): Promise<void> {
  const bytes = await promisify(brotliDecompress)(await readFile(archive));
  for (const entry of tarEntries(bytes)) {
    const target = join(folder, entry.path);
    await mkdir(dirname(target), { recursive: true, mode: 0o755 });
    await writeFile(target, entry.bytes, { mode: entry.executable ? 0o755 : 0o644 });
  }
}
