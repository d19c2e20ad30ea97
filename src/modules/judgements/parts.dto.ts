import { z } from 'zod';
import { reasonTexts } from '../../texts/judgement-texts.js';
import { missingTerms, noteTexts, outcomeTerms } from '../../texts/glossary-texts.js';

export const text = z.object({ en: z.string(), zh: z.string() }).meta({ id: 'Text' });

/** A code of this table with what it means in both languages. */
export function wordDto(id: string, table: Readonly<Record<string, unknown>>) {
  return z.object({ code: z.enum(Object.keys(table)), en: z.string(), zh: z.string() }).meta({ id });
}

export const outcomeDto = wordDto('Outcome', outcomeTerms);
export const reasonDto = wordDto('Reason', reasonTexts);

const missingParts = { name: z.string(), kind: z.enum(['event', 'fact']) };
export const missingDto = z
  .object({ ...missingParts, title: text, why: wordDto('WhyMissing', missingTerms) })
  .meta({ id: 'MissingFact', description: 'What is not known, and why · 未知的事实及其原因' });
export const missingHere = z.object({ ...missingParts, why: z.enum(Object.keys(missingTerms)) });

export const time = z.string().meta({ description: '2026-02-12, or 2026-02-12T09:00+08:00' });

export const notesDto = z.array(
  z.object({
    code: z.enum(Object.keys(noteTexts)),
    en: z.string(),
    zh: z.string(),
    data: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
);
