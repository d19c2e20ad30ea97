import { now } from '../../clock.js';
import type { Actor } from '../../actor.js';
import type { Language } from '../../errors.js';
import { importComplaints } from '../../imports/complaints.importer.js';
import type { ImportItem, ImportSummary } from '../../imports/import-item.js';
import type { Layout } from '../../imports/layout.js';
import type { Mapping } from '../../imports/mapping.js';
import { rejectsWriter, type RejectsWriter } from '../../imports/rejects.writer.js';
import { randomBytes } from '../../random.js';
import type { Database, Tx } from '../../store/tx.js';
import { complaintIdOf, type ComplaintId } from '../complaints/complaint-id.js';
import type { RunId } from '../runs/run.js';
import { complaintBatches, type ComplaintBatches } from './complaint-batches.writer.js';
import { accountOf, noTally, progressOf, type ImportAccount, type ImportProgress } from './import-account.js';
import { mannerOf, originOf } from './import-manner.js';
import { broughtBy, complaintsOfSource, noteItems, planAnew, type NamedComplaint } from './imports.repository.js';
import type { InForce } from '../policies/policies.service.js';
import { seenComplaints, type SeenComplaints } from './seen-complaints.store.js';

/** A file that has been opened: it can be read, and its columns fit the mapping. */
export interface OpenedFile {
  /** As people know it, without folders. */
  readonly name: string;
  readonly mapping: Mapping;
  readonly used: Mapping;
  readonly layout: Layout;
  readonly items: AsyncGenerator<ImportItem>;
  readonly reading: { share: number; read: number };
}

/** Opens a file. Refuses one that cannot be read as a whole: nothing of it is imported, and no run is made. */
export async function openFile(
  path: string,
  name: string,
  mapping: Mapping,
  temporaryFolder?: string,
): Promise<OpenedFile> {
  const reading = { share: 0, read: 0 };
  const items = importComplaints(path, mapping, {
    ...(temporaryFolder === undefined ? {} : { temporaryFolder }),
    onProgress: ({ bytes, ofBytes, rows }) => {
      reading.share = ofBytes === 0 ? 1 : bytes / ofBytes;
      reading.read = rows;
    },
  });
  const first = await items.next();
  if (first.done === true || first.value.kind !== 'opened') throw new RangeError('the importer did not open the file');
  return { name, mapping, used: first.value.used, layout: first.value.layout, items, reading };
}

/** Where rejected rows go, in which language their reasons stand there, and whether there is a file even without any. */
export interface RejectsFile {
  readonly path: string;
  readonly language: Language;
  readonly evenIfEmpty: boolean;
}

export interface FileImport {
  readonly database: Database;
  readonly inForce: InForce;
  readonly run: RunId;
  readonly by: Actor;
  readonly rejects?: RejectsFile;
  readonly temporaryFolder?: string;
  /** Called first in every transaction that writes; throws where the run has ended meanwhile. */
  readonly refuseEnded: (tx: Tx) => Promise<void>;
  /** Called at the beginning and after every block of the file; may throw to stop. What is on its way is still committed. */
  readonly onProgress: (progress: ImportProgress) => Promise<void>;
}

/** How an import ended: with its account, or where it came to before it failed. */
export type ImportEnd =
  { readonly account: ImportAccount } | { readonly error: unknown; readonly progress: ImportProgress };

/** Imports an opened file. What was committed before a failure stays; importing the file again continues. */
export async function importOpened(file: OpenedFile, how: FileImport): Promise<ImportEnd> {
  const tally = noTally();
  const seen = seenComplaints(how.temporaryFolder);
  const progress = (): ImportProgress => progressOf(file.name, file.mapping, tally, file.reading);
  let rejects: RejectsWriter | undefined;
  try {
    await how.onProgress(progress());
    if (how.rejects !== undefined) rejects = rejectsWriter(how.rejects.path, file.layout, how.rejects.language);
    const summary = await readAll(file, how, { tally, seen, rejects, progress });
    const absent = await listAbsent(file, how, summary, seen);
    const account = accountOf(file.name, summary, tally, absent);
    if (how.rejects?.evenIfEmpty === true || rejects?.rows !== 0) rejects?.close();
    else rejects.abort();
    rejects = undefined;
    return { account };
  } catch (error) {
    return { error, progress: progress() };
  } finally {
    rejects?.abort();
    seen.close();
    await file.items.return(undefined);
  }
}

