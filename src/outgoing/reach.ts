import type { Destination } from './destination.js';

/** What a destination may be used for: which hosts and ports, and how they are reached. */
export interface Reach {
  readonly name: string;
  /** The hosts that it may reach; a provider of sign-in names others in its metadata, all of them reached by TLS. */
  readonly hosts: readonly string[] | 'any';
  readonly ports: readonly number[];
  readonly privateHosts: readonly string[];
  /** Hosts that may be connected to without TLS. */
  readonly plainHosts: readonly string[];
  readonly authority: string | undefined;
}

/** The reach of a destination, as its own address gives it. */
export function reachOf(destination: Destination): Reach {
  const { name, host, port, privateHosts, authority } = destination;
  const common = { name, privateHosts, authority };
  switch (destination.kind) {
    case 'oidc':
      return { ...common, hosts: 'any', ports: [...new Set([port, 443])], plainHosts: plain(destination.issuer, host) };
    case 's3':
      // Buckets are part of the path or of the host.
      return {
        ...common,
        hosts: [host, `${destination.bucket}.${host}`],
        ports: [port],
        plainHosts: plain(destination.url, host),
      };
    case 'webhook':
    case 'robot':
    case 'tsa':
      return { ...common, hosts: [host], ports: [port], plainHosts: plain(destination.url, host) };
    case 'smtp':
      // TLS begins within the connection, by whoever talks to the mail server.
      return { ...common, hosts: [host], ports: [port], plainHosts: destination.security === 'starttls' ? [host] : [] };
  }
}

function plain(url: URL, host: string): readonly string[] {
  return url.protocol === 'http:' ? [host] : [];
}
