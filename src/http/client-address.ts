import { header, type Headers } from './request.js';

/** Whether an address is that of a proxy in front of this server, which tells the truth about who asks. */
export type IsProxy = (address: string) => boolean;

/** Where a request came from, and whether over https. */
export interface Arrival {
  readonly address: string;
  readonly isHttps: boolean;
}

/**
 * Where a request came from. Behind a proxy of ours that is the last address in `X-Forwarded-For` that is not a proxy of ours itself; everything
 * before was written by others. From anybody else these headers count for nothing.
 */
export function arrivalOf(remote: string | undefined, headers: Headers, isProxy: IsProxy): Arrival {
  const nearest = plainAddress(remote ?? '');
  if (!isProxy(nearest)) return { address: nearest, isHttps: false };
  const told = (header(headers, 'x-forwarded-for') ?? '').split(',').map(plainAddress);
  const address = told.findLast((one) => one !== '' && !isProxy(one)) ?? nearest;
  return { address, isHttps: header(headers, 'x-forwarded-proto')?.toLowerCase() === 'https' };
}

/** Without the form that a socket for both families gives IPv4 addresses, and without the brackets and ports that some proxies add. */
function plainAddress(text: string): string {
  const address = text
    .trim()
    .toLowerCase()
    .replace(/^\[(.*)\](:\d+)?$/, '$1');
  const mapped = /^(?:::ffff:)?(\d{1,3}(?:\.\d{1,3}){3})(?::\d+)?$/.exec(address);
  return mapped?.[1] ?? address.slice(0, 45);
}

/** The part of an address that one customer of a network holds: IPv4 whole, of IPv6 the first 64 bits. */
export function addressGroup(address: string): string {
  const plain = address.toLowerCase().split('%', 1)[0] ?? '';
  const mapped = /^(?:0*:)*:?ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1];
  if (mapped !== undefined || !plain.includes(':')) return mapped ?? plain;
  const [head = '', tail] = plain.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const middle = tail === undefined ? [] : Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  const groups = [...before, ...middle, ...after];
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
