import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface DataFolder {
  readonly path: string;
  /** Removes it, and puts back what stood in the environment. */
  remove(): Promise<void>;
}

/** A data folder of its own (`REDRESS_DATA`) for whatever is started from now on. */
export async function ownDataFolder(): Promise<DataFolder> {
  const before = process.env['REDRESS_DATA'];
  const path = await mkdtemp(join(tmpdir(), 'redress-data-'));
  process.env['REDRESS_DATA'] = path;
  return {
    path,
    async remove() {
      await rm(path, { recursive: true, force: true });
      if (before === undefined) delete process.env['REDRESS_DATA'];
      else process.env['REDRESS_DATA'] = before;
    },
  };
}
