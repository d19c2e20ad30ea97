import { Inject, Injectable } from '@nestjs/common';
import { now } from '../../clock.js';
import { DATABASE } from '../../store/database-token.js';
import type { Database } from '../../store/tx.js';
import { readFigures, rolesNobodyHolds } from './figures.repository.js';
import type { Figures } from './figures.js';

/** However many ask: the database is not asked more often than this, in milliseconds. */
const freshFor = 5_000;

/** The figures of operation, at most five seconds old. */
@Injectable()
export class FiguresService {
  private last: { readonly at: number; readonly answer: Promise<Figures> } | undefined;

  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Refuses where the database cannot be reached; the next one who asks tries again. */
  read(): Promise<Figures> {
    const at = performance.now();
    if (this.last !== undefined && at - this.last.at < freshFor) return this.last.answer;
    const answer = readFigures(this.database.reading, now());
    this.last = { at, answer };
    answer.catch(() => {
      if (this.last?.answer === answer) this.last = undefined;
    });
    return answer;
  }

  /** Roles that somebody was to be told as, more than `seconds` ago, and that nobody holds. */
  rolesNobodyHolds(seconds: number): Promise<readonly string[]> {
    return rolesNobodyHolds(this.database.reading, now() - seconds * 1_000);
  }
}
