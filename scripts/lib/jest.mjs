import { node26 } from './node26.mjs';
import { at } from './project.mjs';

/** Program, arguments and environment of a Jest run on our ES modules. */
export function jest(args, extra = {}) {
  // Many suites wait. In the long run few do: three at once would take each other's time.
  const atOnce = extra.REDRESS_LONG === undefined ? 3 : 2;
  const options = [process.env.NODE_OPTIONS, '--experimental-vm-modules', '--no-warnings=ExperimentalWarning'];
  return {
    program: node26(),
    args: [at('node_modules/jest/bin/jest.js'), `--maxWorkers=${atOnce}`, ...args],
    env: { ...process.env, NODE_OPTIONS: options.filter(Boolean).join(' '), ...extra },
  };
}
