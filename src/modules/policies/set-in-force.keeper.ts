import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Rounds } from '../../rounds.worker.js';
import { PoliciesService } from './policies.service.js';

const every = 1_000;

/**
 * Lets a process notice within a second that another one has put a newer set in force. What it judged by the older one meanwhile is judged
 * again like everything else that an older set has judged.
 */
@Injectable()
export class SetInForceKeeper implements OnModuleDestroy {
  private readonly rounds = new Rounds({
    about: 'Looking for a newer set of policies',
    every,
    round: () => this.policies.refresh(),
  });

  constructor(@Inject(PoliciesService) private readonly policies: PoliciesService) {}

  /** From now on, until the application closes. */
  start(): void {
    this.rounds.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.rounds.end();
  }
}
