import { setTimeout as sleep } from 'node:timers/promises';
import { tellOnce, type TellOnce } from './http/tell-once.logger.js';

/** What is done in rounds. */
export interface RoundsOf {
  /** What the log calls it. */
  readonly about: string;
  /** Milliseconds between two rounds. */
  readonly every: number;
  readonly round: () => Promise<unknown>;
}

/** Work that is done round after round until it is ended. A round that fails is told to the log once for its kind; the next one tries again. */
export class Rounds {
  readonly #end = new AbortController();
  /** Tells the log once of an error that a round goes on after. */
  readonly tell: TellOnce = tellOnce();
  readonly #of: RoundsOf;
  #working: Promise<void> | undefined;

  constructor(of: RoundsOf) {
    this.#of = of;
  }

  /** From now on; a second call changes nothing. */
  start(): void {
    this.#working ??= this.#work();
  }

  /** Whether a long round should come to its end. */
  get isEnding(): boolean {
    return this.#end.signal.aborted;
  }

  /** Within a round: so many milliseconds, or until the end. */
  async pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.#end.signal }).catch(() => undefined);
  }

  /** No further round; resolves when the one under way has ended. */
  async end(): Promise<void> {
    this.#end.abort();
    await this.#working;
  }

  async #work(): Promise<void> {
    while (!this.isEnding) {
      try {
        await this.#of.round();
      } catch (error) {
        this.tell(error, this.#of.about);
      }
      await this.pause(this.#of.every);
    }
  }
}
