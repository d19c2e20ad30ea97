import { describe, expect, it } from '@jest/globals';
import type { Run } from '../runs/run.js';
import { disposition, reportView, typeOf } from './report-view.js';

const file = (name: string) => ({ name, bytes: 1, sha256: 'a'.repeat(64) });
const account = {
  judgedAt: '2026-11-21T09:00+08:00',
  stage: 'judging',
  done: 3,
  of: 9,
  files: [file('audit.json')],
  kept: true,
};

describe('the name of a downloaded file', () => {
  it.each([
    ['audit.zh.pdf', 'en', 'compliance-audit-2026-11-21.zh.pdf', '投诉处理合规审核报告 2026-11-21.zh.pdf'],
    ['audit.en.pdf', 'zh', 'compliance-audit-2026-11-21.en.pdf', 'Compliance audit 2026-11-21.en.pdf'],
    ['audit.json', 'zh', 'audit-findings-2026-11-21.json', '审核发现 2026-11-21.json'],
    ['audit.csv', 'en', 'audit-findings-2026-11-21.csv', 'Audit findings 2026-11-21.csv'],
  ] as const)('of %s for a reader of %s is in plain letters and in the right language', (name, reader, plain, own) => {
    const header = disposition(file(name), account, reader);
    expect(header).toMatch(/^[\x20-\x7e]+$/);
    expect(/filename="([^"]+)"/.exec(header)?.[1]).toBe(plain);
    expect(decodeURIComponent(/filename\*=UTF-8''(\S+)$/.exec(header)?.[1] ?? '')).toBe(own);
  });
});

describe('a report as the API shows it', () => {
  const run: Run = {
    id: '00000000-0000-4000-8000-000000000000',
    kind: 'report',
    status: 'running',
    actor: 'token:start-up',
    createdAt: 0,
    request: { kind: 'audit' },
    account,
    faults: [],
  };

  it('shows how far it is while it is made, and files only when it is done', () => {
    expect(reportView(run)).toMatchObject({ progress: { stage: 'judging', done: 3, of: 9 }, files: [] });
    const done = reportView({ ...run, status: 'done' });
    expect(done).not.toHaveProperty('progress');
    expect(done.files).toEqual([
      {
        ...file('audit.json'),
        type: 'application/json; charset=utf-8',
        href: `/api/reports/${run.id}/files/audit.json`,
      },
    ]);
  });

  it('shows no files of one that failed', () => {
    expect(reportView({ ...run, status: 'failed' })).toMatchObject({ status: 'failed', files: [] });
  });

  it.each([
    ['audit.en.pdf', 'application/pdf'],
    ['audit.csv', 'text/csv; charset=utf-8'],
    ['audit', 'application/octet-stream'],
  ])('calls %s %s', (name, type) => {
    expect(typeOf(file(name))).toBe(type);
  });
});
