import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type { Actor } from '../../actor.js';
import { ClockKeeper } from '../../clock.keeper.js';
import { now } from '../../clock.js';
import { isUnavailable, RedressError } from '../../errors.js';
import { errorFields } from '../../http/log-line.js';
import { randomBytes } from '../../random.js';
import { Rounds } from '../../rounds.worker.js';
import type { Instant } from '../../rules/values.js';
import { changeComplaints } from '../../store/complaint-changes.writer.js';
import { DATABASE } from '../../store/database-token.js';
import type { Database, Tx } from '../../store/tx.js';
import { inSpan } from '../../telemetry/spans.tracer.js';
import type { ComplaintId } from '../complaints/complaint-id.js';
import { recordEvents } from '../complaints/record-events.js';
import { PoliciesService } from '../policies/policies.service.js';
import * as repository from './sweep.repository.js';
import { sweepStart, type DueComplaint, type SweepPlace } from './sweep.repository.js';

const every = 1_000;
/** Few, so that neither the process nor whoever writes to one of these complaints is kept waiting for long. */
const batch = 50;
/** On their way at once: one is judged while the other is written. */
const lanes = 2;
/** After a batch, as a part of what it took: requests that came meanwhile have their turn. */
const rest = 0.05;
/** At most so long between two signs of life. */
const beatEvery = 5_000;

const by: Actor = { kind: 'system', id: 'sweep' };

/** What a sweep has done. */
export interface Swept {
  /** Complaints looked at. */
  readonly judged: number;
  /** Of those, with another result than before. */
  readonly changed: number;
  /** Notices. */
  readonly told: number;
  /** Complaints that could not be judged. */
  readonly stuck: number;
}

const nothing: Swept = { judged: 0, changed: 0, told: 0, stuck: 0 };

/**
 * Looks at what is due, and at nothing else: judges it again and tells whoever is to be told, in one transaction. Any number of
 * workers on one database share the work; none waits for another, and what is done by one is not due any more for the next. What
 * cannot be judged is set aside, holds up nobody, and is tried again.
 */
