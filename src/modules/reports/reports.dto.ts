import { z } from 'zod';
import { runFields } from '../runs/run.dto.js';
import { reportFormats } from './report-request.js';

const languages = ['en', 'zh'] as const;
const text = z.object({ en: z.string(), zh: z.string() });
const name = z.string().min(1).max(200);

/** What is asked for. Days and instants are read with the request, which says what is wrong with them. */
export const newReportDto = z
  .strictObject({
    kind: z.literal('audit'),
    from: z
      .string()
      .max(40)
      .optional()
      .meta({ description: 'First day of receipt, in the zone of the organisation · 收到日期起（含），按本组织时区' }),
    to: z.string().max(40).optional().meta({ description: 'Last day of receipt · 收到日期止（含）' }),
    source: name.optional().meta({ description: 'Complaints of this source alone · 仅此来源的投诉' }),
    unit: name.optional().meta({ description: 'Complaints of this unit alone · 仅此单位的投诉' }),
    at: z
      .string()
      .max(40)
      .optional()
      .meta({ description: 'Judged as at this day or instant; otherwise now · 判定时点，默认为现在' }),
    findings: z
      .enum(['attention', 'all'])
      .default('attention')
      .meta({ description: 'Findings in JSON and CSV · JSON 与 CSV 中的审核发现' }),
    languages: z
      .array(z.enum(languages))
      .min(1)
      .max(10)
      .default([...languages]),
    formats: z
      .array(z.enum(reportFormats))
      .min(1)
      .max(10)
      .default([...reportFormats]),
  })
  .meta({ id: 'NewReport' });

export const reportId = z.uuid().toLowerCase();

export const fileName = z.string().min(1).max(100);

export const reportsQuery = z.object({
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const counts = z.record(z.string(), z.int());

const figures = z.object({
  stored: z.int().meta({ description: 'Complaints of the source and unit asked for · 所查来源和单位的已登记投诉' }),
  outside: z.int().meta({ description: 'Of these, received outside the period · 其中期间以外收到' }),
  population: z.int().meta({ description: 'stored − outside = complaints + skipped · 审核范围' }),
  skipped: counts,
  receipt_unknown: z.int(),
  erased: z.int(),
  complaints: z.int().meta({ description: 'Judged · 已判定' }),
  findings: z.int(),
  outcomes: counts,
  own: z.object({ findings: z.int(), outcomes: counts, law: counts, promise: counts }),
  judged_at: z.string(),
  read_at: z.string(),
  set: z.object({ number: z.int(), digest: z.string() }),
  entries_sha256: z
    .string()
    .meta({ description: 'Over the newest entries of all complaints · 全部最新存证记录的摘要' }),
});

const file = z.object({
  name: z.string(),
  type: z.string(),
  bytes: z.int(),
  sha256: z.string(),
  href: z
    .string()
    .optional()
    .meta({ description: 'Absent where the command line wrote it elsewhere · 由命令行输出到别处的没有此项' }),
});

const fault = z.object({ code: z.string(), cause: text, remedy: text });

export const reportDto = z
  .object({
    id: z.uuid(),
    kind: z.literal('audit'),
    ...runFields,
    request: z.record(z.string(), z.unknown()),
    progress: z.object({ stage: z.enum(['judging', 'writing']), done: z.int(), of: z.int() }).optional(),
    figures: figures.optional(),
    files: z.array(file),
    faults: z.array(fault),
  })
  .meta({ id: 'Report', description: 'A report: asked for, being made, or done with its files · 报告' });

export const reportListDto = z
  .object({ reports: z.array(reportDto), next: z.string().optional() })
  .meta({ id: 'Reports', description: 'From the newest · 自最新起' });
