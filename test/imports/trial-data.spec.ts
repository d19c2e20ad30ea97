import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { writeField } from '../../src/imports/csv-fields.js';
import type { Complaint } from '../../src/rules/complaint.js';
import { aMapping, aVocabulary, importing, mappingFrom, shippedVocabulary, trialData } from './support.js';

const has = existsSync(trialData);
if (has) {
  describe('published extracts', () => {
    publishedExtracts();
  });
  describe('oracles', () => {
    oracles();
  });
} else
  it('the published extracts are not tried', () => {
    console.log(`Not tried: imports of the published extracts, which are not at ${trialData}`);
    expect(has).toBe(false);
  });

function publishedExtracts(): void {
  const vocabulary = shippedVocabulary();
  const shipped = (name: string) =>
    mappingFrom(readFileSync(join('policies/mappings', `${name}.yaml`), 'utf8'), vocabulary);
  const data = (path: string): Buffer => readFileSync(join(trialData, path));

  it('CFPB: every row a complaint, the label as published', async () => {
    const { complaints, summary } = await importing(data('cfpb/complaints-20000.csv'), shipped('cfpb'));
    expect(summary.rows).toEqual({ read: 20_000, judged: 20_000, rejected: 0 });
    const labels = complaints.map((complaint) => complaint.facts['timely_response']);
    expect([true, false, undefined].map((label) => labels.filter((each) => each === label).length)).toEqual([
      18_752, 796, 452,
    ]);
    const late = complaints.filter((complaint) => daysBetween(complaint, 'received', 'sent-to-company') > 15);
    expect(late).toHaveLength(408);
    expect(summary.unusedColumns).toEqual([]);
  });

  it('Boston: a blank target is none, a blank closing has not happened', async () => {
    const { complaints, summary } = await importing(data('boston311/requests-20000.csv'), shipped('boston311'));
    expect(summary.rows).toEqual({ read: 20_000, judged: 20_000, rejected: 0 });
    const targets = complaints.map((complaint) => complaint.facts['target_at']);
    expect(
      targets.filter((target) => typeof target === 'object' && 'kind' in target && target.kind === 'none'),
    ).toHaveLength(3664);
    expect(complaints.filter((complaint) => !complaint.events.some((event) => event.type === 'closed'))).toHaveLength(
      1274,
    );
  });

  it('help desk: the same complaints in whatever order the log is', async () => {
    const mapping = shipped('helpdesk');
    const [header = '', ...lines] = data('helpdesk/events.csv').toString().trimEnd().split('\n');
    const ordered = await importing([header, ...lines].join('\n'), mapping);
    expect(ordered.complaints).toHaveLength(4580);
    expect(ordered.summary.rows).toEqual({ read: 21_348, judged: 21_348, rejected: 0 });
    const shuffled = await importing([header, ...shuffle(lines)].join('\n'), mapping);
    expect(shuffled.complaints.map(withoutIds)).toEqual(ordered.complaints.map(withoutIds));
    const first24Hours = ordered.complaints.map((complaint) => hoursBetween(complaint, 'received', 'taken-in-charge'));
    expect(first24Hours.filter((hours) => hours !== undefined)).toHaveLength(4285);
    expect(first24Hours.filter((hours) => hours !== undefined && hours > 24)).toHaveLength(1830);
  });

  it('Chinese samples: UTF-8 with its mark and line breaks in cells', async () => {
    const mapping = mappingFrom(
      'mapping: cn\nrows: complaint\nformat: { csv: {} }\nid: text\ncolumns: { label: { fact: count } }\n',
      aVocabulary(),
    );
    const { summary } = await importing(data('market-complaints-cn/complaint_samples.csv'), mapping);
    expect(summary).toMatchObject({ rows: { read: 10 }, encodingFromMark: true });
  });
}

function oracles(): void {
  const spectrum = join(trialData, 'oracles/csv-spectrum');
  const names = readdirSync(join(spectrum, 'csvs')).map((file) => file.replace('.csv', ''));

  it.each(names)('csv-spectrum %s parses to its JSON', async (name) => {
    const expected: readonly Readonly<Record<string, string>>[] = JSON.parse(
      readFileSync(join(spectrum, 'json', `${name}.json`), 'utf8'),
    );
    const plain = readFileSync(join(spectrum, 'csvs', `${name}.csv`), 'utf8');
    // The files of the CR LF cases may have lost their CR on the way here; their JSON has it.
    const text = name.endsWith('_crlf') ? plain.replace(/\r?\n/g, '\r\n') : plain;
    const columns = Object.keys(expected[0] ?? {});
    const vocabulary = { ...aVocabulary(), facts: new Map(columns.map((id) => [id, fact(id)])) };
    const listed = columns.map((column) => `${column}: { fact: ${column} }`).join(', ');
    const mapping = mappingFrom(
      `mapping: s\nrows: complaint\nformat: { csv: {} }\nid: ${columns[0] ?? ''}\ncolumns: { ${listed} }\n`,
      vocabulary,
    );
    const { complaints, rejected } = await importing(text, mapping);
    expect(rejected).toEqual([]);
    const blank = Object.fromEntries(columns.map((column) => [column, '']));
    expect(complaints.map((complaint) => ({ ...blank, ...complaint.facts }))).toEqual(expected);
  });

  it('every naughty string survives as text, in CSV and in NDJSON', async () => {
    const strings: readonly string[] = JSON.parse(
      readFileSync(join(trialData, 'oracles/naughty-strings/blns.json'), 'utf8'),
    );
    expect(strings.length).toBeGreaterThan(500);
    const expected = strings.map((text) => text.toWellFormed().replaceAll('\0', '\uFFFD'));
    const csv = strings.map((text, i) => `${i},,${writeField(text.toWellFormed(), ',', '"')}\n`).join('');
    const inCsv = await importing(`id,date,note\n${csv}`, aMapping());
    expect(inCsv.complaints.map((complaint) => complaint.facts['note'] ?? '')).toEqual(expected);
    const ndjson = strings.map((note, id) => `${JSON.stringify({ id, date: null, note })}\n`).join('');
    const inNdjson = await importing(ndjson, aMapping({ format: '{ ndjson: {} }' }));
    expect(inNdjson.complaints.map((complaint) => complaint.facts['note'] ?? '')).toEqual(expected);
  });
}

function fact(id: string) {
  return { id, type: 'text', title: { en: id, zh: id }, changes: false, personal: false } as const;
}

function timeOf(complaint: Complaint, type: string): number | undefined {
  const at = complaint.events.find((event) => event.type === type)?.at;
  return at === undefined ? undefined : at.kind === 'day' ? at.day * 24 : at.at / 3_600_000;
}

function hoursBetween(complaint: Complaint, from: string, until: string): number | undefined {
  const [start, end] = [timeOf(complaint, from), timeOf(complaint, until)];
  return start === undefined || end === undefined ? undefined : end - start;
}

function daysBetween(complaint: Complaint, from: string, until: string): number {
  return (hoursBetween(complaint, from, until) ?? 0) / 24;
}

/** Row numbers change with the order, and so does what happened in the same second. */
function withoutIds(complaint: Complaint): unknown {
  const events = complaint.events.map(({ type, at, data }) => JSON.stringify({ type, at, data }));
  return { id: complaint.id, facts: complaint.facts, events: events.sort() };
}

function shuffle(lines: readonly string[]): readonly string[] {
  return lines
    .map((line, i) => [(i * 7919 + 13) % lines.length, line] as const)
    .sort((a, b) => a[0] - b[0])
    .map(([, line]) => line);
}
