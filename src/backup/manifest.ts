import { hash } from 'node:crypto';
import { z } from 'zod';
import { canonical, type Json } from '../ledger/canonical.js';

export const backupFormat = 'redress-backup-1';
export const manifestName = 'manifest.json';
/** The largest manifest that is read, in bytes: that of some hundred thousand files. */
export const manifestLimit = 64_000_000;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/u);
const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const word = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/u);
const bytes = { bytes: count, sha256 };

/** A path of a part: below `files/`, of names that stay where they are put on every system. */
const path = z.string().refine(isInside);

const table = z.strictObject({
  name: word,
  /** Name of the part with its rows, as PostgreSQL's `copy` writes them as text. */
  part: z.string().regex(/^tables\/\d{2,4}-[a-z0-9_]+\.copy$/u),
  columns: z.array(word).min(1),
  rows: count,
  ...bytes,
});

const shape = z.strictObject({
  format: z.literal(backupFormat),
  /** The version of Redress that made it. */
  product: z.string().max(100),
  takenAt: z.iso.datetime(),
  postgres: z.string().max(200),
  /** Migrations that the database had, in their order. */
  migrations: z.array(z.string().max(200)).min(1),
  setInForce: z.strictObject({ number: count, digest: z.string().max(200) }).nullable(),
  /** How many subjects have a chain of entries, and how many entries there are. */
  chains: count,
  entries: count,
  /** In the order in which they go back in. */
  tables: z.array(table),
  /** Tables whose rows are of the moment alone and are not kept, with how many there were. */
  leftOut: z.array(z.strictObject({ name: word, rows: count })),
  files: z.array(z.strictObject({ path, ...bytes })),
  secretKey: z.strictObject({ ...bytes }).nullable(),
});

/** What a backup says that it holds. */
export type Manifest = z.infer<typeof shape>;
export type BackedUpTable = Manifest['tables'][number];

export const secretKeyPart = 'secret-key';

/** Every part of a backup beside the manifest. */
export function partsOf({ tables, files, secretKey }: Manifest): readonly {
  readonly part: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly rows?: number;
}[] {
  return [
    ...tables,
    ...files.map((file) => ({ ...file, part: file.path })),
    ...(secretKey === null ? [] : [{ ...secretKey, part: secretKeyPart }]),
  ];
}

/** The text of a manifest: JSON with two blanks a level, with a digest over its canonical form. */
export function writeManifest(manifest: Manifest): string {
  return `${JSON.stringify({ ...manifest, digest: digestOf(manifest) }, undefined, 2)}\n`;
}

/** What is wrong with a manifest: it cannot be read, or it was changed after it was written. */
export type WrongManifest = 'unreadable' | 'other-format' | 'changed';

/** Reads a manifest. Gives what is wrong with one that does not have the form, or does not carry its own digest. */
export function readManifest(text: string): Manifest | WrongManifest {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return 'unreadable';
  }
  if (typeof raw !== 'object' || raw === null || !('digest' in raw)) return 'unreadable';
  const { digest, ...content } = raw;
  if (!('format' in content) || content.format !== backupFormat) return 'other-format';
  const read = shape.safeParse(content);
  if (!read.success) return 'unreadable';
  const names = partsOf(read.data).map(({ part }) => part);
  if (
    new Set(names).size < names.length ||
    new Set(read.data.tables.map(({ name }) => name)).size < read.data.tables.length
  )
    return 'unreadable';
  return digestOf(read.data) === digest ? read.data : 'changed';
}

function digestOf(manifest: Manifest): string {
  return hash('sha256', canonical(plain(manifest)));
}

/** Whether a path names something below `files/` and nowhere else, on any system. */
export function isInside(name: string): boolean {
  const [first, ...rest] = name.split('/');
  return first === 'files' && rest.length > 0 && name.isWellFormed() && rest.every(isName);
}

function isName(part: string): boolean {
  // eslint-disable-next-line no-control-regex -- control signs are what is looked for
  return part !== '' && part !== '.' && part !== '..' && !/[\\:\u0000-\u001f]/u.test(part) && part.length <= 255;
}

function plain(manifest: Manifest): Json {
  return manifest;
}
