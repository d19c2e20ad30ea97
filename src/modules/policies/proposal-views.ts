import type { z } from 'zod';
import type { Change } from '../../rules/analysis/diff-sets.js';
import type { SetPerson } from '../../texts/approval-texts.js';
import { changeView } from './change-views.js';
import { diffView, filesView, type InstantText } from './policy-views.js';
import { isOutdated, type ListedProposal, type Proposal } from './proposal.js';
import type { proposalDto, proposalsDto } from './proposals.dto.js';

type Listed = z.infer<typeof proposalsDto>['proposals'][number];

/** What a view of a proposal needs besides it. */
export interface ProposalFacts {
  readonly inForce: number;
  readonly person: (actor: string) => SetPerson;
  readonly when: InstantText;
}

export function listedProposalView(proposal: ListedProposal, { inForce, person, when }: ProposalFacts): Listed {
  const { id, status, digest, base, undoes, reason, proposedAt, author, decision, diff } = proposal;
  return {
    id,
    status,
    digest,
    base,
    outdated: isOutdated(proposal, inForce),
    undoes: undoes ?? null,
    reason,
    proposed_at: when(proposedAt),
    author,
    author_name: person(author).name ?? null,
    decided_at: decision === undefined ? null : when(decision.at),
    decided_by: decision?.by ?? null,
    decided_by_name: (decision && person(decision.by).name) ?? null,
    decision_reason: decision?.reason ?? null,
    set: decision?.set ?? null,
    diff: diffView(diff),
  };
}

export function proposalView(
  proposal: Proposal,
  changes: readonly Change[],
  facts: ProposalFacts,
): z.infer<typeof proposalDto> {
  return {
    ...listedProposalView(proposal, facts),
    changes: changes.map(changeView),
    files: filesView(proposal.texts),
  };
}
