import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Actor } from '../../actor.js';
import { now } from '../../clock.js';
import { randomBytes } from '../../random.js';
import { DATABASE } from '../../store/database-token.js';
import type { Database } from '../../store/tx.js';
import { changeComplaints } from '../../store/write-path.js';
import type { ComplaintId } from '../complaints/complaint-id.js';
import { recordEvents } from '../complaints/record-events.js';
import { PoliciesService, type InForce } from './policies.service.js';
import { countJudged, judgedByOlder, newestNumber, takeTurn } from './policy-sets.repository.js';

const every = 1_000;
/** Few, so that neither the process nor whoever writes to one of these complaints is kept waiting for long. */
const batch = 100;
/** Between batches, as many times as long as the batch took: people who wait for an answer come first. */
const rest = 1;

const before: ComplaintId = '00000000-0000-0000-0000-000000000000';
const by: Actor = { kind: 'system', id: 'rejudging' };

/** How many complaints were last judged by the set in force, or by one that says the same. */
export interface Rejudged {
  readonly judged: number;
  readonly total: number;
}

/**
 * Keeps what is stored up to the set in force: notices a newer set within a second, and judges again what an older one has judged. What
 * remains to be done follows from the rows alone, so that it goes on wherever it was interrupted.
 */
@Injectable()
export class Rejudging implements OnModuleDestroy {
  private readonly end = new AbortController();
  private working: Promise<void> | undefined;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly policies: PoliciesService,
  ) {}

  /** From now on, until the application closes. */
  start(): void {
    this.working ??= this.work();
  }

  async onModuleDestroy(): Promise<void> {
    this.end.abort();
    await this.working;
  }

  async progress(): Promise<Rejudged> {
    const { total, older } = await countJudged(this.database.reading, this.policies.inForce().stored);
    return { judged: total - older, total };
  }

  private async work(): Promise<void> {
    while (!this.end.signal.aborted) {
      try {
        await this.policies.refresh();
        if (this.policies.isReady()) await this.judgeAll(this.policies.inForce());
      } catch {
        // The database cannot be reached, which is told elsewhere: what is left over is found again.
      }
      await this.pause(every);
    }
  }

  /** Once over all complaints, for as long as this set is in force. */
  private async judgeAll(inForce: InForce): Promise<void> {
    for (let after: ComplaintId | undefined = before; after !== undefined && !this.end.signal.aborted;) {
      const began = performance.now();
      after = await this.judgeSome(inForce, after);
      if (after !== undefined) await this.pause((performance.now() - began) * rest);
    }
  }

  /** A batch; gives its last complaint, or undefined where there is no more to do, or somebody else does it. */
  private judgeSome({ set, number, stored: row }: InForce, after: ComplaintId): Promise<ComplaintId | undefined> {
    return this.database.transaction(async (tx) => {
      if (!(await takeTurn(tx)) || (await newestNumber(tx)) !== number) return undefined;
      const ids = await judgedByOlder(tx, row, after, batch);
      if (ids.length === 0) return undefined;
      const timeZoneData = process.versions['tz'] ?? '';
      const how = { set, setNumber: number, timeZoneData, at: now(), by, origin: 'rejudging', random: randomBytes };
      await changeComplaints(tx, ids, (stored) => {
        const isDone = stored === undefined || (stored.judgement.setNumber ?? 0) >= number;
        return { answer: undefined, ...(isDone ? {} : { change: recordEvents(stored, [], how) }) };
      });
      return ids.at(-1);
    });
  }

  private async pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.end.signal }).catch(() => undefined);
  }
}
