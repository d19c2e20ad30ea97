import { writtenInstant } from './written-instant.js';
import type { Entry } from '../ledger/entry.js';
import type { Columns, Row } from './insert-text.js';

export const entryColumns: Columns = {
  subject_id: 'uuid',
  number: 'integer',
  subject_kind: 'text',
  type: 'text',
  actor: 'text',
  at: 'timestamptz',
  body: 'jsonb',
  previous: 'bytea',
  hash: 'bytea',
};

/** The row of the table `entry` that holds this entry. */
export function entryRow({ subject, number, type, actor, at, body, previous, hash }: Entry): Row {
  return {
    subject_id: subject.id,
    number,
    subject_kind: subject.kind,
    type,
    actor,
    at: writtenInstant(at),
    body,
    previous,
    hash,
  };
}
