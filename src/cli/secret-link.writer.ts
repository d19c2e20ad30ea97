import { readPublicUrl, readServerConfig } from '../config.js';

/** The address of a page with a secret behind `#`: browsers keep that part to themselves. */
export function publicLink(page: string, secret: string): string {
  return `${readPublicUrl() ?? usualUrl()}/${page}#${secret}`;
}

/** Where `redress serve` listens with this environment. */
function usualUrl(): string {
  const { address, port } = readServerConfig();
  const isAnywhere = address === '0.0.0.0' || address === '::';
  const host = isAnywhere ? '127.0.0.1' : address.includes(':') ? `[${address}]` : address;
  return `http://${host}:${port}`;
}

/** A secret alone on the standard output, so that a script can take it; what people read about it beside. */
export function tellSecret(about: string, secret: string): void {
  process.stderr.write(`${about}\n`);
  process.stdout.write(`${secret}\n`);
}
