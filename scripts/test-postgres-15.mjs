// node scripts/test-postgres-15.mjs RESULTS: runs the tests of the database again on Debian's PostgreSQL 15, the oldest that Redress
// takes. For a machine that may be changed: as root it installs the package. Says in one line why it cannot.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { jest } from './lib/jest.mjs';
import { script, tell } from './lib/project.mjs';
import { capture, run } from './lib/run.mjs';

const bin = '/usr/lib/postgresql/15/bin';

await script(async ([results]) => {
  if (results === undefined) throw new TypeError('name the file of the results');
  fs.rmSync(results, { force: true });
  const obstacle = await obstacleToPostgres15();
  if (obstacle !== undefined) {
    tell({
      en: `NOT TRIED: the database tests on PostgreSQL 15 (${obstacle}).`,
      zh: `未测试：PostgreSQL 15 上的数据库测试（${obstacle}）。`,
    });
    return 0;
  }
  const version = execFileSync(`${bin}/postgres`, ['--version'], { encoding: 'utf8' }).trim();
  tell({ en: `The database tests again, on ${version}:`, zh: `在 ${version} 上再次运行数据库测试：` });
  const { program, args, env } = jest(['test/db', '--reporters=default', '--json', `--outputFile=${results}`], {
    REDRESS_TEST_POSTGRES_BIN: bin,
  });
  return run(program, args, { env });
});

/** Why there is no PostgreSQL 15 here; undefined when there is one now. */
async function obstacleToPostgres15() {
  if (fs.existsSync(`${bin}/postgres`)) return undefined;
  if (process.getuid?.() !== 0) return 'not root, so it cannot be installed';
  if (!fs.existsSync('/etc/debian_version')) return 'no Debian';
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // The package would otherwise start a server of its own.
  const apt = ['-y', '-q', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120', 'install', 'postgresql-15'];
  fs.mkdirSync('/etc/postgresql-common', { recursive: true });
  const settings = '/etc/postgresql-common/createcluster.conf';
  if (!fs.existsSync(settings)) fs.writeFileSync(settings, 'create_main_cluster = false\nstart_conf = manual\n');
  for (const args of [['-q', 'update'], apt]) {
    const { code, output } = await capture('apt-get', args, { env }).catch(() => ({ code: 127, output: 'no apt-get' }));
    if (code !== 0) return `apt-get ${args.at(-1)}: ${output.trim().split('\n').at(-1)}`;
  }
  return fs.existsSync(`${bin}/postgres`) ? undefined : `no ${bin}/postgres after the installation`;
}
