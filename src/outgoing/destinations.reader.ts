import { readFile, stat } from 'node:fs/promises';
import { isIP } from 'node:net';
import { environmentSecret, readDestinationsPlace } from '../config.js';
import { RedressError } from '../errors.js';
import { systemErrorCode } from '../imports/system-error.js';
import { destinationFault } from './destination-errors.js';
import type { Found } from './destination-parts.js';
import type { Destination, Destinations } from './destination.js';
import { readDestinations } from './read-destinations.js';
import { whereOf, type SecretReference } from './secret-reference.js';

/** Larger files hold no secret. */
const longestSecret = 65_536;

/** The destinations of the configuration; none where there is no file. Refuses a faulty file with all its faults at once. */
export async function loadDestinations(place = readDestinationsPlace()): Promise<Destinations> {
  const text = await textOf(place);
  if (text === undefined) return new Map();
  const isAddress = (host: string): boolean => isIP(host) !== 0;
  const { destinations, faults } = await readDestinations(text, place.file, { find: findSecret, isAddress });
  if (faults.length > 0) throw new RedressError(faults);
  return destinations;
}

/** The destination of this name. Refuses a name that the configuration does not know. */
export function destinationNamed(destinations: Destinations, name: string): Destination {
  const found = destinations.get(name);
  if (found !== undefined) return found;
  const known = [...destinations.keys()].join(', ') || '-';
  throw new RedressError([destinationFault('destinations.unknown', { name, known })]);
}

async function textOf({ file, mustBe }: ReturnType<typeof readDestinationsPlace>): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const reason = systemErrorCode(error);
    if (reason === undefined) throw error;
    if (!mustBe && (reason === 'ENOENT' || reason === 'ENOTDIR')) return undefined;
    throw new RedressError([destinationFault('destinations.cannot_read', { reason }, { file })]);
  }
}

/** Tried at once, so that a missing secret is told before somebody waits for a mail. */
async function findSecret(reference: SecretReference): Promise<Found> {
  const where = whereOf(reference);
  const reason = await read(reference).then(
    () => undefined,
    (error: unknown) => (error instanceof Missing ? error.message : (systemErrorCode(error) ?? 'unknown')),
  );
  return reason === undefined ? { secret: { where, read: () => readAgain(reference, where) } } : { reason };
}

async function readAgain(reference: SecretReference, where: string): Promise<string> {
  return read(reference).catch((error: unknown) => {
    const reason = error instanceof Missing ? error.message : systemErrorCode(error);
    if (reason === undefined) throw error;
    throw new RedressError([destinationFault('destinations.secret_gone', { where, reason })]);
  });
}

async function read(reference: SecretReference): Promise<string> {
  const text = 'env' in reference ? environmentSecret(reference.env) : await secretFile(reference.file);
  if (text === undefined || text === '') throw new Missing('empty');
  return text;
}

/** Without the line end that editors and `echo` leave. */
async function secretFile(file: string): Promise<string> {
  const about = await stat(file);
  if (!about.isFile()) throw new Missing('not a file');
  if (about.size > longestSecret) throw new Missing('too large');
  return (await readFile(file, 'utf8')).replace(/\r?\n$/, '');
}

class Missing extends Error {}
