import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe as describeFault, RedressError } from '../../src/errors.js';
import { importComplaints } from '../../src/imports/complaints.importer.js';
import type { ImportOptions, ImportSummary } from '../../src/imports/import-item.js';
import type { Layout } from '../../src/imports/layout.js';
import type { Mapping } from '../../src/imports/mapping.js';
import { readMapping } from '../../src/imports/read-mapping.js';
import { rejectsWriter } from '../../src/imports/rejects.writer.js';
import type { RejectedRow } from '../../src/imports/source-row.js';
import type { Complaint } from '../../src/rules/complaint.js';
import { loadPolicies } from '../../src/rules/policy/load-policies.js';
import type { FactEntry, Vocabulary } from '../../src/rules/policy/vocabulary-types.js';

/** Published extracts; they stay outside the project. */
export const trialData = process.env['REDRESS_TRIAL_DATA'] ?? '../shared/data';

type Fact = Partial<Omit<FactEntry, 'id'>> & Pick<FactEntry, 'type'>;

const facts: Readonly<Record<string, Fact>> = {
  category: { type: 'word', values: ['product-quality', 'other'] },
  channel: { type: 'word' },
  product: { type: 'word' },
  note: { type: 'text' },
  complainant_name: { type: 'text', personal: true },
  complainant_born_on: { type: 'date', personal: true },
  timely_response: { type: 'yes-no' },
  our_complaint: { type: 'yes-no' },
  target_at: { type: 'instant' },
  bought_on: { type: 'date' },
  price: { type: 'money' },
  count: { type: 'number' },
  remedies: { type: 'words' },
  promised: { type: 'duration' },
};
const events = ['received', 'sent-to-company', 'closed', 'taken-in-charge', 'other-step', 'facts-recorded'];

export function aVocabulary(): Vocabulary {
  const title = { en: 'x', zh: 'x' };
  return {
    events: new Map(events.map((id) => [id, { id, title, data: 'any' }])),
    facts: new Map(
      Object.entries(facts).map(([id, fact]) => [id, { id, title, changes: false, personal: false, ...fact }]),
    ),
    duties: [],
    claims: [],
    parties: [],
  };
}

/** The vocabulary that comes with the project. */
export function shippedVocabulary(): Vocabulary {
  const files = readdirSync('policies', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
  const { set, faults } = loadPolicies(
    files.map((file) => ({ file, text: readFileSync(join('policies', file), 'utf8') })),
  );
  if (set === undefined) throw new Error(faults.map((fault) => `${fault.place?.file}: ${fault.code}`).join('\n'));
  return set.vocabulary;
}

/** One row a complaint: id, when it was received, what was noted. `more` replaces lines by their first word. */
export function aMapping(lines: Readonly<Record<string, string>> = {}, vocabulary = aVocabulary()): Mapping {
  const all = {
    mapping: 'test',
    rows: 'complaint',
    format: '{ csv: { encoding: utf-8 } }',
    zone: 'Europe/London',
    id: 'id',
    columns: '{ date: { event: received, as: yyyy-MM-dd }, note: { fact: note } }',
    ...lines,
  };
  return mappingFrom(yamlOf(all), vocabulary);
}

/** One row an event: case, what, when, note. */
export function anEventMapping(lines: Readonly<Record<string, string>> = {}): Mapping {
  const all = {
    mapping: 'log',
    rows: 'event',
    format: '{ csv: { encoding: utf-8 } }',
    'group-by': 'case',
    event: '{ column: what, values: { take: taken-in-charge, close: closed }, otherwise: other-step, first: received }',
    at: '{ column: when, as: iso }',
    columns: '{ note: { fact: note } }',
    ...lines,
  };
  return mappingFrom(yamlOf(all), aVocabulary());
}

function yamlOf(lines: Readonly<Record<string, string>>): string {
  return Object.entries(lines)
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('');
}

export function mappingFrom(text: string, vocabulary: Vocabulary): Mapping {
  const { mapping, faults } = readMapping(text, 'test.yaml', vocabulary);
  if (mapping === undefined) throw new Error(faults.map((fault) => describeFault(fault, 'en')).join('\n'));
  return mapping;
}

/** A folder that is gone after `use`. */
export async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'redress-test-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export interface Imported {
  readonly complaints: readonly Complaint[];
  readonly rejected: readonly RejectedRow[];
  readonly summary: ImportSummary;
  readonly layout: Layout;
  /** The rejects file. */
  readonly rejects: Buffer;
}

/** Imports a file of this content. */
export function importing(content: string | Buffer, mapping: Mapping, options: ImportOptions = {}): Promise<Imported> {
  return inFolder(async (folder) => {
    const path = join(folder, 'input');
    writeFileSync(path, content);
    return importFile(path, mapping, { temporaryFolder: folder, ...options }, join(folder, 'rejects'));
  });
}

async function importFile(path: string, mapping: Mapping, options: ImportOptions, rejects: string): Promise<Imported> {
  const complaints: Complaint[] = [];
  const rejected: RejectedRow[] = [];
  let layout: Layout | undefined;
  let summary: ImportSummary | undefined;
  for await (const item of importComplaints(path, mapping, options)) {
    if (item.kind === 'opened') layout = item.layout;
    else if (item.kind === 'complaint') complaints.push(item.complaint);
    else if (item.kind === 'rejected') rejected.push(item.row);
    else summary = item.summary;
  }
  if (layout === undefined || summary === undefined) throw new Error('no summary');
  const writer = rejectsWriter(rejects, layout, 'en');
  for (const row of rejected) writer.write(row);
  writer.close();
  return { complaints, rejected, summary, layout, rejects: readFileSync(rejects) };
}

/** The codes of the faults with which the whole file is refused. */
export async function refusal(content: string | Buffer, mapping: Mapping): Promise<readonly string[]> {
  try {
    await importing(content, mapping);
  } catch (error) {
    if (error instanceof RedressError) return error.faults.map((fault) => fault.code);
    throw error;
  }
  return [];
}

export const codesOf = (rows: readonly RejectedRow[]): readonly string[] => rows.map((row) => row.reason.code);
