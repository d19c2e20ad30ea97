import { hash } from 'node:crypto';
import type { Fault } from '../../errors.js';
import type { EntryDraft } from '../../ledger/entry.js';
import type { Instant } from '../../rules/values.js';
import { proposalFault } from './proposal-errors.js';
import type { SetDiff } from './policy-set-diff.js';
import { commitments, type SetTexts } from './stored-set.js';

/** `approved`: its texts became a set; the other two never will. */
export const proposalStatuses = ['waiting', 'approved', 'refused', 'withdrawn'] as const;

export type ProposalStatus = (typeof proposalStatuses)[number];

/** A set that somebody wants in force. Its texts never change; what becomes of it is decided once. */
export interface Proposal {
  readonly id: string;
  /** Of the set, see PolicySet. */
  readonly digest: string;
  readonly texts: SetTexts;
  /** The set that was in force when it was made; 0 where there was none. */
  readonly base: number;
  /** The set that it undoes, with all after it: its texts are those of the one before. */
  readonly undoes: number | undefined;
  readonly reason: string;
  /** Against the base; undefined where there was none. */
  readonly diff: SetDiff | undefined;
  /** As entries name them. */
  readonly author: string;
  /** The account that wrote it, of a token the one it acts for: nobody approves their own. */
  readonly authorAccount: string;
  readonly proposedAt: Instant;
  readonly status: ProposalStatus;
  readonly decision: Decision | undefined;
}

/** What became of a proposal. */
export interface Decision {
  readonly at: Instant;
  /** As entries name them. */
  readonly by: string;
  readonly reason: string | undefined;
  /** The set that an approved one became. */
  readonly set: number | undefined;
}

/** A proposal without its texts. */
export type ListedProposal = Omit<Proposal, 'texts'>;

/** Why this cannot be decided any more, or not by what was shown; undefined where it can. */
export function undecidable({ status }: Pick<Proposal, 'status'>): Fault | undefined {
  return status === 'waiting' ? undefined : proposalFault('policies.proposal_decided', { status });
}

/** Why this proposal cannot become the set after `inForce`, by somebody who was shown `digest`; undefined where it can. */
export function unapprovable(
  proposal: Pick<Proposal, 'status' | 'digest' | 'base'>,
  { digest, inForce }: { readonly digest: string; readonly inForce: number },
): Fault | undefined {
  const decided = undecidable(proposal);
  if (decided !== undefined) return decided;
  if (proposal.digest !== digest) return proposalFault('policies.other_digest');
  if (isOutdated(proposal, inForce)) return proposalFault('policies.base_moved', { base: proposal.base, set: inForce });
  return undefined;
}

/** Whether a proposal waits in vain: the set in force is no longer the one that it was made from. */
export function isOutdated({ status, base }: Pick<Proposal, 'status' | 'base'>, inForce: number): boolean {
  return status === 'waiting' && base !== inForce;
}

/** The entry of what was proposed: commits to its texts, what they change and the reason. */
export function proposedDraft(proposal: Proposal): EntryDraft {
  const { id, digest, base, undoes } = proposal;
  const body = { proposal: id, digest, base, ...(undoes === undefined ? {} : { undoes }), ...commitments(proposal) };
  return { type: 'set-proposed', body };
}

/** The entry of an approval: what was approved, whose it was, and whether one person alone did both. */
export function approvedDraft(
  proposal: Proposal,
  approval: { readonly set: number; readonly account: string; readonly reason: string | undefined },
): EntryDraft {
  const { id, digest, author, authorAccount, texts } = proposal;
  const { reason, set } = approval;
  const body = {
    proposal: id,
    set,
    digest,
    author,
    sameAccount: authorAccount === approval.account,
    ...commitments({ texts, diff: undefined, reason }),
  };
  return { type: 'set-approved', body };
}

/** The entry of a proposal that came to nothing. */
export function endedDraft(
  { id, digest }: Pick<Proposal, 'id' | 'digest'>,
  as: 'refused' | 'withdrawn',
  reason: string,
): EntryDraft {
  return { type: `set-${as}`, body: { proposal: id, digest, reason: hash('sha256', reason) } };
}
