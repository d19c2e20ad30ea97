import type { Instant } from '../rules/values.js';
import type { DatabaseAddress } from '../store/database-address.js';
import { connect } from '../store/postgres.connection.js';
import { writtenInstant } from '../store/written-instant.js';
import { workerId } from '../worker.js';

/**
 * Leaves in the database when the last backup was finished, for whoever watches the service. A database of before there was a place for it
 * is left as it is.
 */
export async function noteBackup(address: DatabaseAddress, at: Instant): Promise<void> {
  const connection = await connect({ address, poolSize: 1 });
  try {
    await connection.transaction(async (tx) => {
      const [found] = await tx.query<{ name: string | null }>(
        'backup-notes',
        `select to_regclass('public.beat')::text as name`,
      );
      if (found?.name === null) return;
      await tx.query('backup-notes-forget', `delete from beat where name = 'backup'`);
      const text = `insert into beat (name, worker, started_at, at, detail) values ('backup', $1, $2, $2, '{}')`;
      await tx.query('backup-note', text, [workerId, writtenInstant(at)]);
    });
  } finally {
    await connection.close();
  }
}
