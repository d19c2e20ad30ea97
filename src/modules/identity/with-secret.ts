import { Reply } from '../../http/reply.js';

/**
 * The answer of `once` with a secret that is shown this one time. What is kept for a repetition never holds it: the same request again is
 * answered without.
 */
export function withSecret<T extends object, Name extends string>(
  reply: Reply<T>,
  name: Name,
  secret: string,
): Reply<T & Record<Name, string | null>> {
  const isRepeated = reply.more.headers?.['idempotency-replayed'] !== undefined;
  const shown: Record<string, string | null> = { [name]: isRepeated ? null : secret };
  // The one key that the type names.
  return new Reply({ ...reply.body, ...(shown as Record<Name, string | null>) }, reply.more);
}
