import { once } from 'node:events';
import { lookup as systemLookup } from 'node:dns/promises';
import { readFile } from 'node:fs/promises';
import { connect as systemConnect, isIP, type Socket } from 'node:net';
import { connect as startTls } from 'node:tls';
import { RedressError } from '../errors.js';
import { systemErrorCode } from '../imports/system-error.js';
import { refusedSort, sortTexts } from './address.filter.js';
import { isHostName, plainHost } from './host-name.js';
import { outgoingFault } from './outgoing-errors.js';
import type { Reach } from './reach.js';

/** What is outside: how names are resolved and addresses connected to. Others than the real ones in tests. */
export interface World {
  lookup(host: string): Promise<readonly { readonly address: string }[]>;
  connect(address: string, port: number): Socket;
}

export const theWorld: World = {
  lookup: (host) => systemLookup(host, { all: true }),
  connect: (host, port) => systemConnect({ host, port }),
};

/** The other end, as the caller names it. */
export interface OtherEnd {
  readonly host: string;
  readonly port: number;
  readonly isSecure: boolean;
}

/** Addresses of one name that are tried, and for how long each. */
const tries = 3;
const patience = 5_000;

/**
 * Opens a connection for a destination. Its name is resolved once; every address that comes back must be one that the destination may reach, and
 * the connection is made to such an address, not to the name: a name that means something else a moment later changes nothing. TLS is verified
 * for the name. Refuses another host or port than the destination's.
 */
export async function openSocket(
  reach: Reach,
  to: OtherEnd,
  signal: AbortSignal,
  world: World = theWorld,
): Promise<Socket> {
  const host = plainHost(to.host);
  const isIts = reach.hosts === 'any' || reach.hosts.includes(host);
  const isPlainFine = to.isSecure || reach.plainHosts.includes(host);
  if (!isIts || !reach.ports.includes(to.port) || !isPlainFine || !(isIP(host) !== 0 || isHostName(host)))
    throw new RedressError([outgoingFault('outgoing.not_its_host', { name: reach.name, host: shown(host) })]);
  const addresses = await checkedAddresses(reach, host, signal, world);
  const socket = await firstOf(addresses, { reach, host, port: to.port, signal, world });
  return to.isSecure ? secured(socket, { reach, host, signal }) : socket;
}

/** What a provider names is not repeated in whole. */
function shown(host: string): string {
  return host.length > 100 ? `${host.slice(0, 99)}…` : host;
}

async function checkedAddresses(
  reach: Reach,
  host: string,
  signal: AbortSignal,
  world: World,
): Promise<readonly string[]> {
  const addresses = isIP(host) === 0 ? await resolved(reach, host, signal, world) : [host];
  const mayBePrivate = reach.privateHosts.includes(host);
  for (const address of addresses) {
    const sort = refusedSort(address, mayBePrivate);
    if (sort === undefined) continue;
    const { en, zh } = sortTexts[sort];
    const data = { name: reach.name, host: shown(host), sort: en, sortZh: zh };
    throw new RedressError([outgoingFault('outgoing.refused_address', data)]);
  }
  return addresses.slice(0, tries);
}

async function resolved(reach: Reach, host: string, signal: AbortSignal, world: World): Promise<readonly string[]> {
  const fail = (reason: string): RedressError =>
    new RedressError([outgoingFault('outgoing.unknown_host', { name: reach.name, host: shown(host), reason })]);
  const found = await Promise.race([
    world.lookup(host).catch((error: unknown) => {
      throw fail(systemErrorCode(error) ?? 'unknown');
    }),
    aborted(signal),
  ]);
  if (found.length === 0) throw fail('ENODATA');
  return found.map(({ address }) => address);
}

/** Rejects when the time is over. */
function aborted(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(signal.reason as Error); // of ours: a TimeoutError or an AbortError
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  return promise;
}

interface Connecting {
  readonly reach: Reach;
  readonly host: string;
  readonly port: number;
  readonly signal: AbortSignal;
  readonly world: World;
}

async function firstOf(addresses: readonly string[], connecting: Connecting): Promise<Socket> {
  const { reach, host, port, signal, world } = connecting;
  let last: unknown;
  for (const address of addresses)
    try {
      return await connected(world.connect(address, port), signal);
    } catch (error) {
      signal.throwIfAborted();
      last = error;
    }
  const reason = systemErrorCode(last) === 'ABORT_ERR' ? 'ETIMEDOUT' : (systemErrorCode(last) ?? 'unknown');
  throw new RedressError([outgoingFault('outgoing.unreachable', { name: reach.name, host: shown(host), reason })]);
}

async function connected(socket: Socket, signal: AbortSignal): Promise<Socket> {
  // Whoever uses the socket sees that it ended; an error that comes later is no reason to end the process.
  socket.on('error', () => {});
  try {
    await once(socket, 'connect', { signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]) });
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

async function secured(
  socket: Socket,
  { reach, host, signal }: Pick<Connecting, 'reach' | 'host' | 'signal'>,
): Promise<Socket> {
  try {
    const ca = reach.authority === undefined ? {} : { ca: await authorityOf(reach.name, reach.authority) };
    const name = isIP(host) === 0 ? { servername: host } : {};
    // Said here, so that no variable of the environment switches it off.
    const safe = startTls({ socket, host, ...name, ...ca, rejectUnauthorized: true, minVersion: 'TLSv1.2' });
    safe.on('error', () => {});
    await once(safe, 'secureConnect', { signal });
    return safe;
  } catch (error) {
    socket.destroy();
    if (error instanceof RedressError) throw error;
    signal.throwIfAborted();
    const reason = systemErrorCode(error) ?? 'unknown';
    const code = /CERT|ISSUER|SIGNATURE|SELF_SIGNED/.test(reason) ? 'outgoing.certificate' : 'outgoing.unreachable';
    throw new RedressError([outgoingFault(code, { name: reach.name, host: shown(host), reason })]);
  }
}

async function authorityOf(name: string, file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    throw new RedressError([
      outgoingFault('outgoing.no_authority', { name, reason: systemErrorCode(error) ?? 'unknown' }),
    ]);
  });
}
