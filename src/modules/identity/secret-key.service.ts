import { hkdfSync } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { readSecretKeyPlace } from '../../config.js';
import { readSecretKey } from './secret-key.file.js';

/** Keys for what is kept or handed out under a secret of this installation, one for each purpose. */
@Injectable()
export class SecretKey {
  private key: Promise<string> | undefined;

  /** 256 bits for this purpose, the same at every start. Refuses a key that cannot be read. */
  async for(purpose: string): Promise<Buffer> {
    this.key ??= readSecretKey(readSecretKeyPlace());
    try {
      return Buffer.from(hkdfSync('sha256', await this.key, '', `redress ${purpose}`, 32));
    } catch (error) {
      // The file may be mended while the service runs.
      this.key = undefined;
      throw error;
    }
  }
}
