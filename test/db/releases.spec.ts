import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readJudgementFile } from '../../src/modules/judgements/judgement-file.js';
import { verifyJudgement } from '../../src/modules/judgements/verify-judgement.js';
import { projectFolder } from '../../src/project.js';
import { migrationNames } from '../../src/store/schema.migrator.js';
import { addressesOf, backupDesk, rowCounts, type BackupDesk } from './support/backup-desk.js';
import { restore } from '../../src/backup/restore.runner.js';

// What every release has left: its data must come over to this version whole, and its judgement files verify for ever.
const releases = join(projectFolder, 'test/releases');
const isLong = process.env['REDRESS_LONG'] !== undefined;
/** So many of the judgement files of each release are verified in the short run, every so manieth from a random first one. */
const short = 40;

let desk: BackupDesk;
beforeAll(async () => {
  desk = await backupDesk();
});
afterAll(() => desk.close());

describe.each(readdirSync(releases))('the data of release %s', (release) => {
  it('is restored, brought to this version, and whole: rows, chains and judgements', async () => {
    const target = await desk.empty();
    const file = join(releases, release, 'backup.zip');
    const { manifest, found } = await restore(addressesOf(target), { file, dataFolder: join(desk.folder, release) });
    // Written down when the release was kept, apart from the backup itself.
    const kept = JSON.parse(readFileSync(join(releases, release, 'counts.json'), 'utf8')) as Record<string, number>;
    expect(await rowCounts(target.owner)).toEqual(kept);
    const applied = await target.owner.query<{ name: string }>('', 'select name from migration order by id');
    expect(applied.map(({ name }) => name)).toEqual(migrationNames);
    expect(found.chains).toMatchObject({ brokenCount: 0, chains: manifest.chains, entries: manifest.entries });
    const { asked, same } = found.judgements;
    expect([found.set, asked, same, found.isSound]).toEqual(['loads', kept['complaint'], kept['complaint'], true]);
  });

  it('has judgement files that verify', async () => {
    const lines = brotliDecompressSync(readFileSync(join(releases, release, 'judgements.ndjson.br')))
      .toString('utf8')
      .trimEnd()
      .split('\n');
    const step = isLong ? 1 : Math.ceil(lines.length / short);
    const first = Math.floor(Math.random() * step);
    const chosen = lines.filter((_, place) => place % step === first);
    process.stderr.write(
      `judgement files of ${release}: ${chosen.length} of ${lines.length}, every ${step} from ${first}\n`,
    );
    expect(chosen.length).toBeGreaterThan(20);
    for (const line of chosen) {
      const file = readJudgementFile(Buffer.from(JSON.parse(line) as string));
      const { same, differences, digest } = await verifyJudgement(file, process.versions['tz'] ?? '');
      expect({ id: file.complaint.id, at: file.at, same, differences }).toEqual({
        id: file.complaint.id,
        at: file.at,
        same: true,
        differences: [],
      });
      expect(digest.here).toBe(digest.file);
    }
  });
});
