import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Actor } from '../../actor.js';
import { RedressError } from '../../errors.js';
import type { Mapping } from '../../imports/mapping.js';
import { DATABASE } from '../../store/database-token.js';
import type { Database, Tx } from '../../store/tx.js';
import type { ComplaintId } from '../complaints/complaint-id.js';
import { PoliciesService } from '../policies/policies.service.js';
import type { Run, RunId } from '../runs/run.js';
import { RunsService, type RunPage } from '../runs/runs.service.js';
import { importOpened, openFile, type OpenedFile, type RejectsFile } from './file-import.runner.js';
import { noTally, progressOf, type ImportAccount, type ImportProgress } from './import-account.js';
import { originOf } from './import-manner.js';
import { importsFault } from './imports-errors.js';
import { absentComplaints } from './imports.repository.js';
import { checkedMapping, mappingIdIn, mappingInForce, type MappingText } from './mapping-in-force.js';
import { originTurns, type OriginTurns } from './origin-turns.keeper.js';
import { refuseUndo, undoImport, type UndoAccount } from './undo.runner.js';

/** Origins of one process; each holds a connection besides those that it writes with. */
const atOnce = 2;
const tellEvery = 1_000;
const tryAgainAfter = 2_000;

export interface ImportRequest {
  readonly path: string;
  /** As people know the file, without folders. */
  readonly name: string;
  /** The path is that of a copy of ours: faults name the file instead. */
  readonly isOurCopy?: boolean;
  /** A text, or a mapping of the set in force by its id. */
  readonly mapping: MappingText | { readonly id: string };
  readonly by: Actor;
  /** Where rejected rows go; may depend on the run. */
  readonly rejects?: Omit<RejectsFile, 'path'> & { readonly path: string | ((run: RunId) => string) };
  readonly temporaryFolder?: string;
  readonly onProgress?: (progress: ImportProgress) => void;
}

/** How it ended: with its account; or why not, and what is stored of it all the same. */
export type ImportResult =
  | { readonly run: RunId; readonly account: ImportAccount }
  | { readonly run: RunId; readonly error: unknown; readonly progress: ImportProgress };

export type UndoResult = { readonly run: RunId; readonly account: UndoAccount };

/** A request that is in order: its file can be read through its mapping. */
export interface Accepted {
  readonly request: ImportRequest;
  readonly file: OpenedFile;
}

/** Something that goes on after its request was answered. */
export interface Started<T> {
  readonly run: RunId;
  /** Never rejects for an import; an undoing rejects with what ended it. */
  readonly end: Promise<T>;
}

