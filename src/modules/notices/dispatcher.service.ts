import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { now } from '../../clock.js';
import { RedressError } from '../../errors.js';
import { Rounds } from '../../rounds.worker.js';
import type { Instant } from '../../rules/values.js';
import { PoliciesService } from '../policies/policies.service.js';
import { noticesFault } from './notice-errors.js';
import { TellingService } from './telling.service.js';

const every = 1_000;
/** So often (ms) everything that waits is looked at again, for whom somebody may have been named since. */
const everything = 30_000;

/** So long (ms) what waits may wait for what is about to come. */
const together = 120_000;

/** Tells what waits, from `start` on, for as long as the process runs. Any number of processes may: one at a time has the turn. */
@Injectable()
export class Dispatcher implements OnModuleDestroy {
  private readonly rounds = new Rounds({ about: 'Notices', every, round: () => this.round() });
  private since: Instant | undefined;
  private lookedAt = -Infinity;
  private behindSince: number | undefined;
  private nobody: ReadonlySet<string> = new Set();

  constructor(
    private readonly telling: TellingService,
    private readonly policies: PoliciesService,
  ) {}

  /** From now on, until the application closes. */
  start(): void {
    this.rounds.start();
  }

  /** Roles of notices that wait because nobody can be told; as far as this process knows. */
  toNobody(): ReadonlySet<string> {
    return this.nobody;
  }

  /** Refuses where notices wait for somebody to be named. */
  check(): Promise<void> {
    if (this.nobody.size === 0) return Promise.resolve();
    const roles = [...this.nobody].sort().join(', ');
    return Promise.reject(new RedressError([noticesFault('notices.nobody', { roles })]));
  }

  onModuleDestroy(): Promise<void> {
    return this.rounds.end();
  }

  /** One round: tells what is new, and now and then everything that waits; then puts on its way what was held back. */
  async round(): Promise<void> {
    if (!this.policies.isReady()) return;
    if (await this.isBetterTogether()) return;
    const isWhole = performance.now() - this.lookedAt > everything;
    const began = now();
    const { tookTurn, toNobody } = await this.telling.tell(isWhole ? undefined : this.since);
    await this.telling.release();
    if (!tookTurn) return;
    this.since = began;
    if (isWhole) {
      this.lookedAt = performance.now();
      await this.telling.recover();
    }
    this.remember(isWhole ? toNobody : new Set([...this.nobody, ...toNobody]));
  }

  /** While a sweep catches up, what is told together disturbs less; but nobody is kept waiting for long. */
  private async isBetterTogether(): Promise<boolean> {
    if (!(await this.telling.isCatchingUp())) {
      this.behindSince = undefined;
      return false;
    }
    this.behindSince ??= performance.now();
    return performance.now() - this.behindSince < together;
  }

  private remember(roles: ReadonlySet<string>): void {
    const added = [...roles].filter((role) => !this.nobody.has(role));
    this.nobody = roles;
    if (added.length > 0) new Logger('Notices').warn(`nobody can be told for the role ${added.sort().join(', ')}`);
  }
}
