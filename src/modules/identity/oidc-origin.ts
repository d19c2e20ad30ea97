/**
 * The origin at which a browser finds this server, by the `Host` that it sends: a provider sends it back there. Over https but on this
 * machine itself: elsewhere browsers do not keep the cookies of a session without it.
 */
export function originOf(host: string): string {
  const isHere = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host);
  return `${isHere ? 'http' : 'https'}://${host.toLowerCase()}`;
}
