import { createHash } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';

/** Passes bytes on and keeps count: how many, how many lines, and their digest. */
export class Measured extends Transform {
  /** `refusal`: asked when all has passed; what it gives breaks the stream. */
  constructor(private readonly refusal: (measured: Measured) => Error | undefined = () => undefined) {
    super();
  }

  private readonly digest = createHash('sha256');
  bytes = 0;
  /** Line feeds: rows, as `copy` writes them. */
  lines = 0;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.digest.update(chunk);
    this.bytes += chunk.length;
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) this.lines += 1;
    done(null, chunk);
  }

  override _flush(done: TransformCallback): void {
    done(this.refusal(this) ?? null);
  }

  /** Hex; once, when all has passed. */
  sha256(): string {
    return this.digest.digest('hex');
  }
}
