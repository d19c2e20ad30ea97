import { RedressError, type Fault } from '../../src/errors.js';

/** The faults with which something is refused; throws when it is not refused. */
export function faultsIn(action: () => unknown): readonly Fault[] {
  try {
    action();
  } catch (error) {
    if (error instanceof RedressError) return error.faults;
    throw error;
  }
  throw new Error('expected it to be refused');
}

/** The same of something that takes its time. */
export async function faultsOfPromise(action: Promise<unknown>): Promise<readonly Fault[]> {
  return action.then(
    () => {
      throw new Error('expected it to be refused');
    },
    (error: unknown) => {
      if (error instanceof RedressError) return error.faults;
      throw error;
    },
  );
}
