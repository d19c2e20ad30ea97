import { createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RedressError } from '../../src/errors.js';
import { addressOf } from '../../src/store/database-address.js';
import { connect, type Connection } from '../../src/store/postgres.connection.js';
import { isUniqueViolation } from '../../src/store/sql-errors.js';
import { privateServer, type PrivateServer } from './support/private-server.js';
import { testDatabase, type TestDatabase } from './support/test-database.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase({ poolSize: 3 });
  await test.owner.query('', 'create table note (id integer primary key, text text not null)');
  await test.owner.query('', 'grant select, insert, update, delete on note to redress_app');
});
afterAll(() => test.close());

const insert = (id: number, text = 'x') => ['note', 'insert into note values ($1, $2)', [id, text]] as const;
const stored = async (): Promise<readonly object[]> => test.owner.query('', 'select id from note order by id');

describe('a transaction', () => {
  it('is committed when its work returns, and gives what that returned', async () => {
    const given = await test.database.transaction(async (tx) => {
      await tx.query(...insert(1));
      return 'done';
    });
    expect(given).toBe('done');
    expect(await stored()).toEqual([{ id: 1 }]);
  });

  it('is taken back when its work throws, and the connection is as before', async () => {
    for (let round = 0; round < 6; round += 1)
      await expect(
        test.database.transaction(async (tx) => {
          await tx.query(...insert(2));
          throw new RangeError('changed my mind');
        }),
      ).rejects.toThrow(new RangeError('changed my mind'));
    expect(await stored()).toEqual([{ id: 1 }]);
  });

  it('passes on an error of a statement with its code, without the values of the row', async () => {
    const error = await test.database.transaction((tx) => tx.query(...insert(1))).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: '23505', constraint: 'note_pkey' });
    expect(isUniqueViolation(error, 'note_pkey')).toBe(true);
    expect(isUniqueViolation(error, 'other')).toBe(false);
    expect(JSON.stringify(error)).not.toContain('(id)=(1)');
  });

  it('is not acknowledged when one of its statements failed unseen', async () => {
    await expect(
      test.database.transaction(async (tx) => {
        await tx.query(...insert(3));
        await tx.query(...insert(1)).catch(() => undefined);
      }),
    ).rejects.toThrow();
    expect(await stored()).toEqual([{ id: 1 }]);
  });

  it('sends what is asked for at once one after the other', async () => {
    const numbers = await test.database.transaction((tx) =>
      Promise.all([1, 2, 3].map((n) => tx.query('number', 'select $1::int as n', [n]))),
    );
    expect(numbers.flat()).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });

  it('takes no statement after its end', async () => {
    let late: Promise<unknown> = Promise.resolve();
    await test.database.transaction((tx) => {
      late = sleep(50).then(() => tx.query(...insert(4)));
      late.catch(() => undefined);
      return Promise.resolve();
    });
    await expect(late).rejects.toThrow(TypeError);
    expect(await stored()).toEqual([{ id: 1 }]);
  });

  it('gives days as they are written, in any time zone of the machine', async () => {
    expect(await test.database.reading.query('day', `select date '2026-03-29' as day`)).toEqual([
      { day: '2026-03-29' },
    ]);
  });
});

describe('a database that cannot be used', () => {
  it('costs the connections that it ends and nothing more', async () => {
    for (let round = 0; round < 2; round += 1) {
      const running = Promise.allSettled(
        [1, 2, 3].map(() => test.database.reading.query('sleep', 'select pg_sleep(5)')),
      );
      await sleep(200);
      await test.owner.query(
        '',
        `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'redress_app' and datname = current_database()`,
      );
      for (const result of await running) expect(result).toMatchObject({ reason: unavailable('database.unavailable') });
      expect(await test.database.reading.query('one', 'select 1 as one')).toEqual([{ one: 1 }]);
    }
  });

  it('is told apart from a slow one, and the transaction is taken back', async () => {
    const hasty = await connect({ address: addressOf(test.url, 'DATABASE_URL'), poolSize: 1, statementTimeout: 200 });
    try {
      const slow = hasty.transaction(async (tx) => {
        await tx.query(...insert(5));
        await tx.query('sleep', 'select pg_sleep(10)');
      });
      await expect(slow).rejects.toMatchObject(unavailable('database.too_slow'));
      expect(await stored()).toEqual([{ id: 1 }]);
      expect(await hasty.reading.query('one', 'select 1 as one')).toEqual([{ one: 1 }]);
    } finally {
      await hasty.close();
    }
  });

  it('is busy when the server has no connection left', async () => {
    await test.owner.query('', 'create role crowded login password $$abc$$ connection limit 1');
    const { port } = new URL(test.url);
    const url = `postgres://crowded:abc@127.0.0.1:${port}${new URL(test.url).pathname}`;
    const first = await connect({ address: addressOf(url, 'DATABASE_URL') });
    try {
      await first.transaction(async () => {
        const second = connect({ address: addressOf(url, 'DATABASE_URL') });
        await expect(second).rejects.toMatchObject(unavailable('database.busy'));
      });
    } finally {
      await first.close();
      await test.owner.query('', 'drop role crowded');
    }
  });

  it('refuses calls after it was closed', async () => {
    const closed = await connect({ address: addressOf(test.url, 'DATABASE_URL') });
    const last = closed.reading.query('sleep', 'select pg_sleep(0.3), 1 as one');
    await closed.close();
    expect(await last).toMatchObject([{ one: 1 }]);
    await expect(closed.reading.query('one', 'select 1')).rejects.toMatchObject(unavailable('database.unavailable'));
  });
});

