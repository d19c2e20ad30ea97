import { RedressError } from '../../errors.js';
import type { Instant } from '../../rules/values.js';
import { runFault } from './run-errors.js';
import type { Run, RunId } from './run.js';

/** The last run of a page: the next page begins after it. */
export interface RunPlace {
  readonly createdAt: Instant;
  readonly id: RunId;
}

/** Where the next page begins: after this run. */
export function cursorOf({ createdAt, id }: Run): string {
  return Buffer.from(`${createdAt}.${id}`).toString('base64url');
}

/** Refuses a text that `cursorOf` did not make. */
export function placeOfCursor(cursor: string): RunPlace {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const [, createdAt, id] = /^(\d{1,14})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/u.exec(text) ?? [];
  if (createdAt === undefined || id === undefined) throw new RedressError([runFault('run.wrong_cursor')]);
  return { createdAt: Number(createdAt), id };
}
