import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Puts these destinations in force for whatever is started from now on; what it gives takes them away again. */
export async function withDestinations(text: string): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'redress-destinations-'));
  const file = join(folder, 'destinations.yaml');
  await writeFile(file, `destinations:\n${text}`);
  process.env['REDRESS_DESTINATIONS'] = file;
  return async () => {
    delete process.env['REDRESS_DESTINATIONS'];
    await rm(folder, { recursive: true });
  };
}
