import helmet from 'helmet';

const nothing = ["'none'"];
const own = ["'self'"];

/** What no answer may do, whatever it is. */
const closed = { defaultSrc: nothing, frameAncestors: nothing, baseUri: nothing, formAction: nothing };

/** An answer of the API is data: nothing in it may run, be framed, be cached or be read by another site. Two years, as the preload lists ask for. */
const options = {
  contentSecurityPolicy: { useDefaults: false, directives: closed },
  crossOriginEmbedderPolicy: true,
  xFrameOptions: { action: 'deny' },
  xPoweredBy: false,
} as const;
const overHttps = helmet({ ...options, strictTransportSecurity: { maxAge: 63_072_000, includeSubDomains: true } });
const overHttp = helmet({ ...options, strictTransportSecurity: false });

/** Request and response, as helmet takes them. */
type Exchange = Parameters<typeof overHttp>;

/**
 * Headers of every answer. That a browser is to use https from now on is said only where it was used: on a machine of one's own it would lock
 * out every other port of it.
 */
export function setSecurityHeaders(request: Exchange[0], response: Exchange[1], isHttps: boolean): void {
  (isHttps ? overHttps : overHttp)(request, response, thrown);
  response.setHeader('cache-control', 'no-store');
}

/** helmet is done at once, or tells a policy that cannot be written. */
function thrown(error?: unknown): void {
  if (error instanceof Error) throw error;
}

/** For pages: their own script, style and images, and requests to this server. */
export const pagePolicy = policyText({
  ...closed,
  scriptSrc: own,
  styleSrc: own,
  imgSrc: [...own, 'data:'],
  connectSrc: own,
});

function policyText(directives: Readonly<Record<string, readonly string[]>>): string {
  const name = (key: string): string => key.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
  return Object.entries(directives)
    .map(([key, values]) => `${name(key)} ${values.join(' ')}`)
    .join('; ');
}
