import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from '@jest/globals';
import { RedressError } from '../../../src/errors.js';
import { complaintIdOf } from '../../../src/modules/complaints/complaint-id.js';
import { readComplaints } from '../../../src/modules/complaints/complaints.repository.js';
import { newComplaint, recordEvents, type NewEvent } from '../../../src/modules/complaints/record-events.js';
import type { ImportRequest, ImportResult } from '../../../src/modules/imports/imports.service.js';
import { randomBytes } from '../../../src/random.js';
import { changeComplaints } from '../../../src/store/complaint-changes.writer.js';
import { importServices as servicesOn, type ImportServices } from './import-services.js';
import { testDatabase, type TestDatabase } from './test-database.js';

export const by = { kind: 'account', id: 'tester' } as const;

export const header = 'id,received,closed,product,urgent,name\n';

/** A database with the imports over it, and a folder for their files, numbered as they come. */
export interface Desk extends ImportServices {
  readonly db: TestDatabase;
  readonly folder: string;
  close(): Promise<void>;
}

async function openDesk(): Promise<Desk> {
  const db = await testDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'redress-imports-'));
  const services = await servicesOn(db.database);
  const close = async (): Promise<void> => {
    await services.imports.beforeApplicationShutdown();
    await services.runs.onApplicationShutdown();
    await db.close();
    rmSync(folder, { recursive: true });
  };
  return { db, folder, ...services, close };
}

/** A desk of its own for each test of the file: `use` is given it before. */
export function deskForEach(use: (desk: Desk) => void): void {
  let desk: Desk | undefined;
  beforeEach(async () => {
    desk = await openDesk();
    use(desk);
  });
  afterEach(() => desk?.close());
}

let files = 0;

export async function take(
  { folder, imports }: Desk,
  rows: string,
  more: Partial<ImportRequest> = {},
): Promise<ImportResult> {
  const path = join(folder, `input${files++}.csv`);
  writeFileSync(path, rows);
  return imports.importFile({ path, name: 'input.csv', mapping: { id: 'shop' }, by, ...more });
}

export async function accountOf(result: Promise<ImportResult>) {
  const end = await result;
  if ('error' in end) throw end.error;
  return end.account;
}

export async function codesOf(work: Promise<unknown>): Promise<readonly string[]> {
  try {
    await work;
  } catch (error) {
    if (error instanceof RedressError) return error.faults.map(({ code }) => code);
    throw error;
  }
  return [];
}

export async function stored({ db }: Desk, reference: string, source = 'shop') {
  const id = complaintIdOf(source, reference);
  const found = (await readComplaints(db.database.reading, [id])).get(id);
  if (found === undefined) throw new Error(`no complaint ${reference}`);
  return found;
}

export async function rowsOf<Row extends object>({ db }: Desk, text: string): Promise<readonly Row[]> {
  return db.owner.query<Row>(hash('sha256', text).slice(0, 60), text);
}

export async function record(
  { db, policies }: Desk,
  reference: string,
  events: readonly NewEvent[],
  through: { readonly origin: string; readonly run?: string } = { origin: 'api' },
): Promise<void> {
  const { set, number: setNumber } = policies.inForce();
  const how = { set, setNumber, timeZoneData: '', at: Date.now(), by, random: randomBytes, ...through };
  await db.database.transaction((tx) =>
    changeComplaints(tx, [complaintIdOf('shop', reference)], (found) => {
      const complaint = found ?? newComplaint({ source: 'shop', reference, observes: 'everything' });
      return { change: recordEvents(complaint, events, how), answer: undefined };
    }),
  );
}

export const two = `${header}1,2026-01-05,,kettle,N,Ann Quillfeather\n2,2026-01-06,2026-01-08,lamp,Y,Bea Quillfeather\n`;
