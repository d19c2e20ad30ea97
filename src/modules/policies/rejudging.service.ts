import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Actor } from '../../actor.js';
import { now } from '../../clock.js';
import { isUnavailable } from '../../errors.js';
import { randomBytes } from '../../random.js';
import { Rounds } from '../../rounds.worker.js';
import { DATABASE } from '../../store/database-token.js';
import { beforeAllIds } from '../../store/sql-parts.js';
import type { Database } from '../../store/tx.js';
import { changeComplaints } from '../../store/complaint-changes.writer.js';
import type { ComplaintId } from '../complaints/complaint-id.js';
import { recordEvents } from '../complaints/record-events.js';
import { PoliciesService, type InForce } from './policies.service.js';
import { countJudged, judgedByOlder, newestNumber, takeTurn } from './policy-sets.repository.js';

const every = 1_000;
/** Few, so that neither the process nor whoever writes to one of these complaints is kept waiting for long. */
const batch = 100;
/** Between batches, as many times as long as the batch took: people who wait for an answer come first. */
const rest = 1;
/** How long complaints that could not be judged are left alone. */
const retryStuck = 60_000;

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
  private readonly rounds = new Rounds({ about: 'Judging again', every, round: () => this.round() });
  /** The set by which some could not be judged, and when they are tried again. */
  private stuck = { number: 0, until: 0 };

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly policies: PoliciesService,
  ) {}

  /** From now on, until the application closes. */
  start(): void {
    this.rounds.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.rounds.end();
  }

  async progress(): Promise<Rejudged> {
    const { total, older } = await countJudged(this.database.reading, this.policies.inForce().stored);
    return { judged: total - older, total };
  }

  /** What a round that fails leaves over is found again. */
  private async round(): Promise<void> {
    await this.policies.refresh();
    if (this.policies.isReady()) await this.judgeAll(this.policies.inForce());
  }

  /** Once over all complaints, for as long as this set is in force. */
  private async judgeAll(inForce: InForce): Promise<void> {
    if (inForce.number === this.stuck.number && performance.now() < this.stuck.until) return;
    for (let after: ComplaintId | undefined = beforeAllIds; after !== undefined && !this.rounds.isEnding;) {
      const began = performance.now();
      after = await this.judgeSome(inForce, after);
      if (after !== undefined) await this.rounds.pause((performance.now() - began) * rest);
    }
  }

  private async judgeSome(inForce: InForce, after: ComplaintId): Promise<ComplaintId | undefined> {
    try {
      return await this.judgeBatch(inForce, after, batch);
    } catch (error) {
      if (isUnavailable(error)) throw error;
      return this.judgeEach(inForce, after);
    }
  }

  /** A batch that failed, each by itself: a complaint that cannot be judged is gone past, and does not hold up those after it. */
  private async judgeEach(inForce: InForce, start: ComplaintId): Promise<ComplaintId | undefined> {
    let after: ComplaintId | undefined = start;
    for (let done = 0; done < batch && after !== undefined && !this.rounds.isEnding; done++) {
      const place: ComplaintId = after;
      try {
        after = await this.judgeBatch(inForce, place, 1);
      } catch (error) {
        if (isUnavailable(error)) throw error;
        [after] = await judgedByOlder(this.database.reading, inForce.stored, place, 1);
        if (after !== undefined) this.rounds.tell(error, `Judging again, complaint ${after}`);
        this.stuck = { number: inForce.number, until: performance.now() + retryStuck };
      }
    }
    return after;
  }

  /** Gives the last complaint judged, or undefined where there is no more to do, or somebody else does it. */
  private judgeBatch(
    { set, number, stored: row }: InForce,
    after: ComplaintId,
    size: number,
  ): Promise<ComplaintId | undefined> {
    return this.database.transaction(async (tx) => {
      if (!(await takeTurn(tx)) || (await newestNumber(tx)) !== number) return undefined;
      const ids = await judgedByOlder(tx, row, after, size);
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
}
