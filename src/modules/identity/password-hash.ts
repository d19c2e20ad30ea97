/** What a hash costs: memory in KiB, passes over it, lanes. */
export interface HashCost {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

/** An argon2id hash with what is needed to make it again. */
export interface PasswordHash extends HashCost {
  readonly salt: Buffer;
  readonly tag: Buffer;
}

/** OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane. */
export const presentCost: HashCost = { memory: 19_456, passes: 2, parallelism: 1 };

/** In the PHC string format: `$argon2id$v=19$m=19456,t=2,p=1$SALT$TAG`. */
export function writtenHash({ memory, passes, parallelism, salt, tag }: PasswordHash): string {
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${bare(salt)}$${bare(tag)}`;
}

const form = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

/** Undefined for a text that `writtenHash` did not make. */
export function readHash(text: string): PasswordHash | undefined {
  const [, memory, passes, parallelism, salt, tag] = form.exec(text) ?? [];
  if (salt === undefined || tag === undefined) return undefined;
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
}

/** Whether a hash was made at another cost than is asked for now: then it is made anew as soon as the password is known. */
export function isStale({ memory, passes, parallelism }: HashCost): boolean {
  return memory !== presentCost.memory || passes !== presentCost.passes || parallelism !== presentCost.parallelism;
}

function bare(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}
