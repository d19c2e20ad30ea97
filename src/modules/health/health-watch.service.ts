import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Log } from '../../http/log-line.js';
import { HealthChecks } from './health-checks.service.js';
import { turns } from './part-state.js';

const every = 15_000;

/** Looks at the parts all the time, and puts into the log what is wrong when it begins and when it is over: a line each, however long it lasts. */
@Injectable()
export class HealthWatch implements OnModuleDestroy {
  private readonly end = new AbortController();
  private working: Promise<void> | undefined;

  constructor(private readonly checks: HealthChecks) {}

  /** From now on, until the application closes; `interval` in milliseconds. */
  start(log: Log, interval = every): void {
    this.working ??= this.work(log, interval);
  }

  async onModuleDestroy(): Promise<void> {
    this.end.abort();
    await this.working;
  }

  private async work(log: Log, interval: number): Promise<void> {
    const known = new Map<string, string | undefined>();
    while (!this.end.signal.aborted) {
      for (const { part, needed, code } of turns(known, await this.checks.states())) {
        known.set(part, code);
        if (code === undefined) log({ event: 'health', part, state: 'well' });
        else log({ event: 'health', level: needed === 'attention' ? 'warn' : 'error', part, state: 'unwell', code });
      }
      await sleep(interval, undefined, { signal: this.end.signal }).catch(() => undefined);
    }
  }
}
