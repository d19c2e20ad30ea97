import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { tellOnce } from '../../http/tell-once.logger.js';
import { PoliciesService } from './policies.service.js';

const every = 1_000;

/**
 * Lets a process notice within a second that another one has put a newer set in force. What it judged by the older one meanwhile is judged
 * again like everything else that an older set has judged.
 */
@Injectable()
export class SetInForceKeeper implements OnModuleDestroy {
  private readonly end = new AbortController();
  private readonly tell = tellOnce();
  private working: Promise<void> | undefined;

  constructor(@Inject(PoliciesService) private readonly policies: PoliciesService) {}

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
        await this.policies.refresh();
      } catch (error) {
        this.tell(error, 'Looking for a newer set of policies');
      }
      await sleep(every, undefined, { signal: this.end.signal }).catch(() => undefined);
    }
  }
}
