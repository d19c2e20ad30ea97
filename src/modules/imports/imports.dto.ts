import { z } from 'zod';
import { runFields } from '../runs/run.dto.js';

const text = z.object({ en: z.string(), zh: z.string() });
const mapping = z.object({ id: z.string(), digest: z.string() });

export const runId = z.uuid().toLowerCase();

export const importQuery = z.strictObject({
  mapping: z
    .string()
    .min(1)
    .max(200)
    .meta({ description: 'A mapping of the policies in force · 现行制度中的字段映射' }),
  name: z.string().max(200).default('upload').meta({ description: 'What the file is called · 文件名称' }),
});

export const pageQuery = z.strictObject({
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

const rows = z
  .object({ read: z.int(), new: z.int(), changed: z.int(), unchanged: z.int(), rejected: z.int() })
  .meta({ description: 'read = new + changed + unchanged + rejected, when it is done · 完成后各项相加等于 read' });

const complaints = z.object({
  new: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  absent: z.int().nullable().meta({
    description: 'Brought by an earlier import and no longer in the export · 此前导入、本次导出中已没有的投诉',
  }),
  withheld: z.int().meta({ description: 'Cases of a log with a rejected row · 含退回行而未导入的案件' }),
});

const account = z.object({
  file: z.string(),
  sha256: z.string(),
  bytes: z.int(),
  encoding: z.string(),
  mapping,
  rows,
  complaints,
  erased: z.int(),
  rejected_for: z.record(z.string(), z.int()),
  remarks: z.array(text),
});

const undoing = z.object({
  import: z.uuid(),
  events: z.int(),
  complaints: z.object({ read: z.int(), undone: z.int(), void: z.int(), unchanged: z.int() }),
});

const progress = z.object({ share: z.number(), rows, complaints, erased: z.int() });

export const importDto = z
  .object({
    id: z.uuid(),
    kind: z.enum(['import', 'undo']),
    ...runFields,
    file: z.string().optional(),
    source: z.string().optional(),
    mapping: mapping.optional(),
    undoes: z.uuid().optional().meta({ description: 'The import that is taken back · 被撤销的导入' }),
    progress: progress.optional().meta({ description: 'What is stored so far · 目前已保存的内容' }),
    account: account.optional(),
    undoing: undoing.optional(),
    rejects: z.string().optional().meta({ description: 'Where the rejected rows are · 退回行的地址' }),
    faults: z.array(z.object({ code: z.string(), cause: text, remedy: text, place: z.string().optional() })),
  })
  .meta({ id: 'Import', description: 'An import, or the undoing of one · 一次导入或撤销导入' });

export const importListDto = z
  .object({ imports: z.array(importDto), next: z.string().optional() })
  .meta({ id: 'Imports', description: 'From the newest · 自最新起' });

export const absentDto = z
  .object({
    complaints: z.array(z.object({ id: z.uuid(), source: z.string(), reference: z.string(), status: z.string() })),
    next: z.uuid().optional(),
  })
  .meta({ id: 'AbsentComplaints', description: 'Complaints that the export no longer has · 导出中已没有的投诉' });

export const absentQuery = z.strictObject({
  after: runId.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});
