import { callbackify } from 'node:util';
import pg from 'pg';

type Callback = (error: Error | null, client?: pg.Client) => void;

/**
 * The server may cut a connection just when the pool hands it out, in the moment in which nobody listens to it: such an error must not
 * end the process. Whoever then sends something is refused.
 *
 * The driver leaves the socket of a login open that it gives up itself (no password, a wrong signature): the server would wait for
 * it for a minute, and hold up whoever changes something for all its connections. Here it is closed.
 */
export class TidyClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }

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
