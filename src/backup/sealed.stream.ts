import {
  createCipheriv,
  createDecipheriv,
  scrypt as scryptCallback,
  type BinaryLike,
  type ScryptOptions,
} from 'node:crypto';
import { Transform, type Duplex, type TransformCallback } from 'node:stream';
import { RedressError } from '../errors.js';
import { randomBytes } from '../random.js';
import { backupFault } from './backup-errors.js';

/**
 * An encrypted backup: this line, 16 bytes of salt, then frames of AES-256-GCM. Each has its length (4 bytes), the encrypted bytes and a
 * tag of 16; its number and whether it is the last are authenticated with it, so that frames can be neither exchanged nor cut off.
 */
export const sealedMagic = Buffer.from('redress-backup-sealed-1\n');

const saltLength = 16;
const tagLength = 16;
const frameLength = 65_536;
/** 64 MB and some tenths of a second for each try at a passphrase. */
const cost: ScryptOptions = { N: 65_536, r: 8, p: 1, maxmem: 128 * 1024 * 1024 };

/** Characters of a passphrase at least. */
export const leastPassphrase = 16;

/** Encrypts what passes with a passphrase. */
export async function sealing(passphrase: string): Promise<Duplex> {
  const salt = randomBytes(saltLength);
  const key = await keyOf(passphrase, salt);
  let waiting = Buffer.alloc(0);
  let number = 0;
  const frame = (bytes: Buffer, isLast: boolean): Buffer => {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number), { authTagLength: tagLength });
    cipher.setAAD(marked(number++, isLast));
    const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(sealed.length);
    return Buffer.concat([length, sealed, cipher.getAuthTag()]);
  };
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      waiting = Buffer.concat([waiting, chunk]);
      // One is kept back: the last of all is marked as such.
      while (waiting.length > frameLength) {
        this.push(frame(waiting.subarray(0, frameLength), false));
        waiting = waiting.subarray(frameLength);
      }
      done();
    },
    flush(done) {
      done(null, frame(waiting, true));
    },
  });
  stream.push(Buffer.concat([sealedMagic, salt]));
  return stream;
}

/** Decrypts what `sealing` has written. Breaks with `backup.wrong_passphrase` at the first frame that is not as it was written. */
export async function unsealing(passphrase: string, salt: Buffer): Promise<Duplex> {
  const key = await keyOf(passphrase, salt);
  let waiting = Buffer.alloc(0);
  let number = 0;
  const opened = (isLast: boolean): Buffer => {
    const length = waiting.readUInt32BE(0);
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(number), { authTagLength: tagLength });
    decipher.setAAD(marked(number++, isLast));
    decipher.setAuthTag(waiting.subarray(4 + length, 4 + length + tagLength));
    const plain = Buffer.concat([decipher.update(waiting.subarray(4, 4 + length)), decipher.final()]);
    waiting = waiting.subarray(4 + length + tagLength);
    return plain;
  };
  const guarded = (done: TransformCallback, work: () => void): void => {
    try {
      work();
      done();
    } catch (error) {
      done(new RedressError([backupFault('backup.wrong_passphrase')], { cause: error }));
    }
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      guarded(done, () => {
        waiting = Buffer.concat([waiting, chunk]);
        while (isWhole(waiting) && waiting.length > 4 + waiting.readUInt32BE(0) + tagLength) this.push(opened(false));
      });
    },
    flush(done) {
      guarded(done, () => {
        if (!isWhole(waiting)) throw new RangeError('cut short');
        this.push(opened(true));
      });
    },
  });
}

/** Where the frames begin, and the salt before them; undefined for a file that is not encrypted. */
export function sealedSalt(head: Buffer): Buffer | undefined {
  const isSealed = head.subarray(0, sealedMagic.length).equals(sealedMagic);
  return isSealed ? head.subarray(sealedMagic.length, sealedStart) : undefined;
}

export const sealedStart = sealedMagic.length + saltLength;

function isWhole(bytes: Buffer): boolean {
  if (bytes.length < 4) return false;
  const length = bytes.readUInt32BE(0);
  if (length > frameLength) throw new RangeError('a frame that is too long');
  return bytes.length >= 4 + length + tagLength;
}

/** The key is for one file alone, so that the number of a frame is a nonce that never comes twice. */
function nonceOf(number: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(number, 6, 6);
  return nonce;
}

function marked(number: number, isLast: boolean): Buffer {
  return Buffer.from(`${number}${isLast ? ' last' : ''}`);
}

function keyOf(passphrase: BinaryLike, salt: Buffer): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  scryptCallback(passphrase, salt, 32, cost, (error, key) => (error === null ? resolve(key) : reject(error)));
  return promise;
}
