import { chown, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { systemErrorCode } from '../../imports/system-error.js';
import { randomBytes } from '../../random.js';

/** What a process must know to use a running server of ours; readable by the user alone. */
export interface Secrets {
  readonly ownerPassword: string;
  readonly appPassword: string;
  /** Kept from start to start while nobody else takes it. */
  readonly port: number;
  /** The process that started the server last. */
  readonly startedBy: number;
}

const password = z.string().regex(/^[0-9a-f]{32,}$/);
const port = z.number().int().min(1).max(65_535);
const schema = z.object({ ownerPassword: password, appPassword: password, port, startedBy: z.number().int() });

const nameOf = (folder: string): string => join(folder, 'server.json');

/** Reads them; undefined where there are none, or none that can be understood: then new ones are made. */
export async function readSecrets(folder: string): Promise<Secrets | undefined> {
  try {
    return schema.safeParse(JSON.parse(await readFile(nameOf(folder), 'utf8'))).data;
  } catch (error) {
    if (error instanceof SyntaxError || systemErrorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Writes them, whole or not at all. Root leaves them to whom they belonged. */
export async function writeSecrets(folder: string, secrets: Secrets): Promise<void> {
  const file = nameOf(folder);
  const before = await stat(file).catch(() => undefined);
  const fresh = `${file}.new`;
  await writeFile(fresh, `${JSON.stringify(secrets, undefined, 2)}\n`, { mode: 0o600 });
  if (before !== undefined && process.getuid?.() === 0) await chown(fresh, before.uid, before.gid);
  await rename(fresh, file);
}

/** 192 random bits; no quotation mark needs escaping in it. */
export function freshPassword(): string {
  return randomBytes(24).toString('hex');
}
