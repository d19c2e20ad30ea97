// node scripts/ci-line.mjs RESULTS EXIT-CODE: prints the last line of a test run; fails when a test failed.
import { countResults, readResults } from './lib/results.mjs';

const [file, exitCode] = process.argv.slice(2);
const { passed, failed } = countResults(readResults(file), Number(exitCode));
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
