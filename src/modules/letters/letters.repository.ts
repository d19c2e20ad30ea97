import { RedressError } from '../../errors.js';
import type { Instant } from '../../rules/values.js';
import { milliseconds } from '../../store/sql-parts.js';
import type { Tx } from '../../store/tx.js';
import { writtenInstant } from '../../store/written-instant.js';
import type { ComplaintId } from '../complaints/complaint-id.js';
import { letterFault } from './letter-errors.js';
import type { Letter, LetterStatus } from './letter.js';

const columns = `letter_id as id, complaint_id as complaint, kind, language, status, version, judgement_number as "judgementNumber",
  set_number as "setNumber", dates, original_id as original, text_id as text, ${milliseconds('made_at')} as "madeAt", made_by as "madeBy",
  ${milliseconds('sent_at')} as "sentAt", sent_by as "sentBy", way, order_id as "order", event_ids as "eventIds", message_id as "messageId",
  error_code as "errorCode"`;

/** The letters of a complaint, from the newest. */
export function lettersOfComplaint(tx: Tx, complaint: ComplaintId): Promise<readonly Letter[]> {
  return tx.query<Letter>(
    'letters-of',
    `select ${columns} from letter where complaint_id = $1 order by made_at desc, letter_id limit 1000`,
    [complaint],
  );
}

/** One letter. Refuses (404) one that the complaint does not have. */
export async function readLetter(tx: Tx, complaint: ComplaintId, id: string): Promise<Letter> {
  return found(
    await tx.query<Letter>('letter-read', `select ${columns} from letter where complaint_id = $1 and letter_id = $2`, [
      complaint,
      id,
    ]),
  );
}

/** One letter, taken for this transaction. Refuses (404) one that the complaint does not have. */
export async function lockLetter(tx: Tx, complaint: ComplaintId, id: string): Promise<Letter> {
  return found(
    await tx.query<Letter>(
      'letter-lock',
      `select ${columns} from letter where complaint_id = $1 and letter_id = $2 for update`,
      [complaint, id],
    ),
  );
}

function found([letter]: readonly Letter[]): Letter {
  if (letter === undefined) throw new RedressError([letterFault('letter.unknown')]);
  return letter;
}

/**
 * Keeps when a mail server took a letter, by itself: whatever becomes of the record, it does not go twice. The first instant stays. `failed`: somebody
 * else gave it up while it was with the mail server; it cannot be sent again either. Undefined where that instant stands already, or the letter was sent
 * off anew meanwhile.
 */
export async function noteTaken(
  tx: Tx,
  { complaint, id, messageId }: Letter,
  at: Instant,
): Promise<'sending' | 'failed' | undefined> {
  const text = `update letter set sent_at = $3, version = version + 1,
      error_code = case status when 'failed' then 'letter.gone_not_recorded' else error_code end
    where complaint_id = $1 and letter_id = $2 and message_id = $4 and status in ('sending', 'failed') and sent_at is null returning status`;
  const [row] = await tx.query<{ status: 'sending' | 'failed' }>('letter-taken', text, [
    complaint,
    id,
    writtenInstant(at),
    messageId,
  ]);
  return row?.status;
}

/** A letter that was sent off, and of which it is not recorded yet that it went. */
export interface OnItsWay {
  readonly complaint: ComplaintId;
  readonly letter: string;
  readonly messageId: string;
  readonly sentBy: string | null;
}

/** Those of all complaints, the oldest ten thousand. */
export function lettersOnTheirWay(tx: Tx): Promise<readonly OnItsWay[]> {
  return tx.query<OnItsWay>(
    'letters-on-their-way',
    `select complaint_id as complaint, letter_id as letter, message_id as "messageId", sent_by as "sentBy" from letter
     where status = 'sending' and message_id is not null order by made_at, letter_id limit 10000`,
  );
}

/** Stores a new draft. */
export async function insertLetter(tx: Tx, letter: Letter): Promise<void> {
  await tx.query(
    'letter-insert',
    `insert into letter (complaint_id, letter_id, kind, language, status, version, judgement_number, set_number, dates, original_id,
       text_id, made_at, made_by, changed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10, $11, $12, $13, $12)`,
    [
      letter.complaint,
      letter.id,
      letter.kind,
      letter.language,
      letter.status,
      letter.version,
      letter.judgementNumber,
      letter.setNumber,
      JSON.stringify(letter.dates),
      letter.original,
      letter.text,
      writtenInstant(letter.madeAt),
      letter.madeBy,
    ],
  );
}

/** What changes of a letter; what is left out stays. */
export type LetterPart = Partial<
  Pick<Letter, 'text' | 'sentAt' | 'sentBy' | 'way' | 'order' | 'eventIds' | 'messageId' | 'errorCode'>
> & { readonly status: LetterStatus };

/** Changes a letter that is locked; gives it as it stands then. */
export async function updateLetter(tx: Tx, letter: Letter, part: LetterPart, at: Instant): Promise<Letter> {
  const next: Letter = { ...letter, ...part, version: letter.version + 1 };
  await tx.query(
    'letter-update',
    `update letter set status = $3, version = $4, text_id = $5, sent_at = $6, sent_by = $7, way = $8, order_id = $9,
       event_ids = $10::jsonb, message_id = $11, error_code = $12, changed_at = $13
     where complaint_id = $1 and letter_id = $2`,
    [
      next.complaint,
      next.id,
      next.status,
      next.version,
      next.text,
      next.sentAt === null ? null : writtenInstant(next.sentAt),
      next.sentBy,
      next.way,
      next.order,
      next.eventIds === null ? null : JSON.stringify(next.eventIds),
      next.messageId,
      next.errorCode,
      writtenInstant(at),
    ],
  );
  return next;
}

/** Erases a text between the draft and what stands now: nobody refers to it any more. */
export async function eraseText(tx: Tx, { complaint, original, text }: Letter): Promise<void> {
  if (text === original) return;
  await tx.query('letter-text-erase', 'delete from personal where complaint_id = $1 and personal_id = $2', [
    complaint,
    text,
  ]);
}
