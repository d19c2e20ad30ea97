import type { z } from 'zod';
import { roles as roleNames, type Role } from '../authority/roles.js';
import type { Fault } from '../errors.js';
import { checkShape } from '../rules/yaml/check-shape.js';
import { readYaml, type YamlFile } from '../rules/yaml/read-yaml.js';
import { soundParts } from '../rules/yaml/sound-parts.js';
import { yamlFault } from '../rules/yaml/yaml-errors.js';
import { destinationFault } from './destination-errors.js';
import {
  hostUnder,
  neededSecret,
  portOf,
  privateHosts,
  secretUnder,
  urlUnder,
  type FindSecret,
  type Reading,
} from './destination-parts.js';
import { plainHost } from './host-name.js';
import { destinationShapes, fileShape } from './destination-shapes.js';
import type { Destination, DestinationKind, Destinations, OidcDestination } from './destination.js';

type Shape<Kind extends DestinationKind> = z.output<(typeof destinationShapes)[Kind]>;

interface Machine {
  readonly find: FindSecret;
  readonly isAddress: (text: string) => boolean;
}

/** Reads a file of destinations. Every fault comes back at its place, with no value repeated; with any there are no destinations. */
export async function readDestinations(
  text: string,
  file: string,
  machine: Machine,
): Promise<{ readonly destinations: Destinations; readonly faults: readonly Fault[] }> {
  const yaml = readYaml(text, file);
  const shape = yaml.value === undefined ? undefined : checkShape(fileShape, yaml);
  const faults = [...yaml.faults, ...(shape?.faults ?? [])].map(withoutValue);
  const destinations = new Map<string, Destination>();
  for (const [name, value] of Object.entries(shape?.value?.destinations ?? {})) {
    const reading: Reading = { name, yaml: part(yaml, name, value), faults, ...machine };
    if (!/^[a-z0-9][a-z0-9-]{0,59}$/.test(name))
      faults.push(destinationFault('destinations.wrong_name', {}, yaml.placeOf(['destinations', name], 'key')));
    const destination = await readOne(reading);
    if (destination !== undefined) destinations.set(name, destination);
  }
  return { destinations: faults.length > 0 ? new Map() : destinations, faults: faults.sort(byPlace) };
}

function byPlace(a: Fault, b: Fault): number {
  return (a.place?.line ?? 0) - (b.place?.line ?? 0) || (a.place?.column ?? 0) - (b.place?.column ?? 0);
}

/** The file as it is seen from one destination. */
function part(yaml: YamlFile, name: string, value: unknown): YamlFile {
  return {
    file: yaml.file,
    value,
    faults: [],
    placeOf: (path, at) => yaml.placeOf(['destinations', name, ...path], at),
  };
}

/** The same fault with nothing of what stands in the file but its keys. */
function withoutValue({ code, data, place, ...rest }: Fault): Fault {
  if (!code.startsWith('yaml.')) return { code, data, ...(place === undefined ? {} : { place }), ...rest };
  const hidden = {
    ...data,
    ...('found' in data ? { found: '…' } : {}),
    ...('detail' in data ? { detail: 'see the place' } : {}),
  };
  return yamlFault(code as Parameters<typeof yamlFault>[0], hidden, place); // a code of that table, by its first word
}

function readOne(reading: Reading): Promise<Destination | undefined> | undefined {
  const { name, yaml, faults } = reading;
  const { value } = yaml;
  const kind: unknown = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
  switch (kind) {
    case 'smtp':
      return shaped(reading, destinationShapes.smtp, smtp);
    case 'webhook':
      return shaped(reading, destinationShapes.webhook, webhook);
    case 'robot':
      return shaped(reading, destinationShapes.robot, robot);
    case 's3':
      return shaped(reading, destinationShapes.s3, s3);
    case 'tsa':
      return shaped(reading, destinationShapes.tsa, tsa);
    case 'oidc':
      return shaped(reading, destinationShapes.oidc, oidc);
    default: {
      const kinds = Object.keys(destinationShapes).join(', ');
      faults.push(destinationFault('destinations.unknown_kind', { name: shown(name), kinds }, yaml.placeOf(['kind'])));
      return undefined;
    }
  }
}

function shown(name: string): string {
  return /^[\w-]{1,60}$/.test(name) ? name : '…';
}

function shaped<S extends z.ZodType>(
  reading: Reading,
  schema: S,
  read: (reading: Reading, given: z.output<S>) => Promise<Destination | undefined>,
): Promise<Destination | undefined> | undefined {
  const { value, faults } = checkShape(schema, reading.yaml);
  reading.faults.push(...faults.map(withoutValue));
  // The rest is looked at too, so that everything is told at once.
  const rest = value ?? soundParts(schema, reading.yaml.value);
  return rest === undefined ? undefined : read(reading, rest);
}

