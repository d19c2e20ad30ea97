import { isSecret } from './secret.js';
import { cookieIn } from './session-cookie.js';

/** How long somebody may take at the provider. */
export const attemptLasts = 10 * 60_000;

/**
 * Binds an attempt to sign in to the browser that began it. Lax, unlike the cookie of the session: the answer comes with the visitor from
 * the provider's site, and a strict cookie would not come with it.
 */
const name = '__Host-redress-oidc';

export function setBrowser(secret: string): string {
  return `${name}=${secret}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=${attemptLasts / 1_000}`;
}

/** The browser's secret, if it has one: then attempts in several tabs do not end each other. */
export function browserSecret(header: string | undefined): string | undefined {
  const value = cookieIn(header, name);
  return value !== undefined && isSecret(value) ? value : undefined;
}
