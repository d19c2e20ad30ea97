import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { now } from '../../clock.js';
import { Rounds } from '../../rounds.worker.js';
import { DATABASE } from '../../store/database-token.js';
import type { Database } from '../../store/tx.js';
import { forget } from './idempotency.repository.js';

const every = 3_600_000;
const week = 7 * 24 * 3_600_000;

/** Forgets the answers of requests with a key when their week is over, hourly for as long as the service runs. */
@Injectable()
export class OldAnswers implements OnModuleDestroy {
  private readonly rounds = new Rounds({
    about: 'Forgetting old answers',
    every,
    round: () => forget(this.database.reading, now() - week),
  });

  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** From now on, until the application closes. */
  start(): void {
    this.rounds.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.rounds.end();
  }
}
