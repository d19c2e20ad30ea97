import { access, mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Actor } from '../../actor.js';
import { now } from '../../clock.js';
import { RedressError, type Language } from '../../errors.js';
import { withContent, type Claim } from '../../http/idempotency/claim.js';
import { once } from '../../http/idempotency/once.writer.js';
import type { Reply } from '../../http/reply.js';
import type { IncomingFile } from '../../http/upload.js';
import { DATABASE } from '../../store/database-token.js';
import type { Database } from '../../store/tx.js';
import { runFault } from '../runs/run-errors.js';
import type { Run, RunId } from '../runs/run.js';
import { RunsService } from '../runs/runs.service.js';
import { IMPORTS_SETTINGS, type ImportsSettings } from './imports-folder-token.js';
import { importsFault } from './imports-errors.js';
import { ImportsService, type Accepted } from './imports.service.js';
import { turns } from './turns.js';
import { receive, removeAbandoned, type ReceivedFile } from './upload.receiver.js';

const waitingAtMost = 10;

/** Who asks, and for which request. */
export interface Asked {
  readonly by: Actor;
  readonly claim: Claim | undefined;
}

/** Imports over HTTP: the answer comes when the file has arrived and fits its mapping; its rows are read afterwards. */
@Injectable()
export class UploadsService implements OnApplicationBootstrap {
  /** Beginning a run takes a second connection while one is held: never for several requests at once. */
  readonly #beginning = turns(1);
  #waiting = 0;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly runs: RunsService,
    private readonly imports: ImportsService,
    @Inject(IMPORTS_SETTINGS) private readonly settings: ImportsSettings,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await removeAbandoned(this.#folder('uploads'));
  }

  /** Refuses a mapping that is not in force, a file that is too large or cannot be read as a whole, and more than some that wait. */
  async take<T>(
    file: IncomingFile,
    wanted: { readonly mapping: string; readonly name: string; readonly language: Language },
    { by, claim }: Asked,
    answer: (run: Run) => T,
  ): Promise<Reply<T>> {
    if (this.#waiting >= waitingAtMost)
      throw new RedressError([importsFault('imports.too_many_waiting', { count: this.#waiting })]);
    this.#waiting++;
    let isCarriedOut = false;
    const folder = this.#folder('uploads');
    try {
      await this.imports.refuseUnknown({ id: wanted.mapping });
      const received = await receive(file, folder, this.settings.uploadLimit);
      const rejects = { path: (run: RunId) => this.#rejectsOf(run), language: wanted.language };
      let accepted: Accepted | undefined;
      try {
        await mkdir(this.#folder('rejects'), { recursive: true, mode: 0o700 });
        const opened = await this.imports.accept({
          path: received.path,
          name: nameOf(wanted.name),
          isOurCopy: true,
          mapping: { id: wanted.mapping },
          by,
          rejects,
          temporaryFolder: folder,
        });
        accepted = opened;
        return await this.#once(withContent(claim, received.sha256), {
          begin: () => this.imports.begin(opened),
          answer,
          carryOut: (run) => {
            isCarriedOut = true;
            void this.#carryOut(opened, run, received);
          },
        });
      } finally {
        if (!isCarriedOut) {
          await accepted?.file.items.return(undefined);
          await received.remove();
        }
      }
    } finally {
      if (!isCarriedOut) this.#waiting--;
    }
  }

  /** Takes an import back; see ImportsService. */
  undo<T>(id: RunId, { by, claim }: Asked, answer: (run: Run) => T): Promise<Reply<T>> {
    return this.#once(claim, {
      begin: () => this.imports.beginUndo(id, by),
      answer,
      carryOut: (run) => void this.imports.carryOutUndo(id, run, by).catch(() => undefined),
    });
  }

  /** The file of rejected rows of an upload. Refuses a run that has none. */
  async rejects(id: RunId): Promise<{ readonly path: string; readonly run: Run }> {
    const run = await this.runs.read(id, 'import');
    if (!(await this.hasRejects(run))) throw new RedressError([importsFault('imports.no_rejects')]);
    return { path: this.#rejectsOf(id), run };
  }

  async hasRejects({ id, kind, status }: Run): Promise<boolean> {
    if (kind !== 'import' || status !== 'done') return false;
    return access(this.#rejectsOf(id)).then(
      () => true,
      () => false,
    );
  }

  async #once<T>(
    claim: Claim | undefined,
    work: {
      readonly begin: () => Promise<RunId>;
      readonly answer: (run: Run) => T;
      readonly carryOut: (run: RunId) => void;
    },
  ): Promise<Reply<T>> {
    let begun: RunId | undefined;
    try {
      const reply = await this.#beginning.take(() =>
        once(this.database, claim, now(), async () => {
          begun = await work.begin();
          const body = work.answer(await this.imports.read(begun));
          return { status: 202, body, headers: { location: `/api/imports/${begun}` } };
        }),
      );
      if (begun === undefined) return reply;
      if (reply.more.headers?.['location'] === `/api/imports/${begun}`) work.carryOut(begun);
      // The same request came twice at once, and the other one is carried out.
      else await this.runs.fail(begun, new RedressError([runFault('run.interrupted')]));
      return reply;
    } catch (error) {
      if (begun !== undefined) await this.runs.fail(begun, error).catch(() => undefined);
      throw error;
    }
  }

  /** What goes wrong with the import itself is told by its run. */
  async #carryOut(accepted: Accepted, run: RunId, received: ReceivedFile): Promise<void> {
    try {
      const result = await this.imports.carryOut(accepted, run);
      const isEmpty = !('account' in result) || result.account.rows.rejected === 0;
      if (isEmpty) await rm(this.#rejectsOf(run), { force: true });
    } catch {
      // A file of rejected rows without a row stays behind.
    } finally {
      this.#waiting--;
      await received.remove().catch(() => undefined);
    }
  }

  #rejectsOf(run: RunId): string {
    return join(this.#folder('rejects'), run);
  }

  #folder(name: 'uploads' | 'rejects'): string {
    return join(this.settings.folder, name);
  }
}

/** Without folders, which some browsers send along, and without characters that no name has. */
function nameOf(name: string): string {
  const plain = basename(name.replaceAll('\\', '/')).replace(/[\p{Cc}\p{Cs}]/gu, '');
  return plain === '' ? 'upload' : plain;
}
