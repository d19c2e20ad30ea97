// node scripts/ci-line.mjs RESULTS EXIT-CODE [RESULTS EXIT-CODE]: prints the last line of a test run; fails when a test failed.
// The second run may have been impossible: then it left no results and did not fail.
import { countResults, readResults } from './lib/results.mjs';

const [file, exitCode, secondFile, secondExitCode = '0'] = process.argv.slice(2);
const first = countResults(readResults(file), Number(exitCode));
const again = secondFile === undefined ? undefined : readResults(secondFile);
const wasTried = again !== undefined || secondExitCode !== '0';
const second = wasTried ? countResults(again, Number(secondExitCode)) : { passed: 0, failed: 0 };
const [passed, failed] = [first.passed + second.passed, first.failed + second.failed];
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
