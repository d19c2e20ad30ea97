import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A mail that waited while all that it tells of was acknowledged, or ended, goes to nobody: it is neither sent nor failed. */
export class Needless1700000000004 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`alter table message drop constraint message_status_check,
      add constraint message_status_check check (status in ('waiting', 'sent', 'failed', 'needless'))`);
    await db.query(`do $$ begin
      execute format('grant update (message_id) on message_item to %I', current_setting('redress.app_role'));
    end $$`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('evidence is not taken down: restore a backup instead'));
  }
}
