import { abandonedRunFolders, makeRunFolder, removeRunFolder } from './run-folder.mjs';

/** Before all tests: a folder that the workers share. The first test that needs the database starts it there. */
export default async function setUp() {
  for (const folder of abandonedRunFolders()) await removeRunFolder(folder);
  process.env.REDRESS_TEST_RUN = makeRunFolder();
}
