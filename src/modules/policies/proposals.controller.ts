import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Known } from '../../authority/known.js';
import { Allow } from '../../http/allow.js';
import { CurrentKnown } from '../../http/current-actor.js';
import type { Claim } from '../../http/idempotency/claim.js';
import { Idempotent } from '../../http/idempotency/idempotent.js';
import { Documented } from '../../http/openapi/documented.js';
import type { Reply } from '../../http/reply.js';
import { setNumber } from './policies.dto.js';
import { PoliciesService } from './policies.service.js';
import { instantTextOf } from './policy-views.js';
import { listedProposalView, proposalView, type ProposalFacts } from './proposal-views.js';
import type { ListedProposal } from './proposal.js';
import * as dto from './proposals.dto.js';
import { ProposalsService } from './proposals.service.js';
import { SetApprovals } from './set-approvals.service.js';
import { SetChanges } from './set-changes.service.js';

type Outcome = Promise<Reply<z.infer<typeof dto.outcomeDto>>>;

/** Sets of policies on their way into force: written by one person, approved by another. */
@Controller('api/policies')
@ApiTags('policies')
export class ProposalsController {
  constructor(
    private readonly proposals: ProposalsService,
    private readonly policies: PoliciesService,
    private readonly approvals: SetApprovals,
    private readonly changes: SetChanges,
  ) {}

  @Get('proposals')
  @Allow('policy.read')
  @Documented({
    summary: { en: 'Proposed sets, from the newest', zh: '提议的制度集，自最新起' },
    answer: dto.proposalsDto,
  })
  async list(
    @Query({ schema: dto.proposalsQuery }) page: z.infer<typeof dto.proposalsQuery>,
  ): Promise<z.infer<typeof dto.proposalsDto>> {
    const { proposals, ...next } = await this.proposals.list(page);
    const facts = await this.facts(proposals);
    return { proposals: proposals.map((each) => listedProposalView(each, facts)), ...next };
  }

  @Post('proposals')
  @Allow('policy.propose')
  @Documented({
    summary: {
      en: 'Proposes a set: the texts that are sent, or the folder of policies',
      zh: '提议制度集：所发送的文本或制度文件夹',
    },
    answer: dto.outcomeDto,
    status: 201,
    problems: [409],
  })
  propose(
    @Body({ schema: dto.newProposalDto }) proposal: z.infer<typeof dto.newProposalDto>,
    @CurrentKnown() who: Known,
    @Idempotent() claim: Claim | undefined,
  ): Outcome {
    return this.proposals.propose(proposal, { who, claim });
  }

  @Get('proposals/:id')
  @Allow('policy.read')
  @Documented({
    summary: { en: 'A proposal: what it changes, and its whole texts', zh: '一项提议：变更内容与全文' },
    answer: dto.proposalDto,
    problems: [404, 409],
  })
  async read(@Param('id', { schema: dto.proposalId }) id: string): Promise<z.infer<typeof dto.proposalDto>> {
    const proposal = await this.proposals.read(id);
    return proposalView(proposal, await this.changes.ofProposal(proposal), await this.facts([proposal]));
  }

  @Post('proposals/:id/approval')
  @HttpCode(200)
  @Allow('policy.approve')
  @Documented({
    summary: {
      en: 'Approves what another person proposed: its texts are the set in force from now on',
      zh: '批准他人的提议：其文本即成为现行制度集',
    },
    answer: dto.outcomeDto,
    problems: [404, 409],
  })
  approve(
    @Param('id', { schema: dto.proposalId }) id: string,
    @Body({ schema: dto.approvalDto }) approval: z.infer<typeof dto.approvalDto>,
    @CurrentKnown() who: Known,
    @Idempotent() claim: Claim | undefined,
  ): Outcome {
    return this.proposals.approve(id, approval, { who, claim });
  }

  @Post('proposals/:id/refusal')
  @HttpCode(200)
  @Allow('policy.approve')
  @Documented({
    summary: { en: 'Refuses what another person proposed', zh: '退回他人的提议' },
    answer: dto.outcomeDto,
    problems: [404, 409],
  })
  refuse(
    @Param('id', { schema: dto.proposalId }) id: string,
    @Body({ schema: dto.endDto }) { reason }: z.infer<typeof dto.endDto>,
    @CurrentKnown() who: Known,
    @Idempotent() claim: Claim | undefined,
  ): Outcome {
    return this.proposals.refuse(id, reason, { who, claim });
  }

  @Post('proposals/:id/withdrawal')
  @HttpCode(200)
  @Allow('policy.propose')
  @Documented({
    summary: { en: 'Withdraws a proposal', zh: '撤回提议' },
    answer: dto.outcomeDto,
    problems: [404, 409],
  })
  withdraw(
    @Param('id', { schema: dto.proposalId }) id: string,
    @Body({ schema: dto.endDto }) { reason }: z.infer<typeof dto.endDto>,
    @CurrentKnown() who: Known,
    @Idempotent() claim: Claim | undefined,
  ): Outcome {
    return this.proposals.withdraw(id, reason, { who, claim });
  }

  @Post('sets/:number/undo')
  @Allow('policy.propose')
  @Documented({
    summary: {
      en: 'Proposes to undo a set and all after it: the texts of the one before, as a new version',
      zh: '提议撤销某一制度集及其后各号：以其前一号的文本作为新版本',
    },
    answer: dto.outcomeDto,
    status: 201,
    problems: [404, 409],
  })
  undo(
    @Param('number', { schema: setNumber }) number: number,
    @Body({ schema: dto.undoDto }) { reason }: z.infer<typeof dto.undoDto>,
    @CurrentKnown() who: Known,
    @Idempotent() claim: Claim | undefined,
  ): Outcome {
    return this.proposals.undo(number, reason, { who, claim });
  }

  private async facts(proposals: readonly ListedProposal[]): Promise<ProposalFacts> {
    const actors = proposals.flatMap(({ author, decision }) => [author, decision?.by ?? []].flat());
    const set = this.policies.isReady() ? this.policies.inForce().set : undefined;
    return {
      person: await this.approvals.people(actors),
      inForce: await this.proposals.newest(),
      when: instantTextOf(set),
    };
  }
}
