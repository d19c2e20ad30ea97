import { z } from 'zod';
import { letterKinds } from '../../rules/policy/letter-kinds.js';
import { purposeDto } from '../complaints/opening.dto.js';
import { letterStatuses, letterWays } from './letter.js';

const kinds = z.enum(letterKinds).meta({
  id: 'LetterKind',
  description:
    'acknowledgement, extension notice, refusal, final reply · 收悉告知、延期告知、不予受理（不予支持）、最终答复',
});

const text = z.object({ en: z.string(), zh: z.string() });

export const letterParameter = z.uuid().toLowerCase();

export const newLetterDto = z
  .strictObject({ kind: kinds, language: z.enum(['en', 'zh']) })
  .meta({ id: 'NewLetter', example: { kind: 'acknowledgement', language: 'zh' } });

const subject = z
  .string()
  .min(1)
  .max(500)
  .regex(/^[^\r\n]*\S[^\r\n]*$/u);
const body = z.string().min(1).max(100_000).regex(/\S/u);

export const wordsDto = z
  .strictObject({
    subject: subject.meta({ description: 'One line · 单行' }),
    text: body.meta({ description: 'Paragraphs with an empty line between them · 段落之间空一行' }),
  })
  .meta({ id: 'LetterWords' });

const data = z
  .record(z.string(), z.unknown())
  .optional()
  .meta({ description: 'Facts that the events of the letter carry · 随函件事件登记的事实' });
const despite = z.string().min(1).max(2_000).regex(/\S/u).optional().meta({
  description:
    'Why it goes without a statement that it must make, or with another date; kept with the event · 缺少应载内容或者日期不一致仍予发送的理由，随事件留存',
});

export const sendDto = z
  .strictObject({
    way: z.literal('mail'),
    to: z
      .email()
      .max(254)
      .optional()
      .meta({ description: 'Otherwise the address that the complaint has · 未给出时用投诉登记的地址' }),
    data,
    despite,
  })
  .meta({ id: 'LetterToSend', example: { way: 'mail' } });

export const goneDto = z
  .strictObject({
    at: z.string().max(64).meta({ description: 'When it went, with its offset · 发出时刻（带时区偏移）' }),
    way: z.enum(letterWays),
    data,
    despite,
  })
  .meta({ id: 'LetterGone', example: { at: '2026-03-02T10:00:00+08:00', way: 'post' } });

export const letterOpeningDto = z.strictObject({ purpose: purposeDto }).meta({ id: 'NewLetterOpening' });

const head = {
  id: z.uuid(),
  complaint: z.uuid(),
  kind: kinds,
  language: z.enum(['en', 'zh']),
  status: z.enum(letterStatuses).meta({
    description:
      'sending: not recorded as gone yet; failed: not taken, to be sent again, unless sent_at says that it went; recorded: said to have gone · sending 尚未登记为发出；failed 未被接收，可重新发送（有 sent_at 的已发出，只能登记）；recorded 已登记为发出',
  }),
  version: z.int(),
  judgement: z.int().meta({ description: 'The stored judgement that it was drafted from · 起草所依据的存档判定' }),
  set: z.int(),
  edited: z.boolean(),
  made_at: z.string(),
  made_by: z.string(),
  sent_at: z.string().optional().meta({
    description:
      'When it went; while sending or failed: when the mail server took it · 发出时间；sending 或 failed 状态下为邮件服务器接收时间',
  }),
  sent_by: z.string().optional(),
  way: z.enum(letterWays).optional(),
  event_ids: z.array(z.string()).optional().meta({ description: 'What its going was recorded as · 发出所登记的事件' }),
  error: z
    .string()
    .optional()
    .meta({ description: 'Why it did not go, or that its going could not be recorded · 未发出或未能登记的原因' }),
  erased: z.literal(true).optional(),
};

/** A letter without what it says. */
export const letterHeadDto = z.object(head).meta({ id: 'LetterHead' });

const withheld = z.object({ withheld: z.literal(true) });
const words = z.union([z.string(), withheld]).meta({
  description: 'Given once: the same request sent again withholds it · 仅给出一次：重发同一请求时不予展示',
});
const missing = z.array(z.string()).optional().meta({ description: 'What is still to be filled in · 尚待填写的内容' });

/** A letter with what it says, or with word that it is withheld. */
export const letterDto = z.object({ ...head, subject: words, text: words, missing }).meta({ id: 'Letter' });

export const draftedDto = z
  .object({
    ...head,
    subject: words,
    text: words,
    missing,
    events: z
      .array(z.object({ event: z.string(), title: text }))
      .meta({ description: 'What sending it is · 发送即登记的事件' }),
    remarks: z.array(text).meta({ description: 'For whoever sends it · 供发送人知悉' }),
  })
  .meta({ id: 'DraftedLetter' });

export const openedLetterDto = z
  .object({
    ...head,
    subject: words,
    text: words,
    missing,
    original: z.object({ subject: z.string(), text: z.string() }).optional(),
  })
  .meta({ id: 'OpenedLetter' });

export const lettersDto = z.object({ letters: z.array(letterHeadDto) }).meta({ id: 'Letters' });