interface Parts {
  readonly tally: ReturnType<typeof noTally>;
  readonly seen: SeenComplaints;
  readonly rejects: RejectsWriter | undefined;
  readonly progress: () => ImportProgress;
}

async function readAll(file: OpenedFile, how: FileImport, parts: Parts): Promise<ImportSummary> {
  const { source } = file.mapping;
  const { seen, progress } = parts;
  const batches = batchesOf(file, how, parts.tally);
  let told = file.reading.read;
  try {
    for await (const item of file.items) {
      if (item.kind === 'summary') {
        await batches.finish();
        return item.summary;
      }
      if (item.kind === 'complaint') {
        const id = complaintIdOf(source, item.complaint.id);
        seen.add(id);
        await batches.add(id, item.complaint, item.rows.length);
      } else if (item.kind === 'rejected') reject(item, source, parts);
      if (file.reading.read === told) continue;
      told = file.reading.read;
      await how.onProgress(progress());
    }
  } catch (error) {
    // What is on its way is waited for, so that the account of a failed run tells it.
    await batches.finish().catch(() => undefined);
    throw error;
  }
  throw new RangeError('the importer ended without a summary');
}

function batchesOf({ mapping, used }: OpenedFile, how: FileImport, tally: Parts['tally']): ComplaintBatches {
  const { database, run, by, refuseEnded } = how;
  const { set, number: setNumber } = how.inForce;
  const manner = mannerOf(mapping, used, set.vocabulary);
  const { origin } = manner;
  const timeZoneData = process.versions['tz'] ?? '';
  const recording = { set, setNumber, timeZoneData, by, origin, run, random: randomBytes };
  return complaintBatches({
    database,
    source: mapping.source,
    unitFact: mapping.unitFact,
    manner,
    recording,
    now,
    refuseEnded,
    tally,
  });
}

function reject(
  { row, id }: Extract<ImportItem, { kind: 'rejected' }>,
  source: string,
  { tally, seen, rejects }: Parts,
): void {
  rejects?.write(row);
  tally.rows.rejected++;
  const { code } = row.reason;
  tally.rejectedFor[code] = (tally.rejectedFor[code] ?? 0) + 1;
  if (id === undefined) tally.rejectedWithoutId++;
  else seen.add(complaintIdOf(source, id));
}

const pageLength = 1_000;

/** Notes the complaints that an earlier import brought and that this export lacks; null where the file cannot tell. */
async function listAbsent(
  { mapping }: OpenedFile,
  how: FileImport,
  summary: ImportSummary,
  seen: SeenComplaints,
): Promise<number | null> {
  if (mapping.rows.kind === 'event' || summary.isMended) return null;
  let absent = 0;
  for (let page = await sourcePage(how.database, mapping); page.length > 0;) {
    const unseen = page.map(({ id }) => id).filter((id) => !seen.has(id));
    if (unseen.length > 0) absent += await noteAbsent(how, originOf(mapping), unseen);
    page = await sourcePage(how.database, mapping, page.at(-1));
  }
  return absent;
}

function sourcePage(
  database: Database,
  { source }: Mapping,
  after?: NamedComplaint,
): Promise<readonly NamedComplaint[]> {
  return database.transaction(async (tx) => {
    await planAnew(tx);
    return complaintsOfSource(tx, source, after, pageLength);
  });
}

/** Of complaints that the file does not name, those that an import brought: what others recorded was never in an export. */
function noteAbsent(
  { database, run, refuseEnded }: FileImport,
  origin: string,
  unseen: readonly ComplaintId[],
): Promise<number> {
  return database.transaction(async (tx) => {
    await refuseEnded(tx);
    await planAnew(tx);
    const ids = await broughtBy(tx, origin, unseen);
    if (ids.length > 0) await noteItems(tx, run, 'absent', ids);
    return ids.length;
  });
}
