import { removeRunFolder } from './run-folder.mjs';

/** After all tests: the database is stopped, if one was started. */
export default async function tearDown() {
  const folder = process.env.REDRESS_TEST_RUN;
  if (folder !== undefined) await removeRunFolder(folder);
}
