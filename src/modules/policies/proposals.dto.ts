import { z } from 'zod';
import { storedNumber } from '../../http/number-schemas.js';
import { changeDto } from './changes.dto.js';
import { setDiffDto } from './policies.dto.js';
import { proposalStatuses } from './proposal.js';

const reason = z.string().trim().min(1).max(2_000);
const file = z.strictObject({ file: z.string().min(1).max(200), text: z.string() });

export const newProposalDto = z
  .strictObject({
    reason: reason.meta({ description: 'Why · 理由' }),
    files: z.array(file).min(1).max(5_000).optional().meta({
      description:
        'The whole set, with its tests where there are any; absent: the folder of policies of the server · 完整的制度集，可附测试；缺省为服务器上的制度文件夹',
    }),
    base: storedNumber.optional().meta({
      description:
        'The set that it was made from: refused (409) where another is in force · 所依据的制度集，若现行的已是另一个则拒绝（409）',
    }),
  })
  .meta({ id: 'NewPolicyProposal' });

export const undoDto = z.strictObject({ reason }).meta({ id: 'UndoOfPolicySet' });

export const approvalDto = z
  .strictObject({
    digest: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .meta({ description: 'Of the proposal as it was shown · 所看到的提议的摘要' }),
    reason: reason.optional(),
  })
  .meta({ id: 'PolicyApproval' });

export const endDto = z.strictObject({ reason }).meta({ id: 'EndOfPolicyProposal' });

export const outcomeDto = z
  .object({
    id: z.string(),
    status: z.enum(proposalStatuses),
    digest: z.string(),
    set: z.int().nullable().meta({ description: 'The set that it became · 由此形成的制度集' }),
  })
  .meta({ id: 'PolicyProposalOutcome' });

const listed = z.object({
  id: z.string(),
  status: z.enum(proposalStatuses),
  digest: z.string(),
  base: z.int().meta({ description: 'The set that it was made from; 0: none · 所依据的制度集，0 表示无' }),
  outdated: z.boolean().meta({
    description:
      'It waits in vain: another set is in force by now; the author proposes again · 现行制度集已变更，须重新提议',
  }),
  undoes: z.int().nullable().meta({
    description: 'The set that it undoes, with all after it · 所撤销的制度集（含其后各号）',
  }),
  reason: z.string(),
  proposed_at: z.string(),
  author: z.string(),
  author_name: z.string().nullable().meta({ description: 'null: the system · null 表示系统' }),
  decided_at: z.string().nullable(),
  decided_by: z.string().nullable(),
  decided_by_name: z.string().nullable(),
  decision_reason: z.string().nullable(),
  set: z.int().nullable(),
  diff: setDiffDto.nullable(),
});

export const proposalsDto = z
  .object({ proposals: z.array(listed.meta({ id: 'ListedPolicyProposal' })), next: z.string().optional() })
  .meta({ id: 'PolicyProposals', description: 'From the newest; "next" is "after" of the next page · 自最新起' });

export const proposalDto = listed
  .extend({
    changes: z.array(changeDto).meta({
      description: 'What it says otherwise than the set it was made from · 与所依据制度集在含义上的差异',
    }),
    files: z.array(z.object({ file: z.string(), digest: z.string(), text: z.string() })),
  })
  .meta({ id: 'PolicyProposal', description: 'With its whole texts · 含全文' });

export const proposalsQuery = z.object({
  status: z.enum(proposalStatuses).optional(),
  after: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const proposalId = z.uuid().toLowerCase();
