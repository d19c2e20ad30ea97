import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Actor } from '../../actor.js';
import { now } from '../../clock.js';
import { readSolo } from '../../config.js';
import { RedressError } from '../../errors.js';
import type { Claim } from '../../http/idempotency/claim.js';
import type { Reply } from '../../http/reply.js';
import { auditFiles, type AuditFiles } from '../../reports/audit-files.writer.js';
import { makeAudit } from '../../reports/audit.maker.js';
import type { AuditReport } from '../../reports/audit-report.js';
import { zoneOf } from '../../rules/time/zone.js';
import { DATABASE } from '../../store/database-token.js';
import type { Database } from '../../store/tx.js';
import { inSpan } from '../../telemetry/spans.tracer.js';
import { PoliciesService } from '../policies/policies.service.js';
import { SetApprovals } from '../policies/set-approvals.service.js';
import { Orders } from '../runs/orders.service.js';
import type { Run, RunId } from '../runs/run.js';
import { RunsService, type RunPage } from '../runs/runs.service.js';
import { accountOf, filesIn, isKept, type MadeFile, type ReportProgress } from './report-account.js';
import {
  foldersIn,
  makeFolder,
  measured,
  openVerified,
  removeFolder,
  sealFiles,
  type VerifiedFile,
} from './report-files.keeper.js';
import {
  judgedAt,
  orderOf,
  requestRecord,
  type AuditRequest,
  type PlannedFile,
  type WrittenRequest,
} from './report-request.js';
import { REPORTS_FOLDER } from './reports-folder-token.js';
import { reportsFault } from './reports-errors.js';
import { storedComplaints } from './stored-complaints.reader.js';

const tellEvery = 1_000;
/** How long a report that is being written is waited for when the application stops. */
const patience = 5_000;

/** What somebody wants: the request as it was read and as it was written, and the files. */
export interface Order {
  readonly request: AuditRequest;
  readonly written: WrittenRequest;
  readonly files: readonly PlannedFile[];
}

/** A file under a name of the caller's own. */
export type OwnFile = PlannedFile & { readonly path: string };

interface Manner {
  readonly onProgress?: (progress: ReportProgress) => void;
  readonly stop?: AbortSignal;
}

