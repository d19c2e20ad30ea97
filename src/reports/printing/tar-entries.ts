/** A regular file of a tar archive. */
export interface TarEntry {
  readonly path: string;
  readonly executable: boolean;
  readonly bytes: Uint8Array;
}

const BLOCK = 512;

/** The regular files of a POSIX (ustar) archive. Refuses links, long-name extensions and paths that leave the folder. */
export function tarEntries(archive: Uint8Array): TarEntry[] {
  const entries: TarEntry[] = [];
  for (let at = 0; at + BLOCK <= archive.length;) {
    const header = archive.subarray(at, at + BLOCK);
    if (header.every((byte) => byte === 0)) break;
    const size = octal(header, 124, 12);
    const path = [text(header, 345, 155), text(header, 0, 100)].filter((part) => part !== '').join('/');
    const kind = text(header, 156, 1);
    const isFile = kind === '' || kind === '0';
    if (!isFile && kind !== '5') throw new RangeError(`cannot unpack a tar entry of type ${kind}`);
    if (path.startsWith('/') || path.split('/').includes('..')) throw new RangeError('a tar entry leaves its folder');
    const start = at + BLOCK;
    const executable = (octal(header, 100, 8) & 0o111) !== 0;
    if (isFile) entries.push({ path, executable, bytes: archive.subarray(start, start + size) });
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  return entries;
}

function text(header: Uint8Array, at: number, length: number): string {
  const field = header.subarray(at, at + length);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end === -1 ? field : field.subarray(0, end));
}

function octal(header: Uint8Array, at: number, length: number): number {
  return Number.parseInt(text(header, at, length).trim() || '0', 8);
}
