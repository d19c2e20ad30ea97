import { createHmac } from 'node:crypto';
import { isSecret } from './secret.js';

/** `__Host-`: set by this host alone, over TLS (or on this machine), for all its paths. */
export const sessionCookie = '__Host-redress';
export const deviceCookie = '__Host-redress-device';

const guarded = 'Path=/; Secure; HttpOnly; SameSite=Strict';
const deviceSeconds = 180 * 24 * 3_600;

/** A session's cookie ends with the browser; the session itself ends earlier. */
export function setSession(secret: string): string {
  return `${sessionCookie}=${secret}; ${guarded}`;
}

export const endSession = `${sessionCookie}=; ${guarded}; Max-Age=0`;

export function setDevice(value: string): string {
  return `${deviceCookie}=${value}; ${guarded}; Max-Age=${deviceSeconds}`;
}

/** The value of a cookie in the header `Cookie`; undefined where it is not there, or is there twice. */
export function cookieIn(header: string | undefined, name: string): string | undefined {
  const found = (header ?? '').split(';').flatMap((pair) => {
    const [key, ...value] = pair.split('=');
    return key?.trim() === name ? [value.join('=').trim()] : [];
  });
  return found.length === 1 ? found[0] : undefined;
}

/** Whether the header has a cookie of this name, well-formed or not. */
export function hasCookie(header: string | undefined, name: string): boolean {
  return (header ?? '').split(';').some((pair) => pair.split('=', 1)[0]?.trim() === name);
}

/** The secret of the session that a request shows, if it can be one. */
export function sessionSecret(header: string | undefined): string | undefined {
  const value = cookieIn(header, sessionCookie);
  return value !== undefined && isSecret(value) ? value : undefined;
}

/** The token that changes must carry: made from the session's secret, so that no other session's fits, and from which it cannot be found. */
export function csrfOf(secret: string): string {
  return createHmac('sha256', secret).update('redress csrf').digest('base64url');
}
