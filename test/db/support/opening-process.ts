// Starts or joins the database of the folder that it is given and says a line of JSON; gives it up when its input ends.
import pg from 'pg';
import { RedressError } from '../../../src/errors.js';
import { startEmbedded } from '../../../src/store/embedded.launcher.js';

const [dataFolder = '', cache = '', bin = ''] = process.argv.slice(2);
const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

try {
  const server = await startEmbedded({ dataFolder, cache, isFast: true, ...(bin === '' ? {} : { bin }) });
  const client = new pg.Client({ ...server.address('app'), ssl: false });
  await client.connect();
  const { rows } = await client.query<{ at: string }>('select pg_postmaster_start_time()::text as at');
  await client.end();
  say({ folder: server.place.folder, startedAt: rows[0]?.at });
  process.stdin.on('data', (text: Buffer) => {
    // As a command that is interrupted ends: without closing anything.
    if (text.toString().startsWith('exit')) process.exit(130);
  });
  process.stdin.once('end', () => void server.close());
} catch (error) {
  say({ codes: error instanceof RedressError ? error.faults.map(({ code }) => code) : [String(error)] });
}
