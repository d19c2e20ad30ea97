import type { Fault } from '../errors.js';
import { isOurHost, isSameSite, type Hosts } from './hosts.js';
import { httpFault } from './http-errors.js';
import { header, type Headers } from './request.js';

const longestAddress = 8_192;

/** Methods that change nothing (RFC 9110, 9.2.1). */
export function isSafe(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
}

/** Why a request is not let in, before anything looks at what it asks for; undefined for one that is. */
export function refusedAtTheDoor(
  { method, url, headers }: { readonly method: string; readonly url: string; readonly headers: Headers },
  hosts: Hosts,
): Fault | undefined {
  if (url.length > longestAddress) return httpFault('http.address_too_long', { limit: longestAddress });
  if (!isOurHost(header(headers, 'host'), hosts)) return httpFault('http.unknown_host');
  if (!isReadable(url)) return httpFault('http.bad_address');
  if (!isSafe(method) && !isSameSite(headers, hosts)) return httpFault('http.other_site');
  return undefined;
}

/** Percent signs that mean something, in UTF-8, and no NUL: the database cannot keep one. */
function isReadable(url: string): boolean {
  if (!url.startsWith('/')) return false;
  if (!url.includes('%')) return true;
  if (url.includes('%00')) return false;
  try {
    decodeURIComponent(url);
    return true;
  } catch {
    return false;
  }
}