@Injectable()
export class Sweep implements OnModuleDestroy {
  private readonly rounds = new Rounds({ about: 'Sweep', every, round: () => this.round() });
  private readonly worker = randomUUID();
  /** Errors that were met, each with the id under which it stands in the log. */
  private readonly errors = new Map<string, string>();
  private total = nothing;
  private startedAt: Instant | undefined;
  private beatAt = -Infinity;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly policies: PoliciesService,
    private readonly clock: ClockKeeper,
  ) {}

  /** From now on, until the application closes. */
  start(): void {
    this.rounds.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.rounds.end();
  }

  /** Once through everything that is due now. */
  async sweep(): Promise<Swept> {
    if (!this.policies.isReady()) return nothing;
    const ended = await Promise.allSettled(Array.from({ length: lanes }, () => this.sweepLane()));
    const failed = ended.find((each) => each.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    const done = ended.map((each) => (each.status === 'fulfilled' ? each.value : nothing)).reduce(together, nothing);
    return done;
  }

  /** What a round that fails leaves over is due still. */
  private async round(): Promise<void> {
    const { judged } = await this.sweep();
    await this.beat(judged > 0);
  }

  private async beat(isNews: boolean): Promise<void> {
    if (!isNews && performance.now() - this.beatAt < beatEvery) return;
    const at = now();
    if (this.startedAt === undefined) await repository.forgetWorkers(this.database.reading, at);
    this.startedAt ??= at;
    const { judged, changed, told } = this.total;
    const { worker, startedAt } = this;
    await repository.beat(this.database.reading, { worker, startedAt, at, judged, changed, told });
    this.beatAt = performance.now();
  }

  private async sweepLane(): Promise<Swept> {
    let done = nothing;
    for (let after: SweepPlace | undefined = sweepStart; after !== undefined && !this.rounds.isEnding;) {
      const began = performance.now();
      const { last, swept }: Batch = await this.sweepBatch(after);
      done = together(done, swept);
      this.total = together(this.total, swept);
      after = last;
      // Catching up may take long, and whoever watches must not take that for standing still.
      if (after !== undefined) await this.beat(false);
      if (after !== undefined) await this.rounds.pause((performance.now() - began) * rest);
    }
    return done;
  }

  private async sweepBatch(after: SweepPlace): Promise<Batch> {
    let taken: readonly DueComplaint[] = [];
    try {
      const swept = await this.inTurn(async (tx, at) => {
        taken = await repository.takeDue(tx, at, after, batch);
        const facts = { 'redress.complaints': taken.length };
        return taken.length === 0 ? nothing : inSpan('sweep', facts, () => this.look(tx, at, taken));
      });
      return { swept, last: taken.at(-1) };
    } catch (error) {
      // What took too long may be one of them: each by itself shows which.
      if (taken.length === 0 || (isUnavailable(error) && !wasTooSlow(error))) throw error;
      return { swept: await this.sweepEach(taken), last: taken.at(-1) };
    }
  }

  /** A batch that failed, each by itself. */
  private async sweepEach(due: readonly DueComplaint[]): Promise<Swept> {
    let done = nothing;
    for (const { id } of due) {
      if (this.rounds.isEnding) break;
      done = together(done, await this.sweepOne(id));
    }
    return done;
  }

  private async sweepOne(id: ComplaintId): Promise<Swept> {
    try {
      return await this.inTurn(async (tx, at) => {
        const due = await repository.takeOne(tx, at, id);
        return this.look(tx, at, due === undefined ? [] : [due]);
      });
    } catch (error) {
      if (isUnavailable(error) && !wasTooSlow(error)) throw error;
      const code = errorFields(error, false)['code'] ?? errorFields(error, false)['error'] ?? 'unknown';
      const hindrance = { id, at: now(), code, errorId: this.named(error, id) };
      return { ...nothing, stuck: (await repository.setAside(this.database.reading, hindrance)) ? 1 : 0 };
    }
  }

  private inTurn<T>(work: (tx: Tx, at: Instant) => Promise<T>): Promise<T> {
    this.clock.check();
    return this.database.transaction((tx) => work(tx, now()));
  }

  /** What is not due any more, because another worker was here just before, is left as it is. */
  private async look(tx: Tx, at: Instant, due: readonly DueComplaint[]): Promise<Swept> {
    if (due.length === 0) return nothing;
    const { set, number } = this.policies.inForce();
    const timeZoneData = process.versions['tz'] ?? '';
    const how = { set, setNumber: number, timeZoneData, at, by, origin: 'sweep', random: randomBytes };
    const ids = due.map(({ id }) => id);
    const looked = await changeComplaints<Swept>(tx, ids, (stored) => {
      const { nextLookAt = null, setNumber = null } = stored?.judgement ?? {};
      // A newer set than this process has heard of is for the next time.
      const isDue = nextLookAt !== null && nextLookAt <= at && (setNumber ?? 0) <= number;
      if (stored === undefined || !isDue) return { answer: nothing };
      const change = recordEvents(stored, [], how);
      const changed = change.judgement === undefined ? 0 : 1;
      return { change, answer: { judged: 1, changed, told: change.notices.length, stuck: 0 } };
    });
    const wereStuck = due.flatMap(({ id, isStuck }) => (isStuck ? [id] : []));
    if (wereStuck.length > 0) await repository.takeBack(tx, wereStuck);
    return [...looked.values()].reduce(together, nothing);
  }

  /** An error is told once, whatever it hinders; the id leads from what is set aside to the line in the log. */
  private named(error: unknown, id: ComplaintId): string {
    const kind = JSON.stringify(errorFields(error, false));
    const known = this.errors.get(kind);
    if (known !== undefined) return known;
    const errorId = randomUUID();
    this.errors.set(kind, errorId);
    const told = error instanceof Error ? error : `not an error but ${typeof error}`;
    new Logger(`Sweep, complaint ${id}, error ${errorId}`).error(told);
    return errorId;
  }
}

function wasTooSlow(error: unknown): boolean {
  return error instanceof RedressError && error.faults.some(({ code }) => code === 'database.too_slow');
}

interface Batch {
  readonly swept: Swept;
  /** The last complaint that was due, or undefined where there was none. */
  readonly last: SweepPlace | undefined;
}

function together(a: Swept, b: Swept): Swept {
  return {
    judged: a.judged + b.judged,
    changed: a.changed + b.changed,
    told: a.told + b.told,
    stuck: a.stuck + b.stuck,
  };
}
