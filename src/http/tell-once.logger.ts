import { Logger } from '@nestjs/common';
import { isUnavailable } from '../errors.js';
import { errorFields } from './log-line.js';

/** What becomes of an error for which nobody waits: `about` names the work. */
export type TellOnce = (error: unknown, about: string) => void;

/**
 * Puts what nobody expected into the log, once for each kind of error and place where it came from: work that is tried again and again
 * would otherwise fill it. A database that cannot be reached is told elsewhere, and not here.
 */
export function tellOnce(): TellOnce {
  const told = new Set<string>();
  return (error, about) => {
    const kind = JSON.stringify(errorFields(error, false));
    if (isUnavailable(error) || told.has(kind)) return;
    told.add(kind);
    new Logger(about).error(error instanceof Error ? error : `not an error but ${typeof error}`);
  };
}
