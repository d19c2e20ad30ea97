import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Known } from '../../authority/known.js';
import { now } from '../../clock.js';
import { RedressError } from '../../errors.js';
import type { Instant } from '../../rules/values.js';
import { DATABASE } from '../../store/database-token.js';
import type { Database } from '../../store/tx.js';
import { PastSets } from '../judgements/past-sets.service.js';
import { PoliciesService } from '../policies/policies.service.js';
import { policySetFault } from '../policies/policy-set-errors.js';
import type { StoredJudgement } from './change.js';
import { comparisonView, type ComparisonView } from './comparison-view.js';
import type { comparisonQuery } from './comparison.dto.js';
import { complaintFault } from './complaint-errors.js';
import type { ComplaintId } from './complaint-id.js';
import { readJudgement } from './complaint-lists.repository.js';
import type { StoredComplaint } from './complaint.js';
import { readComplaints } from './complaints.repository.js';
import { knownAt, knownUpTo } from './judgeable.js';
import { compareSides, type Side } from './judgement-sides.js';
import { instantOf } from './read-queries.js';
import { resultOf } from './stored-judgement.js';
import { mustBeVisible } from './visible.repository.js';

export type ComparisonAsked = z.infer<typeof comparisonQuery>;

/** Judged then and judged now: what they say otherwise, and whether new knowledge, other policies or the time caused it. Stores nothing. */
@Injectable()
export class JudgementComparisons {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly policies: PoliciesService,
    private readonly pastSets: PastSets,
  ) {}

  /** Refuses complaints, judgements and sets that are not there, and sets that this version cannot read. */
  async compare(id: ComplaintId, asked: ComparisonAsked, who: Known): Promise<ComparisonView> {
    await mustBeVisible(this.database.reading, id, who);
    const complaint = (await readComplaints(this.database.reading, [id])).get(id);
    if (complaint === undefined) throw new RedressError([complaintFault('complaint.unknown')]);
    const number = asked.number ?? complaint.judgement.number;
    const stored = await readJudgement(this.database.reading, id, number);
    if (stored === undefined) throw new RedressError([complaintFault('complaint.unknown_judgement')]);
    const sides = { before: await this.before(complaint, stored, asked), after: await this.after(complaint, asked) };
    const compared = compareSides(sides.before, sides.after, stored.receipt.timeZoneData);
    const isThen =
      asked.against_known_at === undefined && asked.against_set === undefined && asked.against_at === undefined;
    const isRepeatable = !isThen || resultOf(compared.before).digest === stored.result;
    return comparisonView(id, sides, compared, isRepeatable);
  }

  private async before(complaint: StoredComplaint, stored: StoredJudgement, asked: ComparisonAsked): Promise<Side> {
    const until = instantOf('against_known_at', asked.against_known_at);
    return {
      known: until === undefined ? knownUpTo(complaint, stored.receipt.input.event) : knownAt(complaint, until),
      knownAt: until ?? learntBy(complaint, stored.receipt.input.event),
      ...(await this.set(asked.against_set ?? stored.setNumber)),
      at: instantOf('against_at', asked.against_at) ?? stored.at,
    };
  }

  private async after(complaint: StoredComplaint, asked: ComparisonAsked): Promise<Side> {
    const until = instantOf('known_at', asked.known_at);
    return {
      known: until === undefined ? complaint : knownAt(complaint, until),
      knownAt: until,
      ...(await this.set(asked.set ?? this.policies.inForce().number)),
      at: instantOf('at', asked.at) ?? now(),
    };
  }

  private async set(number: number): Promise<Pick<Side, 'set' | 'number'>> {
    const set = await this.pastSets.read(number);
    if (set === undefined) throw new RedressError([policySetFault('policies.set_not_read', { number })]);
    return { set, number };
  }
}

/** When the newest of these events was learnt. */
function learntBy({ events }: StoredComplaint, event: number): Instant | undefined {
  return events.findLast(({ number }) => number <= event)?.storedAt;
}
