import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { judgedAt } from '../../src/cli/audit.command.js';
import { runAudit } from '../../src/cli/audit.runner.js';
import { auditFiles } from '../../src/reports/audit-files.writer.js';
import { by, differing, head, importFile, openStore, order, results } from './support/report-store.js';

const data = process.env['REDRESS_TRIAL_DATA'] ?? '../shared/data';

const extracts = [
  {
    name: 'the samples',
    file: 'samples/complaints.csv',
    mapping: 'samples/mapping.yaml',
    at: '2026-11-21T09:00+08:00',
  },
  {
    name: 'CFPB',
    file: join(data, 'cfpb', 'complaints-20000.csv'),
    mapping: 'policies/mappings/cfpb.yaml',
    at: '2026-11-21',
  },
  {
    name: 'Boston',
    file: join(data, 'boston311', 'requests-20000.csv'),
    mapping: 'policies/mappings/boston311.yaml',
    at: '2020-01-01',
  },
  {
    name: 'the help desk',
    file: join(data, 'helpdesk', 'events.csv'),
    mapping: 'policies/mappings/helpdesk.yaml',
    at: '2026-11-21',
  },
];
const there = extracts.filter(({ file }) => existsSync(file));

for (const { name, file } of extracts.filter((extract) => !there.includes(extract)))
  console.log(`not tried: a report over ${name}, for ${file} is missing`);

describe('a report over what was imported', () => {
  it.each(there)(
    'has the figures of an audit of the file: $name',
    async ({ file, mapping, at }) => {
      const store = await openStore();
      try {
        const part = join(store.folder, 'part.csv');
        await writeFile(part, await head(file, 1_500));
        const [audited, reported] = ['audited.json', 'reported.json'].map((name) => join(store.folder, name));
        if (audited === undefined || reported === undefined) throw new RangeError();
        const audit = await runAudit({
          file: part,
          mapping,
          policies: 'policies',
          at: (set) => judgedAt(at, set),
          language: 'en',
          sinks: (inputs) => auditFiles(inputs, { json: audited, pdf: [], all: true }),
        });
        await importFile(store, part, mapping);
        const written = { at, findings: 'all' } as const;
        const { report } = await store.reports.makeNow(
          order(written),
          [{ name: 'audit.json', format: 'json', path: reported }],
          by,
        );
        expect(differing(await results(reported), await results(audited))).toEqual([]);
        expect(report.totals.complaints).toBe(audit.totals.complaints);
        expect(report.totals.complaints).toBeGreaterThan(50);
        expect(report.source).toMatchObject({ kind: 'database', stored: audit.totals.complaints, outside: 0 });
      } finally {
        await store.close();
      }
    },
    120_000, // An audit, an import and a report of it.
  );
});