async function smtp(reading: Reading, given: Shape<'smtp'>): Promise<Destination | undefined> {
  const host = hostUnder(reading, 'host', given.host);
  const password = await secretUnder(reading, 'password', given.password);
  if (host === undefined) return undefined;
  const { port, from, user } = given;
  const security = given.security ?? (port === 465 ? 'tls' : 'starttls');
  return { kind: 'smtp', ...commonOf(reading, given, host, port), security, from, user, password };
}

async function webhook(reading: Reading, given: Shape<'webhook'>): Promise<Destination | undefined> {
  const url = await urlUnder(reading, 'url', given.url, { allowPrivate: given['allow-private'] });
  const secret = await secretUnder(reading, 'secret', given.secret);
  return url && { kind: 'webhook', ...ofUrl(reading, given, url), url, secret };
}

async function robot(reading: Reading, given: Shape<'robot'>): Promise<Destination | undefined> {
  const url = await urlUnder(reading, 'url', given.url, { allowPrivate: given['allow-private'] });
  const secret = await secretUnder(reading, 'secret', given.secret);
  const { flavour, language } = given;
  return url && { kind: 'robot', ...ofUrl(reading, given, url), flavour, url, secret, language };
}

async function s3(reading: Reading, given: Shape<'s3'>): Promise<Destination | undefined> {
  const url = await urlUnder(reading, 'url', given.url, { allowPrivate: given['allow-private'] });
  const accessKey = await neededSecret(reading, 'access-key', given['access-key']);
  const secretKey = await neededSecret(reading, 'secret-key', given['secret-key']);
  if (url === undefined || accessKey === undefined || secretKey === undefined) return undefined;
  const { region, bucket } = given;
  return { kind: 's3', ...ofUrl(reading, given, url), url, region, bucket, accessKey, secretKey };
}

async function tsa(reading: Reading, given: Shape<'tsa'>): Promise<Destination | undefined> {
  const url = await urlUnder(reading, 'url', given.url, { allowPrivate: given['allow-private'], plain: true });
  const password = await secretUnder(reading, 'password', given.password);
  return url && { kind: 'tsa', ...ofUrl(reading, given, url), url, user: given.user, password };
}

async function oidc(reading: Reading, given: Shape<'oidc'>): Promise<Destination | undefined> {
  const issuer = await urlUnder(reading, 'issuer', given.issuer, { allowPrivate: given['allow-private'] });
  const clientSecret = await secretUnder(reading, 'client-secret', given['client-secret']);
  const roles = rolesOf(reading, given);
  if (issuer === undefined) return undefined;
  return {
    kind: 'oidc',
    ...ofUrl(reading, given, issuer),
    issuer,
    clientId: given['client-id'],
    clientSecret,
    scopes: given.scopes.includes('openid') ? given.scopes : ['openid', ...given.scopes],
    roles,
    units: given.units,
    createAccounts: given['create-accounts'],
    administratorFromClaims: given['administrator-from-claims'],
    label: given.label ?? { en: reading.name, zh: reading.name },
  };
}

/** Values of a claim and the roles that they stand for. Refuses a role that does not exist, and administrators by surprise. */
function rolesOf({ name, yaml, faults }: Reading, given: Shape<'oidc'>): OidcDestination['roles'] {
  if (given.roles === undefined) return undefined;
  const map = new Map<string, Role>();
  for (const [value, named] of Object.entries(given.roles.map)) {
    const place = yaml.placeOf(['roles', 'map', value]);
    const role = roleNames.find((one) => one === named);
    if (role === undefined)
      faults.push(destinationFault('destinations.unknown_role', { name, roles: roleNames.join(', ') }, place));
    else if (role === 'administrator' && !given['administrator-from-claims'])
      faults.push(destinationFault('destinations.administrator_from_claims', { name }, place));
    else map.set(value, role);
  }
  return { claim: given.roles.claim, map: Object.fromEntries(map) };
}

interface CommonKeys {
  readonly 'allow-private': boolean | readonly string[];
  readonly 'ca-file'?: string | undefined;
}

function ofUrl(reading: Reading, given: CommonKeys, url: URL) {
  return commonOf(reading, given, plainHost(url.hostname), portOf(url));
}

function commonOf({ name }: Reading, given: CommonKeys, host: string, port: number) {
  const hosts = privateHosts(host, given['allow-private']);
  return { name, host, port, privateHosts: hosts, authority: given['ca-file'] };
}
