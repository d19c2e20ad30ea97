import { RedressError } from '../../errors.js';
import type { Instant } from '../../rules/values.js';
import { milliseconds } from '../../store/sql-parts.js';
import type { Tx } from '../../store/tx.js';
import { proposalFault } from './proposal-errors.js';
import type { Decision, ListedProposal, Proposal, ProposalStatus } from './proposal.js';
import type { SetTexts } from './stored-set.js';

export async function insertProposal(tx: Tx, proposal: Proposal): Promise<void> {
  const { id, digest, texts, base, undoes, reason, diff, author, authorAccount, proposedAt } = proposal;
  await tx.query('policy-proposal-insert', insertText, [
    id,
    digest,
    JSON.stringify(texts),
    base,
    undoes ?? null,
    reason,
    diff === undefined ? null : JSON.stringify(diff),
    author,
    authorAccount,
    time(proposedAt),
  ]);
}

const insertText = `
  insert into policy_proposal
    (proposal_id, digest, files, base_number, undoes, reason, diff, author, author_account, proposed_at, status)
  values ($1, $2, $3::jsonb, $4, $5, $6, $7::jsonb, $8, $9, $10, 'waiting')`;

/** Writes what became of a waiting proposal; its texts stay as they are. False where it does not wait any more. */
export async function decideProposal(
  tx: Tx,
  id: string,
  status: Exclude<ProposalStatus, 'waiting'>,
  { at, by, reason, set }: Decision,
): Promise<boolean> {
  const text = `update policy_proposal set status = $2, decided_at = $3, decided_by = $4, decision_reason = $5, set_number = $6
    where proposal_id = $1 and status = 'waiting' returning proposal_id`;
  const values = [id, status, time(at), by, reason ?? null, set ?? null];
  return (await tx.query('policy-proposal-decide', text, values)).length > 0;
}

const columns = `proposal_id as id, digest, base_number as base, undoes, reason, diff, author,
  author_account as "authorAccount", ${milliseconds('proposed_at')} as "proposedAt", status,
  ${milliseconds('decided_at')} as "decidedAt", decided_by as "decidedBy", decision_reason as "decisionReason",
  set_number as "set"`;

export async function readProposal(tx: Tx, id: string): Promise<Proposal | undefined> {
  const text = `select ${columns}, files as texts from policy_proposal where proposal_id = $1`;
  const [row] = await tx.query<Row & { readonly texts: SetTexts }>('policy-proposal-read', text, [id]);
  return row === undefined ? undefined : { ...proposalOf(row), texts: row.texts };
}

/** The last proposal of a page: the next page begins after it. */
export interface ProposalPlace {
  readonly at: Instant;
  readonly id: string;
}

/** From the newest. */
export async function listProposals(
  tx: Tx,
  {
    status,
    after,
    limit,
  }: { readonly status?: ProposalStatus; readonly after?: ProposalPlace; readonly limit: number },
): Promise<readonly ListedProposal[]> {
  const text = `select ${columns} from policy_proposal
    where ($1::text is null or status = $1)
      and ($2::timestamptz is null or proposed_at < $2 or (proposed_at = $2 and proposal_id > $3::uuid))
    order by proposed_at desc, proposal_id limit $4`;
  const values = [status ?? null, after === undefined ? null : time(after.at), after?.id ?? null, limit];
  return (await tx.query<Row>('policy-proposal-list', text, values)).map(proposalOf);
}

/** A proposal with these texts that waits and can still be approved after the set with this number; undefined where there is none. */
export async function waitingWith(tx: Tx, texts: SetTexts, base: number): Promise<string | undefined> {
  const text = `select proposal_id as id from policy_proposal
    where status = 'waiting' and base_number = $1 and files = $2::jsonb order by proposed_at limit 1`;
  const [row] = await tx.query<{ id: string }>('policy-proposal-same', text, [base, JSON.stringify(texts)]);
  return row?.id;
}

/** Which of these texts, by their paths, stand in no set and in no proposal: whoever overwrites such a file loses it. */
export async function keptNowhere(tx: Tx, texts: SetTexts): Promise<readonly string[]> {
  const text = `select t.key as file from jsonb_each_text($1::jsonb) t
    where not exists (select from policy_set s where s.files ->> t.key = t.value)
      and not exists (select from policy_proposal p where p.files ->> t.key = t.value)
    order by t.key collate "C"`;
  const rows = await tx.query<{ file: string }>('policy-text-kept-nowhere', text, [JSON.stringify(texts)]);
  return rows.map(({ file }) => file);
}

export function cursorOf({ proposedAt, id }: Pick<Proposal, 'proposedAt' | 'id'>): string {
  return Buffer.from(`${proposedAt}.${id}`).toString('base64url');
}

/** Refuses a text that `cursorOf` did not make. */
export function placeOfCursor(cursor: string): ProposalPlace {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const [, at, id] = /^(\d{1,14})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/u.exec(text) ?? [];
  if (at === undefined || id === undefined) throw new RedressError([proposalFault('policies.wrong_cursor')]);
  return { at: Number(at), id };
}

function time(at: Instant): string {
  return new Date(at).toISOString();
}

interface Row extends Omit<ListedProposal, 'undoes' | 'diff' | 'decision'> {
  readonly undoes: number | null;
  readonly diff: Proposal['diff'] | null;
  readonly decidedAt: Instant | null;
  readonly decidedBy: string | null;
  readonly decisionReason: string | null;
  readonly set: number | null;
}

function proposalOf(row: Row): ListedProposal {
  const { id, digest, base, undoes, reason, diff, author, authorAccount, proposedAt, status } = row;
  const { decidedAt, decidedBy, decisionReason, set } = row;
  return {
    id,
    digest,
    base,
    undoes: undoes ?? undefined,
    reason,
    diff: diff ?? undefined,
    author,
    authorAccount,
    proposedAt,
    status,
    decision:
      decidedAt === null || decidedBy === null
        ? undefined
        : { at: decidedAt, by: decidedBy, reason: decisionReason ?? undefined, set: set ?? undefined },
  };
}
