import { argon2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { Injectable } from '@nestjs/common';
import { RedressError } from '../../errors.js';
import { randomBytes } from '../../random.js';
import { turns } from '../../turns.js';
import { identityFault } from './identity-errors.js';
import { isStale, presentCost, readHash, writtenHash, type HashCost } from './password-hash.js';
import { normalPassword } from './password-rules.js';

const derive = promisify(argon2);

/** Each takes 19 MiB and tens of milliseconds of a thread: more at once would hold up everything else. */
const atOnce = 2;
const longestQueue = 64;

const saltBytes = 16;
const tagBytes = 32;

/** A hash of nothing: what is compared with where there is no account or no password, so that it takes as long. */
const nobody = writtenHash({ ...presentCost, salt: Buffer.alloc(saltBytes), tag: Buffer.alloc(tagBytes) });

/** Hashes passwords with argon2id, two at once. */
@Injectable()
export class PasswordHasher {
  private readonly turns = turns(atOnce);
  private asked = 0;

  /** Refuses (503) when too many are waiting already. */
  async hash(password: string): Promise<string> {
    const salt = randomBytes(saltBytes);
    return writtenHash({ ...presentCost, salt, tag: await this.derive(password, salt, tagBytes, presentCost) });
  }

  /**
   * Whether a password has this hash, and whether the hash should be made anew at today's cost. Takes as long where there is no hash.
   * Refuses (503) when too many are waiting already.
   */
  async verify(password: string, written: string | undefined): Promise<{ fits: boolean; isStale: boolean }> {
    const hash = readHash(written ?? nobody);
    if (hash === undefined) throw new TypeError('what is kept of a password is no hash of ours');
    const tag = await this.derive(password, hash.salt, hash.tag.length, hash);
    const fits = timingSafeEqual(tag, hash.tag) && written !== undefined;
    return { fits, isStale: isStale(hash) };
  }

  private async derive(password: string, salt: Buffer, tagLength: number, cost: HashCost): Promise<Buffer> {
    if (this.asked >= longestQueue + atOnce) throw new RedressError([identityFault('identity.busy')]);
    this.asked++;
    try {
      const message = Buffer.from(normalPassword(password), 'utf8');
      return await this.turns.take(() => derive('argon2id', { ...cost, message, nonce: salt, tagLength }));
    } finally {
      this.asked--;
    }
  }
}