/** Makes audits of what is stored: one at a time, each with a run that says who asked and what came of it. */
@Injectable()
export class ReportsService implements BeforeApplicationShutdown {
  readonly #stop = new AbortController();
  readonly #open = new Map<RunId, Promise<void>>();

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly runs: RunsService,
    private readonly policies: PoliciesService,
    private readonly approvals: SetApprovals,
    private readonly orders: Orders,
    @Inject(REPORTS_FOLDER) private readonly folder: string,
  ) {}

  /** Makes a report now, into files of the caller's own. A failure is kept in its run and thrown. */
  async makeNow(
    { request, written }: Pick<Order, 'request' | 'written'>,
    files: readonly OwnFile[],
    by: Actor,
    onProgress?: (progress: ReportProgress) => void,
  ): Promise<{ readonly run: Run; readonly report: AuditReport }> {
    const id = await this.runs.begin('report', by, requestRecord(written, files));
    const making = this.#makeOwn(id, request, files, onProgress).catch(async (error: unknown) => {
      if (!this.#stop.signal.aborted) await this.runs.fail(id, error);
      throw error;
    });
    this.#keep(id, making);
    return making;
  }

  /** Takes an order: the answer names its run, and some process makes it (`work`). Refuses more than some that are open. */
  order<T>({ written, files }: Order, by: Actor, claim: Claim | undefined, answer: (run: Run) => T): Promise<Reply<T>> {
    const tooMany = (count: number) => reportsFault('reports.too_many_waiting', { count });
    const request = requestRecord(written, files);
    return this.orders.order({ kind: 'report', request, by, claim, answer, addressOf, tooMany });
  }

  /** Has this process make what is ordered, one at a time. */
  work(): void {
    this.orders.work('report', 1, async ({ id, request }, _by, stop) => {
      const stopped = AbortSignal.any([stop, this.#stop.signal]);
      const work = Promise.resolve()
        .then(() => this.#makeFiles(id, orderOf(request), stopped))
        .catch(async (error: unknown) => {
          // What cannot be removed is found again; the run has its end in any case.
          await removeFolder(this.folder, id);
          // Otherwise it is handed on.
          if (!stopped.aborted) await this.runs.fail(id, error);
        });
      this.#keep(id, work);
      await work;
    });
  }

  /** Refuses an id that no report has. */
  read(id: RunId): Promise<Run> {
    return this.runs.read(id, 'report');
  }

  list(page: { readonly after?: string; readonly limit: number }): Promise<RunPage> {
    return this.runs.list('report', page);
  }

  /** A file of a report that is done. Refuses another name, a file that is gone, and one that is not what was made. */
  async openFile(id: RunId, name: string): Promise<{ readonly run: Run; readonly opened: VerifiedFile }> {
    const run = await this.read(id);
    if (run.status !== 'done') throw new RedressError([reportsFault('reports.not_done', { status: run.status })]);
    const files = filesIn(run.account);
    const file = files.find((one) => one.name === name);
    if (file === undefined)
      throw new RedressError([
        reportsFault('reports.unknown_file', { known: files.map((one) => one.name).join(', ') || '–' }),
      ]);
    if (!isKept(run.account)) throw new RedressError([reportsFault('reports.not_kept')]);
    return { run, opened: await openVerified(this.folder, id, file) };
  }

  /** Nothing new begins; what is being made is told to stop and, for a moment, waited for. Its run is left as interrupted. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#stop.abort();
    const ended = Promise.allSettled(this.#open.values());
    await Promise.race([ended, sleep(patience, undefined, { ref: false })]);
  }

  #keep(id: RunId, work: Promise<unknown>): void {
    const ended = work.then(
      () => void this.#open.delete(id),
      () => void this.#open.delete(id),
    );
    this.#open.set(id, ended);
  }

  async #makeOwn(
    id: RunId,
    request: AuditRequest,
    files: readonly OwnFile[],
    onProgress?: (progress: ReportProgress) => void,
  ): Promise<{ readonly run: Run; readonly report: AuditReport }> {
    const report = await this.#make(id, request, files, { ...(onProgress && { onProgress }) });
    const made = await Promise.all(files.map(({ path, name }) => measured(path, name)));
    return { run: await this.runs.finish(id, accountOf(report, made.filter(isThere), false)), report };
  }

  async #makeFiles(id: RunId, { request, files }: Pick<Order, 'request' | 'files'>, stop: AbortSignal): Promise<void> {
    stop.throwIfAborted();
    await this.#removeLeftovers();
    const folder = await makeFolder(this.folder, id);
    const placed = files.map((file): OwnFile => ({ ...file, path: join(folder, file.name) }));
    const report = await this.#make(id, request, placed, { stop });
    const made = await sealFiles(
      folder,
      files.map(({ name }) => name),
    );
    await this.runs.finish(id, accountOf(report, made, true));
  }

  async #make(
    run: RunId,
    request: AuditRequest,
    files: readonly OwnFile[],
    { onProgress, stop = this.#stop.signal }: Manner,
  ): Promise<AuditReport> {
    await this.policies.refresh();
    const { set, number: setNumber, stored } = this.policies.inForce();
    const origin = {
      approval: await this.approvals.ofOne(stored),
      waivers: await this.approvals.ofWaivers(set, stored),
      solo: readSolo(),
    };
    const zone = zoneOf(set.organisation.zone);
    const at = judgedAt(request, zone, now());
    const sinks = await auditFiles({ set, at, origin }, outputsOf(files, request.findings === 'all'));
    let toldAt = -Infinity;
    const tell = async (done: number, of: number): Promise<void> => {
      stop.throwIfAborted();
      const progress: ReportProgress = { stage: done < of ? 'judging' : 'writing', done, of };
      onProgress?.(progress);
      if (performance.now() - toldAt < tellEvery && done < of) return;
      toldAt = performance.now();
      await this.runs.progress(run, progress);
    };
    const { database } = this;
    const items = storedComplaints({ database, asked: request.asked, zone, setNumber, now, at, onProgress: tell });
    return inSpan('report', {}, () => makeAudit({ set, at, origin, sinks, items }));
  }

  /** What reports that came to nothing have left, when their process was killed. */
  async #removeLeftovers(): Promise<void> {
    for (const id of await foldersIn(this.folder)) {
      if (this.#open.has(id)) continue;
      const status = await this.runs.read(id).then(
        (run) => run.status,
        () => undefined,
      );
      if (status === 'failed' || status === 'interrupted') await removeFolder(this.folder, id);
    }
  }
}

function outputsOf(files: readonly OwnFile[], all: boolean): AuditFiles {
  const pathOf = (format: PlannedFile['format']): string | undefined =>
    files.find((file) => file.format === format)?.path;
  return {
    json: pathOf('json'),
    csv: pathOf('csv'),
    pdf: files.flatMap(({ format, language, path }) =>
      format === 'pdf' && language !== undefined ? [{ file: path, language }] : [],
    ),
    all,
  };
}

function isThere(file: MadeFile | undefined): file is MadeFile {
  return file !== undefined;
}

function addressOf(id: RunId): string {
  return `/api/reports/${id}`;
}
