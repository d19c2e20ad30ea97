import fs from 'node:fs';
import path from 'node:path';
import { abandonedRunFolders, makeRunFolder, removeRunFolder } from './run-folder.mjs';

/** Before all tests: a folder that the workers share. The first test that needs the database starts it there. */
export default async function setUp() {
  for (const folder of abandonedRunFolders()) await removeRunFolder(folder);
  const folder = makeRunFolder();
  process.env.REDRESS_TEST_RUN = folder;
  // Otherwise one would be made in the data folder of whoever runs the tests.
  process.env.REDRESS_SECRET_KEY_FILE = path.join(folder, 'secret-key');
  fs.writeFileSync(process.env.REDRESS_SECRET_KEY_FILE, 'a key that is for tests alone, and long enough');
}
