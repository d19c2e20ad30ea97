import type { Fault } from '../errors.js';
import type { YamlFile } from '../rules/yaml/read-yaml.js';
import { destinationFault } from './destination-errors.js';
import type { Secret } from './destination.js';
import { isHostName, plainHost } from './host-name.js';
import { secretReference, whereOf, type SecretReference } from './secret-reference.js';

/** A secret that was found, or why it was not. */
export type Found = { readonly secret: Secret } | { readonly reason: string };

/** Looks for a secret where a reference says; the only part of reading that touches the machine. */
export type FindSecret = (reference: SecretReference) => Promise<Found>;

/** What one destination is read with: its name, its place in the file, and where its faults go. */
export interface Reading {
  readonly name: string;
  readonly yaml: YamlFile;
  readonly find: FindSecret;
  readonly isAddress: (text: string) => boolean;
  readonly faults: Fault[];
}

/** The secret under a key; undefined where there is none, or where it is faulty, which is told. */
export async function secretUnder(reading: Reading, key: string, value: unknown): Promise<Secret | undefined> {
  const { name, yaml, faults, find } = reading;
  if (value === undefined) return undefined;
  const reference = secretReference(value);
  if (reference === undefined) {
    faults.push(destinationFault('destinations.not_a_reference', { key, name }, yaml.placeOf([key])));
    return undefined;
  }
  const found = await find(reference);
  if ('secret' in found) return found.secret;
  const where = whereOf(reference);
  faults.push(
    destinationFault('destinations.no_secret', { key, name, where, reason: found.reason }, yaml.placeOf([key])),
  );
  return undefined;
}

/** A secret that a kind cannot do without. */
export async function neededSecret(reading: Reading, key: string, value: unknown): Promise<Secret | undefined> {
  if (value !== undefined) return secretUnder(reading, key, value);
  const { name, yaml, faults } = reading;
  faults.push(destinationFault('destinations.not_a_reference', { key, name }, yaml.placeOf([])));
  return undefined;
}

interface AskedUrl {
  readonly allowPrivate: boolean | readonly string[];
  /** Time stamps are signed. */
  readonly plain?: true;
}

/**
 * The address under a key. It may be a secret itself, as those of some webhooks are, and so is never repeated. Refuses another scheme, a user, a
 * password, a fragment, and http:// where nothing says that it is meant.
 */
export async function urlUnder(
  reading: Reading,
  key: string,
  value: unknown,
  { allowPrivate, plain }: AskedUrl,
): Promise<URL | undefined> {
  const { name, yaml, faults } = reading;
  const isReference = typeof value === 'object' && value !== null;
  const secret = isReference ? await secretUnder(reading, key, value) : undefined;
  if (isReference && secret === undefined) return undefined;
  const given = secret === undefined ? value : await secret.read();
  const url = typeof given === 'string' ? URL.parse(given) : null;
  const mayBePlain =
    plain === true ||
    (url !== null && privateHosts(plainHost(url.hostname), allowPrivate).includes(plainHost(url.hostname)));
  const isFine =
    url !== null &&
    (url.protocol === 'https:' || (url.protocol === 'http:' && mayBePlain)) &&
    isHost(reading, plainHost(url.hostname)) &&
    url.username + url.password + url.hash === '';
  if (isFine) return url;
  faults.push(destinationFault('destinations.wrong_url', { key, name }, yaml.placeOf([key])));
  return undefined;
}

/** The host under a key, in the form that is connected to. */
export function hostUnder(reading: Reading, key: string, value: string): string | undefined {
  const host = plainHost(value);
  if (isHost(reading, host)) return host;
  const { name, yaml, faults } = reading;
  faults.push(destinationFault('destinations.wrong_host', { key, name }, yaml.placeOf([key])));
  return undefined;
}

function isHost({ isAddress }: Reading, host: string): boolean {
  return isAddress(host) || isHostName(host);
}

/** The port of an address, said or not. */
export function portOf({ port, protocol }: URL): number {
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}

/** The hosts that may be private: with `true` the one of the destination's own address. */
export function privateHosts(host: string, allowed: boolean | readonly string[]): readonly string[] {
  if (typeof allowed === 'boolean') return allowed ? [host] : [];
  return allowed.map(plainHost);
}
