import { hash } from 'node:crypto';
import type { Fault } from '../../errors.js';
import { canonical, type Json } from '../../ledger/canonical.js';
import { saltLength } from '../../ledger/commitment.js';
import type { EntryDraft } from '../../ledger/entry.js';
import type { RandomBytes } from '../../random.js';
import type { Instant } from '../../rules/values.js';

/** What a run does. */
export type RunKind = 'import' | 'undo' | 'check' | 'report' | 'retention' | 'verification' | 'export';

/** `interrupted`: its process ended before it did. What was ordered is taken up again by a new run; of anything else asking again starts one. */
export type RunStatus = 'waiting' | 'running' | 'done' | 'failed' | 'interrupted';

/** A UUID. */
export type RunId = string;

/** Plain JSON. It may name a file, and with that a person: see `salted`. */
export type RunRecord = { readonly [key: string]: Json | undefined };

/** Something that takes a while, over many complaints, with its account. */
export interface Run {
  readonly id: RunId;
  readonly kind: RunKind;
  readonly status: RunStatus;
  /** Who asked for it. */
  readonly actor: string;
  readonly createdAt: Instant;
  readonly startedAt?: Instant;
  readonly endedAt?: Instant;
  readonly request: RunRecord;
  /** While it runs: how far it is. When it is done: all figures, which add up. */
  readonly account?: RunRecord;
  /** Why it failed or was interrupted; empty otherwise. */
  readonly faults: readonly Fault[];
}

/** A request or an account as its row keeps it. */
export type SaltedRecord = RunRecord & { readonly salt: string };

/** With a salt of its own: the entries stay for ever, and what they commit to cannot be guessed once the row is erased. */
export function salted(record: RunRecord, random: RandomBytes): SaltedRecord {
  return { ...record, salt: random(saltLength).toString('hex') };
}

/** The first entry of a run's chain: it commits to what was asked. */
export function beganDraft(kind: RunKind, request: SaltedRecord): EntryDraft {
  return { type: 'run-began', body: { kind, request: digestOf(request) } };
}

/** The last entry of a run's chain: it commits to the whole account as its row keeps it, and names its counts and digests. */
export function endedDraft({ status, account, faults }: Pick<Run, 'status' | 'account' | 'faults'>): EntryDraft {
  const body = {
    status,
    ...(account === undefined ? {} : { account: digestOf(account), figures: figuresOf(account) }),
    ...(faults.length === 0 ? {} : { faults: faults.map(({ code }) => code) }),
  };
  return { type: 'run-ended', body };
}

function digestOf(record: RunRecord): string {
  return hash('sha256', canonical(record));
}

/** Whole numbers and SHA-256 digests of the first level. */
function figuresOf(account: RunRecord): RunRecord {
  const figures = Object.entries(account).filter(
    ([, value]) => Number.isInteger(value) || (typeof value === 'string' && /^[0-9a-f]{64}$/u.test(value)),
  );
  return Object.fromEntries(figures);
}
