import { spawnSync } from 'node:child_process';
import { chmod, chown, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/config.js';
import { RedressError } from '../../src/errors.js';
import { addressOfParts } from '../../src/store/database-address.js';
import { startEmbedded, type EmbeddedServer } from '../../src/store/embedded.launcher.js';
import { isAlive } from '../../src/store/embedded/server.process.js';
import { connect } from '../../src/store/postgres.connection.js';
import { anotherProcess, type OtherProcess } from './support/another-process.js';
import { scratchFolder, testBin } from './support/server.js';

const isRoot = process.getuid?.() === 0;
/** Why nothing can be tried as another user; undefined where it can. */
const noOther = !isRoot
  ? 'Not tried: only root can become another user'
  : spawnSync(process.execPath, ['--version'], { uid: 65_534, gid: 65_534 }).status === 0
    ? undefined
    : 'Not tried as another user: the project stands in a folder that only root can enter';
const { cache } = readConfig();

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let data: string;
const open: (EmbeddedServer | OtherProcess)[] = [];
beforeEach(async () => {
  scratch = await scratchFolder();
  data = join(scratch.path, 'data');
});
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.close();
  await scratch.remove();
});

describe('the database that comes with Redress', () => {
  it('is made at the first start, keeps what is stored, and stops with its last user', async () => {
    const first = await start();
    await ask(first, 'create table kept (x text)');
    await ask(first, `insert into kept values ('投诉')`);
    const { port } = first.address('app');
    await first.close();
    expect(isAlive(first.pid())).toBe(false);
    const second = await start();
    expect(second.address('app').port).toBe(port);
    expect(await ask(second, 'select x from kept')).toEqual([{ x: '投诉' }]);
  });

  it('counts characters, whatever the locale of whoever starts it', async () => {
    const other = another({
      env: {
        LANG: 'C',
        LC_ALL: 'C',
        PGOPTIONS: '-c timezone=Asia/Tokyo',
        PGSSLMODE: 'require',
        PGDATESTYLE: 'German',
        PGPORT: '1',
      },
    });
    await other.said();
    const server = await start();
    expect(
      await ask(
        server,
        `select current_setting('server_encoding') as encoding, length('投诉') as length, upper('é') as upper,
           current_setting('timezone') as zone`,
      ),
    ).toEqual([{ encoding: 'UTF8', length: 2, upper: 'É', zone: 'UTC' }]);
  });

  it('is joined by a second user, and is left to whoever stays', async () => {
    const first = await start();
    const second = await start();
    expect(second.pid()).toBe(first.pid());
    await first.close();
    expect(await ask(second, 'select 1 as one')).toEqual([{ one: 1 }]);
    await second.close();
    expect(isAlive(second.pid())).toBe(false);
  });

  it('is started once by three processes that begin at once', async () => {
    const processes = [another(), another(), another()];
    const said = await Promise.all(processes.map((one) => one.said()));
    expect(new Set(said.map(({ startedAt }) => startedAt)).size).toBe(1);
    expect(said[0]?.startedAt).toMatch(/^\d{4}-/);
  });

  it('outlives a process that is killed, and is taken over by the next', async () => {
    const killed = another();
    const { startedAt } = await killed.said();
    await killed.end('SIGKILL');
    const next = await start();
    expect(await ask(next, 'select pg_postmaster_start_time()::text as at')).toEqual([{ at: startedAt }]);
    await next.close();
    expect(isAlive(next.pid())).toBe(false);
  });

  it('is not left running by a process that ends without closing it', async () => {
    const server = await start();
    const hasty = another();
    await hasty.said();
    await hasty.end('exit');
    await sleep(500);
    expect(isAlive(server.pid())).toBe(true);
    const hastier = another();
    await hastier.said();
    await server.close();
    expect(isAlive(server.pid())).toBe(true);
    await hastier.end('exit');
    await until(() => !isAlive(server.pid()));
  });

  it('comes back by itself after it was killed, for everyone who uses it', async () => {
    const first = await start();
    const second = await start();
    const { port } = first.address('app');
    const before = first.pid();
    process.kill(before, 'SIGKILL');
    await until(() => first.pid() !== before && second.pid() !== before);
    expect(second.pid()).toBe(first.pid());
    expect(first.address('app').port).toBe(port);
    expect(await ask(first, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('is made again when the first start was broken off half-way', async () => {
    await mkdir(join(data, 'database', 'data.making', 'base'), { recursive: true });
    await writeFile(join(data, 'database', 'data.making', 'PG_VERSION'), '18\n');
    await writeFile(join(data, 'database', 'password.making'), 'x');
    const server = await start();
    expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect((await readdir(server.place.folder)).filter((name) => name.includes('making'))).toEqual([]);
  });

  it('is opened with new passwords when the old ones are lost', async () => {
    const first = await start();
    await ask(first, 'create table kept (x text)');
    const { password } = first.address('app');
    await first.close();
    await rm(join(first.place.folder, 'server.json'));
    const second = await start();
    expect(second.address('app').password).not.toBe(password);
    for (const role of ['app', 'owner'] as const)
      expect(await ask(second, `select to_regclass('kept') is not null as kept`, role)).toEqual([{ kept: true }]);
  });

  it('shows its passwords to nobody, and lets nobody in without them', async () => {
    const server = await start();
    const file = await stat(join(server.place.folder, 'server.json'));
    expect(file.mode & 0o777).toBe(0o600);
    expect((await stat(server.place.data)).mode & 0o077).toBe(0);
    const wrong = { ...server.address('owner'), password: 'guessed' };
    await expect(connect({ address: addressOfParts(wrong) })).rejects.toMatchObject(refusal('database.wrong_password'));
    const { password } = server.address('owner');
    expect(await readFile(join(server.place.folder, 'postgres.log'), 'utf8')).not.toContain(password);
  });

  it('writes no value of a row into its log', async () => {
    const server = await start();
    await ask(server, 'create table named (name text primary key)');
    await ask(server, `insert into named values ('王小明')`);
    for (const statement of [`insert into named values ('王小明')`, `select '王小明'::integer`, '王小明'])
      await expect(ask(server, statement)).rejects.toThrow();
    expect(await readFile(join(server.place.folder, 'postgres.log'), 'utf8')).not.toContain('王小明');
  });

  it('starts although the number of a dead server belongs to another process now', async () => {
    const first = await start();
    await first.close();
    const file = join(first.place.data, 'postmaster.pid');
    await writeFile(
      file,
      `${process.pid}\n${first.place.data}\n1\n${first.address('app').port}\n\n127.0.0.1\n\nready\n`,
    );
    expect(await ask(await start(), 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});

describe('the place of the database', () => {
  it('is outside a data folder that only root can enter, and is named there', async () => {
    if (noOther !== undefined) return console.log(noOther);
    await chmod(scratch.path, 0o700);
    const server = await start();
    try {
      const { folder } = server.place;
      expect(folder).toMatch(/^\/var\/lib\/redress\/[0-9a-f]{16}$/);
      expect(await readFile(join(data, 'location'), 'utf8')).toBe(`${folder}\n`);
      expect(await readdir(data)).toEqual(['location']);
      await ask(server, 'create table kept (x text)');
      await server.close();
      // What is named stays the place, also when the folder is opened later.
      await chmod(scratch.path, 0o755);
      const again = await start();
      expect(again.place.folder).toBe(folder);
      expect(await ask(again, `select to_regclass('kept') is not null as kept`)).toEqual([{ kept: true }]);
      await again.close();
    } finally {
      await rm(server.place.folder, { recursive: true, force: true });
    }
    await expect(start()).rejects.toMatchObject(refusal('database.data_gone'));
  });

  it('of another user is used as that user, who can go on with it', async () => {
    if (noOther !== undefined) return console.log(noOther);
    await mkdir(data, { mode: 0o755 });
    await chownToNobody(data);
    const theirs = another({ uid: 65_534 });
    const { folder } = await theirs.said();
    await theirs.close();
    const server = await start();
    expect(server.place.folder).toBe(folder);
    await server.close();
    const again = another({ uid: 65_534 });
    expect(await again.said()).toMatchObject({ folder });
  });
});

describe('a start that is refused', () => {
  it('says so for a data folder that is a file', async () => {
    await writeFile(data, '');
    await expect(start()).rejects.toMatchObject(refusal('database.folder_refused'));
  });

  it('says so without permission on the data folder', async () => {
    await mkdir(data, { mode: 0o755 });
    await chmod(data, 0o555);
    if (isRoot && noOther !== undefined) return console.log(noOther);
    const other = another(isRoot ? { uid: 65_534 } : {});
    expect(await other.said()).toEqual({ codes: ['database.folder_refused'] });
  });

  it('says so where the passwords belong to another user', async () => {
    if (noOther !== undefined) return console.log(noOther);
    await start();
    const other = another({ uid: 65_534 });
    expect(await other.said()).toEqual({ codes: ['database.folder_refused'] });
  });

  it('says so for the data of another major version', async () => {
    const server = await start();
    await server.close();
    await writeFile(join(server.place.data, 'PG_VERSION'), '9\n');
    await expect(start()).rejects.toMatchObject(refusal('database.other_major'));
  });

  it('says what the server said', async () => {
    const server = await start();
    await server.close();
    const settings = join(server.place.data, 'postgresql.conf');
    await writeFile(settings, 'no_such_setting = 1\n');
    const error = await start().catch((caught: unknown) => caught);
    expect(error).toMatchObject(refusal('database.not_started'));
    expect(String(error)).toMatch(/FATAL|no_such_setting/);
  });
});

async function start(): Promise<EmbeddedServer> {
  const bin = testBin === undefined ? {} : { bin: testBin };
  const server = await startEmbedded({ dataFolder: data, cache, isFast: true, ...bin });
  open.push(server);
  return server;
}

function another(options: { uid?: number; env?: Record<string, string> } = {}): OtherProcess {
  const other = anotherProcess([data, cache, testBin ?? ''], options);
  open.push(other);
  return other;
}

async function ask(server: EmbeddedServer, text: string, role: 'owner' | 'app' = 'owner'): Promise<readonly object[]> {
  const connection = await connect({ address: addressOfParts(server.address(role)), poolSize: 1 });
  try {
    return await connection.reading.query('', text);
  } finally {
    await connection.close();
  }
}

async function until(holds: () => boolean): Promise<void> {
  for (let left = 600; !holds(); left -= 1) {
    if (left === 0) throw new Error('it never came to hold');
    await sleep(50);
  }
}

function refusal(code: string): object {
  return { name: RedressError.name, faults: [expect.objectContaining({ code })] };
}

async function chownToNobody(folder: string): Promise<void> {
  await chown(folder, 65_534, 65_534);
}
