import type { z } from 'zod';
import type { Language } from '../../errors.js';
import type { Json } from '../../ledger/canonical.js';
import type { Instant } from '../../rules/values.js';
import type { Run, RunRecord } from '../runs/run.js';
import { filesIn, isKept, type MadeFile } from './report-account.js';
import type { reportDto } from './reports.dto.js';

type View = z.infer<typeof reportDto>;

const types: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
};

/** The report of a run as the API shows it. */
export function reportView(run: Run): View {
  const { id, status, actor, createdAt, startedAt, endedAt, account, faults } = run;
  const progress = status === 'running' && account !== undefined ? progressOf(account) : undefined;
  const figures = status === 'done' && account !== undefined ? figuresOf(account) : undefined;
  return {
    id,
    kind: 'audit',
    status,
    actor,
    created_at: when(createdAt),
    ...(startedAt !== undefined && { started_at: when(startedAt) }),
    ...(endedAt !== undefined && { ended_at: when(endedAt) }),
    request: { ...run.request },
    ...(progress && { progress }),
    ...(figures && { figures }),
    files:
      status === 'done'
        ? filesIn(account).map((file) => ({
            ...file,
            type: typeOf(file),
            ...(isKept(account) && { href: hrefOf(id, file) }),
          }))
        : [],
    faults: faults.map(({ code, cause, remedy }) => ({ code, cause, remedy })),
  };
}

/** The media type of a file by the end of its name. */
export function typeOf({ name }: MadeFile): string {
  return types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
}

function hrefOf(id: string, { name }: MadeFile): string {
  return `/api/reports/${id}/files/${name}`;
}

const titles = {
  pdf: { en: 'Compliance audit', zh: '投诉处理合规审核报告' },
  findings: { en: 'Audit findings', zh: '审核发现' },
} as const;

/** How a browser is to name a file: a name in plain letters for old programs, and one in the language of the reader or of the PDF. */
export function disposition({ name }: MadeFile, account: RunRecord | undefined, reader: Language): string {
  const judgedAt = account?.['judgedAt'];
  const day = typeof judgedAt === 'string' ? judgedAt.slice(0, 10) : 'undated';
  const [, ...parts] = name.split('.');
  const ending = parts.join('.');
  const isPdf = ending.endsWith('pdf');
  const language = isPdf && parts.length > 1 ? (parts[0] === 'zh' ? 'zh' : 'en') : reader;
  const plain = `${isPdf ? 'compliance-audit' : 'audit-findings'}-${day}.${ending}`;
  const own = `${titles[isPdf ? 'pdf' : 'findings'][language]} ${day}.${ending}`;
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(own)}`;
}

function progressOf({ stage, done, of }: RunRecord): View['progress'] {
  return { stage: stage === 'writing' ? 'writing' : 'judging', done: whole(done), of: whole(of) };
}

function figuresOf(account: RunRecord): View['figures'] {
  const own = record(account['own']);
  return {
    stored: whole(account['stored']),
    outside: whole(account['outside']),
    population: whole(account['population']),
    skipped: counts(account['skipped']),
    receipt_unknown: whole(account['receiptUnknown']),
    erased: whole(account['erased']),
    complaints: whole(account['complaints']),
    findings: whole(account['findings']),
    outcomes: counts(account['outcomes']),
    own: {
      findings: whole(own['findings']),
      outcomes: counts(own['outcomes']),
      law: counts(own['law']),
      promise: counts(own['promise']),
    },
    judged_at: text(account['judgedAt']),
    read_at: text(account['readAt']),
    set: { number: whole(account['setNumber']), digest: text(account['policySet']) },
    entries_sha256: text(account['entries']),
  };
}

/** Accounts were written by `accountOf`; what is not as it writes it counts as nothing. */
function whole(value: Json | undefined): number {
  return typeof value === 'number' ? value : 0;
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function record(value: Json | undefined): RunRecord {
  return isRecord(value) ? value : {};
}

function isRecord(value: Json | undefined): value is RunRecord & Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function counts(value: Json | undefined): Record<string, number> {
  return Object.fromEntries(Object.entries(record(value)).map(([name, count]) => [name, whole(count)]));
}

function when(at: Instant): string {
  return new Date(at).toISOString();
}
