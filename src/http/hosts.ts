import { header, type Headers } from './request.js';

/** Which hosts this server answers for: `host:port` in lower case, or a name alone for any port. */
export type Hosts = ReadonlySet<string>;

const loopback = ['127.0.0.1', 'localhost', '[::1]'];

/** The loopback names with the port that is listened at, the address that was bound, and the names that were configured. */
export function allowedHosts(port: number, bound: string, configured: readonly string[]): Hosts {
  const anywhere = ['0.0.0.0', '::'];
  const own = anywhere.includes(bound) ? loopback : [...loopback, bound.includes(':') ? `[${bound}]` : bound];
  const named = own.flatMap((name) => (port === 80 ? [`${name}:80`, name] : [`${name}:${port}`]));
  return new Set([...named, ...configured].map((name) => name.toLowerCase()));
}

/** Whether a `Host` header names this server. */
export function isOurHost(host: string | undefined, hosts: Hosts): boolean {
  if (host === undefined) return false;
  const asked = host.toLowerCase();
  return hosts.has(asked) || hosts.has(asked.replace(/:\d{1,5}$/, ''));
}

/**
 * Whether a change was asked for by our own page or by no page at all. A browser always says which (`Origin`, `Sec-Fetch-Site`);
 * a client that says nothing is none.
 */
export function isSameSite(headers: Headers, hosts: Hosts): boolean {
  const site = header(headers, 'sec-fetch-site');
  if (site !== undefined && !['same-origin', 'same-site', 'none'].includes(site)) return false;
  const origin = header(headers, 'origin');
  return origin === undefined || isOurHost(/^https?:\/\/([^/?#@\s]+)$/i.exec(origin)?.[1], hosts);
}
