import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { correctBy, ownTime } from './clock.js';
import { clockOffset, type ClockSample } from './clock-offset.js';
import { isUnavailable } from './errors.js';
import type { Instant } from './rules/values.js';
import { DATABASE } from './store/database-token.js';
import { milliseconds } from './store/sql-parts.js';
import type { Database } from './store/tx.js';

/** What a process goes by. */
export interface ClockSource {
  /** The clock that all workers go by. */
  readonly reference: () => Promise<Instant>;
  /** A clock of this machine that cannot jump, in milliseconds. Without one, jumps of its own clock are taken as they come. */
  readonly steady?: () => number;
}

/** How often it is asked. */
const every = 30_000;
/** How often this machine's clock is held against one that cannot jump. */
const watchEvery = 250;
const samples = 5;
/** Smaller differences are left as they are, so that instants of one machine never go back by a hair. */
const negligible = 25;
/** From here on it is told: a clock that somebody has set, not one that drifts. */
const worthTelling = 1_000;
/** A jump of this machine's own clock. */
const jump = 500;

/**
 * Lets this process go by the clock of the database, so that workers on many machines judge for one time, however their own clocks
 * stand. A clock of the machine that jumps is noticed at once. A correction takes nothing back that was judged: that is `recordEvents`'s
 * to see to.
 */
@Injectable()
export class ClockKeeper implements OnModuleDestroy {
  private readonly log = new Logger('Clock');
  private timers: readonly NodeJS.Timeout[] = [];
  private source: ClockSource;
  private correction = 0;
  /** This machine's clock less the one that cannot jump, when they were last compared. */
  private lead: number | undefined;
  private measuring: Promise<void> | undefined;
  private isUnreachable = false;

  constructor(@Inject(DATABASE) database: Database) {
    this.source = { reference: databaseClock(database), steady };
  }

  /**
   * Corrects the clock before it returns, and from then on every half minute until the application closes. Another source is for tests
   * of what takes days.
   */
  async start(source: ClockSource = this.source): Promise<void> {
    if (this.timers.length > 0) return;
    this.source = source;
    this.lead = this.leadNow();
    this.timers = [setInterval(() => void this.measure(), every), setInterval(() => this.check(), watchEvery)];
    for (const timer of this.timers) timer.unref();
    await this.measure();
  }

  async onModuleDestroy(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    this.timers = [];
    await this.measuring;
  }

  /** Notices a jump of the machine's clock at once, and takes it out until the reference has been asked again. */
  check(): void {
    const lead = this.leadNow();
    if (this.lead === undefined || lead === undefined) return;
    const jumped = lead - this.lead;
    if (Math.abs(jumped) < jump) return;
    this.lead = lead;
    this.correct(this.correction - jumped);
    this.log.warn(`The clock of this machine jumped by ${seconds(jumped)} s; that is taken out.`);
    void this.measure();
  }

  /** Asks the reference, and corrects by what most answers say. While it cannot be reached the last correction stays. */
  measure(): Promise<void> {
    this.measuring ??= this.ask().finally(() => {
      this.measuring = undefined;
    });
    return this.measuring;
  }

  private async ask(): Promise<void> {
    try {
      const taken: ClockSample[] = [];
      for (let n = 0; n < samples; n++) taken.push(await this.sample());
      this.isUnreachable = false;
      this.lead = this.leadNow();
      this.follow(clockOffset(taken));
    } catch (error) {
      if (!this.isUnreachable && !isUnavailable(error)) this.log.error(error);
      this.isUnreachable = true;
    }
  }

  private async sample(): Promise<ClockSample> {
    const before = steady();
    const own = ownTime();
    const reference = await this.source.reference();
    return { own, took: steady() - before, reference };
  }

  private leadNow(): number | undefined {
    const { steady: other } = this.source;
    return other === undefined ? undefined : ownTime() - other();
  }

  private follow({ offset, uncertainty }: { readonly offset: number; readonly uncertainty: number }): void {
    const change = offset - this.correction;
    if (Math.abs(change) <= Math.max(negligible, uncertainty)) return;
    this.correct(offset);
    if (Math.abs(change) < worthTelling) return;
    this.log.warn(
      `The clock of this machine is off by ${seconds(-offset)} s; this process goes by the database's clock.`,
    );
  }

  private correct(milliseconds: number): void {
    this.correction = Math.round(milliseconds);
    correctBy(this.correction);
  }
}

function steady(): number {
  return performance.now();
}

function seconds(milliseconds: number): string {
  return `${milliseconds > 0 ? '+' : ''}${(milliseconds / 1_000).toFixed(1)}`;
}

/** The database's own clock, as it runs on within a transaction. */
function databaseClock({ reading }: Database): ClockSource['reference'] {
  return async () => {
    const [row] = await reading.query<{ at: number }>('clock', `select ${milliseconds('clock_timestamp()')} as at`);
    if (row === undefined) throw new RangeError('a select without a row');
    return row.at;
  };
}
