import { it } from '@jest/globals';
import pg from 'pg';
import { testDatabase } from './support/test-database.js';
it('measures', async () => {
  const t = await testDatabase();
  const t16 = await testDatabase({ poolSize: 16 });
  const text = 'insert into account values (gen_random_uuid(), $1, $2, now(), null)';
  const run = async (label: string, one: () => Promise<unknown>) => {
    const s = performance.now(); let n = 0; const cpu = process.cpuUsage();
    await Promise.all(Array.from({ length: 16 }, async () => { while (performance.now() - s < 2000) { await one(); n += 1; } }));
    const used = process.cpuUsage(cpu);
    console.log(label, 'tx/s', n / 2, 'cpu us/tx', Math.round((used.user + used.system) / n));
  };
  for (let k = 0; k < 3; k += 1) {
    const pool = new pg.Pool({ connectionString: t.url, max: 16 });
    await run('raw', async () => {
      const c = await pool.connect();
      await c.query('begin');
      for (let i = 0; i < 6; i += 1) await c.query({ name: 'ins', text, values: ['a', 'b'] });
      await c.query('commit');
      c.release();
    });
    await pool.end();
    await run('ours', () => t16.database.transaction(async (tx) => { for (let i = 0; i < 6; i += 1) await tx.query('ins', text, ['a', 'b']); }));
  }
  await t16.close();
  await t.close();
}, 60000);
