import { access, mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Known } from '../../authority/known.js';
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
import { typesBrought } from './imports.repository.js';
import { ImportsService, type Accepted } from './imports.service.js';
import { mustImport, mustUndo, restrictedTypes } from './may-import.js';
import { turns } from '../../turns.js';
import { removeAbandoned, removeOldRejects } from './upload-leftovers.remover.js';
import { receive, type ReceivedFile } from './upload.receiver.js';

const waitingAtMost = 10;
const tidyEvery = 86_400_000;

/** Who asks, and for which request. */
export interface Asked {
  readonly who: Known;
  readonly claim: Claim | undefined;
}

/** What is to be done with an upload: the id of its mapping, what it is called, and the language of the reasons for rejected rows. */
interface Wanted {
  readonly mapping: string;
  readonly name: string;
  readonly language: Language;
}

interface Place {
  /** From then on, whoever carries the import out leaves. */
  handOn(): void;
  isHandedOn(): boolean;
  leave(): void;
}

/** A file that has arrived, which who has it removes. */
type Upload = Place & { readonly received: ReceivedFile };

/** Imports over HTTP: the answer comes when the file has arrived and fits its mapping; its rows are read afterwards. */
@Injectable()
export class UploadsService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  /** Beginning a run takes a second connection while one is held: never for several requests at once. */
  readonly #beginning = turns(1);
  #waiting = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly runs: RunsService,
    private readonly imports: ImportsService,
    @Inject(IMPORTS_SETTINGS) private readonly settings: ImportsSettings,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.#timer = setInterval(() => void this.#tidy(), tidyEvery).unref();
    await this.#tidy();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.#timer);
  }

  /** Refuses a mapping that is not in force or brings what one may not record, a file that is too large or cannot be read as a whole, and more than some that wait. */
  async take<T>(file: IncomingFile, wanted: Wanted, asked: Asked, answer: (run: Run) => T): Promise<Reply<T>> {
    const place = this.#enter();
    try {
      mustImport(asked.who, await this.imports.refuseUnknown({ id: wanted.mapping }), now());
      const received = await receive(file, this.#folder('uploads'), this.settings.uploadLimit);
      const upload: Upload = { ...place, received };
      try {
        return await this.#accept(upload, wanted, asked, answer);
      } finally {
        if (!place.isHandedOn()) await received.remove();
      }
    } finally {
      if (!place.isHandedOn()) place.leave();
    }
  }

  /** Takes an import back; see ImportsService. Refuses one that brought what one may not take back. */
  async undo<T>(id: RunId, { who, claim }: Asked, answer: (run: Run) => T): Promise<Reply<T>> {
    const by = who.actor;
    mustUndo(who, await typesBrought(this.database.reading, id, restrictedTypes), now());
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

  /** A place among those that wait, to be left once. */
  #enter(): Place {
    if (this.#waiting >= waitingAtMost)
      throw new RedressError([importsFault('imports.too_many_waiting', { count: this.#waiting })]);
    this.#waiting++;
    let isHandedOn = false;
    return {
      isHandedOn: () => isHandedOn,
      handOn: () => void (isHandedOn = true),
      leave: () => void this.#waiting--,
    };
  }

  async #accept<T>(
    upload: Upload,
    { mapping, name, language }: Wanted,
    { who, claim }: Asked,
    answer: (run: Run) => T,
  ): Promise<Reply<T>> {
    const { received } = upload;
    await mkdir(this.#folder('rejects'), { recursive: true, mode: 0o700 });
    const accepted = await this.imports.accept({
      path: received.path,
      name: nameOf(name),
      isOurCopy: true,
      mapping: { id: mapping },
      by: who.actor,
      rejects: { path: (run: RunId) => this.#rejectsOf(run), language, evenIfEmpty: false },
      temporaryFolder: this.#folder('uploads'),
    });
    try {
      return await this.#once(withContent(claim, received.sha256), {
        begin: () => this.imports.begin(accepted),
        answer,
        carryOut: (run) => {
          upload.handOn();
          void this.#carryOut(accepted, run, upload);
        },
      });
    } finally {
      if (!upload.isHandedOn()) await accepted.file.items.return(undefined);
    }
  }

  /** What goes wrong with the import itself is told by its run. */
  async #carryOut(accepted: Accepted, run: RunId, { received, leave }: Upload): Promise<void> {
    try {
      await this.imports.carryOut(accepted, run);
    } finally {
      leave();
      await received.remove().catch(() => undefined);
    }
  }

  async #tidy(): Promise<void> {
    await removeAbandoned(this.#folder('uploads'), now());
    await removeOldRejects(this.#folder('rejects'), now());
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
