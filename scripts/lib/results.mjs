import fs from 'node:fs';

/** The runner's results, or undefined when it left none that can be read. */
export function readResults(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * How many tests passed and failed. A file of tests that could not even start counts as a failed test; so does a runner
 * that died, left no results, ran nothing, or says that it failed although no test did.
 */
export function countResults(results, exitCode) {
  const passed = results?.numPassedTests ?? 0;
  const failed = (results?.numFailedTests ?? 0) + (results?.numRuntimeErrorTestSuites ?? 0);
  const silentFailure = results === undefined || exitCode !== 0 || results.success === false || passed + failed === 0;
  return { passed, failed: failed === 0 && silentFailure ? 1 : failed };
}

/** The tests' files with the seconds each took, slowest first. */
export function suiteTimes(results, root) {
  return (results?.testResults ?? [])
    .map(({ name, startTime, endTime, status }) => ({
      name: name.startsWith(root) ? name.slice(root.length + 1) : name,
      seconds: (endTime - startTime) / 1000,
      status,
    }))
    .sort((a, b) => b.seconds - a.seconds);
}
