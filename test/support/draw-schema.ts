// Run by scripts/schema.mjs: writes docs/schema.md from a database of its own, or says that it is out of step.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../../src/project.js';
import { addressOf } from '../../src/store/database-address.js';
import { names } from '../../src/store/embedded/server-commands.js';
import { connect } from '../../src/store/postgres.connection.js';
import { privateServer } from '../db/support/private-server.js';
import { fastSettings } from '../db/support/server.js';
import { schemaPage } from './schema-page.js';

const file = join(projectFolder, 'docs', 'schema.md');
const server = await privateServer(fastSettings);
try {
  const owner = await connect({ address: addressOf(server.ownerUrl, 'DATABASE_OWNER_URL'), poolSize: 1 });
  const page = await schemaPage(owner.reading, names.app);
  await owner.close();
  const isSame = (await readFile(file, 'utf8').catch(() => undefined)) === page;
  if (!isSame) {
    await writeFile(file, page);
    process.stdout.write('wrote docs/schema.md · 已写入 docs/schema.md\n');
  }
} finally {
  await server.close();
}