describe('a server that is killed under load', () => {
  let server: PrivateServer;
  let connection: Connection;
  beforeAll(async () => {
    server = await privateServer();
    const owner = await connect({ address: addressOf(server.ownerUrl, 'DATABASE_OWNER_URL'), poolSize: 1 });
    await owner.reading.query('', 'create table note (id integer primary key, text text not null)');
    await owner.reading.query('', 'grant select, insert on note to redress_app');
    await owner.close();
    connection = await connect({ address: addressOf(server.url, 'DATABASE_URL'), poolSize: 8 });
  });
  afterAll(async () => {
    await connection.close();
    await server.close();
  });

  it('loses nothing that was acknowledged; calls fail as unavailable and later ones work without a new pool', async () => {
    const acknowledged = new Set<number>();
    const unknown = new Set<number>();
    const codes = new Map<string, number>();
    let next = 0;
    const stop = new AbortController();
    const writers = Array.from({ length: 16 }, async () => {
      while (!stop.signal.aborted) {
        const id = (next += 1);
        try {
          await connection.transaction(async (tx) => {
            await tx.query(...insert(id));
            await tx.query(...insert(-id));
          });
          acknowledged.add(id);
        } catch (error) {
          const code = codeOf(error);
          codes.set(code, (codes.get(code) ?? 0) + 1);
          if (code === 'database.outcome_unknown') unknown.add(id);
          await sleep(20);
        }
      }
    });
    for (let round = 0; round < 3; round += 1) {
      const before = acknowledged.size;
      while (acknowledged.size < before + 200) await sleep(10);
      await server.kill();
      await sleep(300);
      await server.start();
    }
    const before = acknowledged.size;
    while (acknowledged.size < before + 200) await sleep(10);
    stop.abort();
    await Promise.all(writers);

    expect([...codes.keys()].filter((code) => !/^database\.(unavailable|outcome_unknown)$/.test(code))).toEqual([]);
    expect(codes.get('database.unavailable')).toBeGreaterThan(0);
    const rows = await connection.reading.query<{ id: number }>('ids', 'select id from note');
    const kept = new Set(rows.map(({ id }) => id));
    expect([...acknowledged].filter((id) => !kept.has(id) || !kept.has(-id))).toEqual([]);
    expect([...kept].filter((id) => !kept.has(-id))).toEqual([]);
    expect([...kept].filter((id) => id > 0 && !acknowledged.has(id) && !unknown.has(id))).toEqual([]);
  });
});

describe('a server that takes connections and never answers', () => {
  let silent: Server;
  const sockets: Socket[] = [];
  beforeAll(async () => {
    silent = createServer((socket) => void sockets.push(socket.on('error', () => undefined)));
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
  });
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  it('is given up in a bounded time', async () => {
    const address = silent.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const url = `postgres://a:secret@127.0.0.1:${port}/b`;
    const attempt = connect({ address: addressOf(url, 'DATABASE_URL'), connectTimeout: 500 });
    await expect(attempt).rejects.toMatchObject(unavailable('database.not_reachable'));
  });
});

function codeOf(error: unknown): string {
  return error instanceof RedressError ? (error.faults[0]?.code ?? '') : String(error);
}

function unavailable(code: string): object {
  return { name: 'RedressError', faults: [expect.objectContaining({ code, kind: 'unavailable' })] };
}
