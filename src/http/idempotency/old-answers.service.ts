import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { now } from '../../clock.js';
import { DATABASE } from '../../store/database-token.js';
import type { Database } from '../../store/tx.js';
import { tellOnce } from '../tell-once.logger.js';
import { forget } from './idempotency.repository.js';

const every = 3_600_000;
const week = 7 * 24 * 3_600_000;

/** Forgets the answers of requests with a key when their week is over, hourly for as long as the service runs. */
@Injectable()
export class OldAnswers implements OnModuleDestroy {
  private readonly end = new AbortController();
  private readonly tell = tellOnce();
  private working: Promise<void> | undefined;

  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** From now on, until the application closes. */
  start(): void {
    this.working ??= this.work();
  }

  async onModuleDestroy(): Promise<void> {
    this.end.abort();
    await this.working;
  }

  private async work(): Promise<void> {
    while (!this.end.signal.aborted) {
      try {
        await forget(this.database.reading, now() - week);
      } catch (error) {
        this.tell(error, 'Forgetting old answers');
      }
      await sleep(every, undefined, { signal: this.end.signal }).catch(() => undefined);
    }
  }
}
