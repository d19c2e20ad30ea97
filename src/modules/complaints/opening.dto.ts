import { z } from 'zod';
import { askedNumber, storedNumber } from '../../http/number-schemas.js';
import { purposes, type PurposeCode } from './purposes.js';

const codes = Object.keys(purposes) as PurposeCode[]; // the keys of the table
const codeTexts = codes.map((code) => `${code}: ${purposes[code].en} · ${purposes[code].zh}`).join('; ');

export const purposeDto = z
  .strictObject({
    code: z.enum(codes).optional().meta({ description: codeTexts }),
    text: z
      .string()
      .min(1)
      .max(1_000)
      .regex(/\S/)
      .optional()
      .meta({ description: 'In your own words; personal data themselves · 自行说明；其本身亦属个人信息' }),
  })
  .meta({
    id: 'OpeningPurpose',
    description: 'A code, words, or both · 代码、文字说明，或两者',
    example: { code: 'contact-complainant' },
  });

/** What is to be opened, and what for. */
export const newOpeningDto = z
  .strictObject({
    purpose: purposeDto,
    facts: z
      .array(z.string().min(1).max(256))
      .min(1)
      .max(200)
      .optional()
      .meta({ description: 'Names of facts; all that are withheld where absent · 事实名称；未给出时为全部' }),
  })
  .meta({ id: 'NewOpening' });

/** What was opened. */
export const openingDto = z
  .object({
    complaint: z.uuid(),
    version: z.int().meta({ description: 'Of the complaint, after the opening was recorded · 登记查阅后的投诉版本' }),
    opening: z.string().meta({ description: 'Id of the event that keeps it · 登记此次查阅的事件 id' }),
    at: z.string(),
    facts: z.record(z.string(), z.unknown()).meta({
      description:
        'Given once: the same request sent again shows them as withheld · 仅给出一次：重发同一请求时显示为 withheld',
    }),
    events: z.array(z.object({ id: z.string(), number: z.int(), data: z.record(z.string(), z.unknown()) })),
  })
  .meta({ id: 'Opening' });

/** Which judgement is to be exported with personal data, and what for. */
export const newExportDto = z
  .strictObject({
    purpose: purposeDto,
    number: storedNumber
      .optional()
      .meta({ description: 'Which stored judgement; otherwise the newest · 存档判定的编号，默认为最新' }),
  })
  .meta({ id: 'NewJudgementExport' });

export const exportQuery = z.strictObject({
  number: askedNumber
    .optional()
    .meta({ description: 'Which stored judgement; otherwise the newest · 存档判定的编号，默认为最新' }),
});
