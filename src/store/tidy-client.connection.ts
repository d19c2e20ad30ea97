import { callbackify } from 'node:util';
import pg from 'pg';

type Callback = (error: Error | null, client?: pg.Client) => void;

/**
 * The driver leaves the socket of a login open that it gives up itself (no password, a wrong signature): the server would wait for
 * it for a minute, and hold up whoever changes something for all its connections. Here it is closed.
 */
export class TidyClient extends pg.Client {
  override connect(): Promise<pg.Client>;
  override connect(callback: Callback): void;
  override connect(callback?: Callback): Promise<pg.Client> | void {
    const attempt = (): Promise<pg.Client> =>
      super.connect().catch((error: unknown) => {
        void this.end().catch(() => undefined);
        throw error;
      });
    return callback === undefined ? attempt() : callbackify(attempt)(callback);
  }
}