/** Brings files of complaints into the store, and takes them back. */
@Injectable()
export class ImportsService implements BeforeApplicationShutdown {
  readonly #stop = new AbortController();
  readonly #turns: OriginTurns;
  readonly #open = new Set<Promise<unknown>>();

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly runs: RunsService,
    private readonly policies: PoliciesService,
  ) {
    this.#turns = originTurns(database, atOnce, this.#stop.signal);
  }

  /** Refuses a mapping with faults and a file that cannot be read as a whole; then no run is made. */
  async accept(request: ImportRequest): Promise<Accepted> {
    const mapping = await this.refuseUnknown(request.mapping);
    try {
      return { request, file: await openFile(request.path, request.name, mapping, request.temporaryFolder) };
    } catch (error) {
      throw told(request, error);
    }
  }

  /** Refuses a mapping that is not in force or has faults. */
  async refuseUnknown(given: ImportRequest['mapping']): Promise<Mapping> {
    // Another process may have put newer policies in force.
    await this.policies.refresh();
    return this.#mappingOf(given);
  }

  /** The run of an accepted file; it does nothing until `carryOut`. */
  begin({ request, file: { mapping } }: Accepted): Promise<RunId> {
    const { id, digest, source } = mapping;
    return this.runs.begin('import', request.by, { file: request.name, mapping: { id, digest }, source }, 'waiting');
  }

  /** Imports an accepted file when nothing else of its origin is imported or undone. Never rejects: a failure is an end like others, and told by the run. */
  carryOut(accepted: Accepted, run: RunId): Promise<ImportResult> {
    const { file } = accepted;
    const failed = async (error: unknown): Promise<ImportResult> => {
      const progress = progressOf(file.name, file.mapping, noTally(), file.reading);
      await this.#fail(run, error, progress);
      return { run, error, progress };
    };
    const turn = this.#turns.take(originOf(file.mapping), (lost) => this.#import(accepted, run, lost));
    return this.#kept(turn.catch(failed));
  }

  /** All of it at once: accepts, begins, carries out. */
  async importFile(request: ImportRequest): Promise<ImportResult> {
    const accepted = await this.accept(request);
    try {
      return await this.carryOut(accepted, await this.begin(accepted));
    } finally {
      await accepted.file.items.return(undefined);
    }
  }

  /** Takes an import back by retracting its events, and judges its complaints again. Refuses what `beginUndo` refuses. */
  async undo(id: RunId, by: Actor): Promise<Started<UndoResult>> {
    const run = await this.beginUndo(id, by);
    return { run, end: this.carryOutUndo(id, run, by) };
  }

  /** The run of an undoing. Refuses a run that is no import or still runs, one of which nothing stands, and one on which newer imports rest. */
  async beginUndo(id: RunId, by: Actor): Promise<RunId> {
    const undone = await this.runs.read(id);
    if (undone.kind !== 'import') throw new RedressError([importsFault('imports.not_an_import')]);
    if (undone.status === 'waiting' || undone.status === 'running')
      throw new RedressError([importsFault('imports.still_running')]);
    await refuseUndo(this.database.reading, id);
    return this.runs.begin('undo', by, { run: id }, 'waiting');
  }

  /**
   * Undoes when nothing else of its origin is imported or undone; what has happened until then may forbid it. Rejects with what ended it;
   * what was committed stays, and undoing again continues.
   */
  carryOutUndo(id: RunId, run: RunId, by: Actor): Promise<UndoResult> {
    return this.#kept(this.#undo(id, run, by));
  }

  /** An import, or the undoing of one. */
  async read(id: RunId): Promise<Run> {
    const run = await this.runs.read(id);
    return run.kind === 'undo' ? run : this.runs.read(id, 'import');
  }

  list(page: { readonly after?: string; readonly limit: number }): Promise<RunPage> {
    return this.runs.list('import', page);
  }

  /** Complaints that the export of this import lacks, one page. */
  async absent(
    id: RunId,
    page: { readonly after?: ComplaintId; readonly limit: number },
  ): Promise<{ readonly complaints: Awaited<ReturnType<typeof absentComplaints>>; readonly next?: ComplaintId }> {
    await this.runs.read(id, 'import');
    const found = await absentComplaints(this.database.reading, id, page.after, page.limit + 1);
    const complaints = found.slice(0, page.limit);
    const last = complaints.at(-1);
    return { complaints, ...(found.length > page.limit && last !== undefined ? { next: last.id } : {}) };
  }

  /** Aborted when the application stops: nothing new should then begin. */
  get stopping(): AbortSignal {
    return this.#stop.signal;
  }

  /** Lets what is being written end, and nothing new begin: what stops here goes on when its file is imported again. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#stop.abort();
    await Promise.allSettled(this.#open);
  }

  #mappingOf(given: ImportRequest['mapping']): Mapping {
    const { set, stored } = this.policies.inForce();
    return 'id' in given
      ? mappingInForce(stored.texts, given.id, set.vocabulary)
      : checkedMapping(given, set.vocabulary);
  }

  async #import({ request, file }: Accepted, run: RunId, lost: AbortSignal): Promise<ImportResult> {
    const { rejects } = request;
    const path = typeof rejects?.path === 'function' ? rejects.path(run) : rejects?.path;
    let toldAt = -Infinity;
    const end = await importOpened(file, {
      database: this.database,
      inForce: this.policies.inForce(),
      run,
      by: request.by,
      ...(rejects === undefined || path === undefined ? {} : { rejects: { ...rejects, path } }),
      ...(request.temporaryFolder === undefined ? {} : { temporaryFolder: request.temporaryFolder }),
      refuseEnded: (tx) => this.#refuseEnded(tx, run, lost),
      onProgress: async (progress) => {
        this.#stop.signal.throwIfAborted();
        request.onProgress?.(progress);
        if (performance.now() - toldAt < tellEvery) return;
        toldAt = performance.now();
        await this.runs.progress(run, progress);
      },
    });
    if ('error' in end) {
      const error = told(request, end.error);
      await this.#fail(run, error, end.progress);
      return { run, error, progress: end.progress };
    }
    const { account } = end;
    try {
      await this.runs.finish(run, account);
      return { run, account };
    } catch (error) {
      const { file: name, mapping, rows, complaints, erased } = account;
      const progress = { file: name, mapping, rows, complaints, erased, share: 1 };
      await this.#fail(run, error, progress);
      return { run, error, progress };
    }
  }

  async #undo(id: RunId, run: RunId, by: Actor): Promise<UndoResult> {
    let soFar: UndoAccount | undefined;
    try {
      const { mapping } = (await this.runs.read(id, 'import')).request;
      const origin = originOf({ id: mappingIdIn(mapping) });
      const account = await this.#turns.take(origin, async (lost) => {
        await this.runs.progress(run);
        await refuseUndo(this.database.reading, id);
        await this.policies.refresh();
        return undoImport({
          database: this.database,
          inForce: this.policies.inForce(),
          of: id,
          origin,
          run,
          by,
          refuseEnded: (tx) => this.#refuseEnded(tx, run, lost),
          onProgress: async (progress) => {
            this.#stop.signal.throwIfAborted();
            soFar = progress;
            await this.runs.progress(run, progress);
          },
        });
      });
      await this.runs.finish(run, account);
      return { run, account };
    } catch (error) {
      await this.#fail(run, error, soFar);
      throw error;
    }
  }

  /** Whoever has lost its turn or its run may write nothing more: others may be at work on the same complaints. */
  async #refuseEnded(tx: Tx, run: RunId, lost: AbortSignal): Promise<void> {
    lost.throwIfAborted();
    await this.runs.refuseEnded(tx, run);
  }

  /** Writes down that a run failed; while the database is away, as soon as it is back. One that was stopped is left as interrupted. */
  async #fail(run: RunId, error: unknown, account: ImportProgress | UndoAccount | undefined): Promise<void> {
    if (this.#stop.signal.aborted) return;
    const write = (): Promise<unknown> => this.runs.fail(run, error, account);
    if (await write().then(() => true, isForGood)) return;
    const later = async (): Promise<void> => {
      while (!this.#stop.signal.aborted) {
        await sleep(tryAgainAfter, undefined, { signal: this.#stop.signal, ref: false }).catch(() => undefined);
        if (await write().then(() => true, isForGood)) return;
      }
    };
    void this.#kept(later());
  }

  #kept<T>(work: Promise<T>): Promise<T> {
    this.#open.add(work);
    void work.catch(() => undefined).finally(() => this.#open.delete(work));
    return work;
  }
}

/** Whether trying again would change nothing. */
function isForGood(error: unknown): boolean {
  return !(error instanceof RedressError && error.faults.some(({ kind }) => kind === 'unavailable'));
}

/** The error as it may be told: of a copy of ours neither its path nor its folder. */
function told({ isOurCopy, path, name }: ImportRequest, error: unknown): unknown {
  if (isOurCopy !== true || !(error instanceof RedressError)) return error;
  const faults = error.faults.map((fault) =>
    fault.place?.file === path ? { ...fault, place: { ...fault.place, file: name } } : fault,
  );
  return new RedressError(faults, { cause: error });
}
