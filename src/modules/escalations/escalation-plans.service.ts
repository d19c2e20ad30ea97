import { setImmediate as otherWork } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { unitsSeen } from '../../authority/authority.js';
import { demand } from '../../authority/demand.js';
import type { Known } from '../../authority/known.js';
import { now } from '../../clock.js';
import { RedressError } from '../../errors.js';
import type { PolicySet } from '../../rules/policy/policy.js';
import { formatInstant } from '../../rules/time/parse-time.js';
import { zoneOf } from '../../rules/time/zone.js';
import type { Instant } from '../../rules/values.js';
import { DATABASE } from '../../store/database-token.js';
import { takeSnapshot } from '../../store/snapshot.repository.js';
import { beforeAllIds } from '../../store/sql-parts.js';
import type { Database, Tx } from '../../store/tx.js';
import { turns } from '../../turns.js';
import type { ComplaintId } from '../complaints/complaint-id.js';
import type { StoredComplaint } from '../complaints/complaint.js';
import { readComplaints } from '../complaints/complaints.repository.js';
import type { Units } from '../complaints/visible.repository.js';
import { PoliciesService, soundSet } from '../policies/policies.service.js';
import { policySetFault } from '../policies/policy-set-errors.js';
import { ProposalsService } from '../policies/proposals.service.js';
import { filesOf } from '../policies/stored-set.js';
import { whoIsTold, type Recipient } from '../recipients/recipient.js';
import { Recipients } from '../recipients/recipients.service.js';
import { escalationFault } from './escalation-errors.js';
import { unitsAsked } from './escalations.service.js';
import { foreseenOf, type Foreseen } from './plan-complaint.js';
import { onlyIn, planLines, type PlanLine, type PlanLines } from './plan-lines.js';
import { countOpen, openAfter } from './plan.repository.js';
import { ruleTitle } from './rule-key.js';

export interface PlanAsked {
  readonly days: number;
  readonly unit?: string | undefined;
  /** By which policies: those in force, unless a draft is given. */
  readonly draft?: PolicySet | undefined;
  /** After so many milliseconds it is given up; never where it is left out. */
  readonly patience?: number;
  readonly onProgress?: (done: number, of: number) => void;
}

/** A complaint that could not be foreseen, or not to the end. */
export interface Unforeseen {
  readonly complaint: string;
  /** `judge`: it could not be judged; `looks`: it changes so often that it was given up. */
  readonly why: 'judge' | 'looks';
}

export interface EscalationPlan {
  readonly from: string;
  readonly until: string;
  readonly set: number;
  readonly isDraft: boolean;
  readonly open: number;
  readonly lookedAt: number;
  readonly tellings: number;
  readonly lines: readonly PlanLine[];
  /** Of a draft: what it would tell and the set in force would not, and the other way round. */
  readonly difference: { readonly more: readonly PlanLine[]; readonly fewer: readonly PlanLine[] } | undefined;
  readonly unforeseen: { readonly count: number; readonly first: readonly Unforeseen[] };
}

const day = 24 * 3_600_000;
/** Complaints read at once, and judged without a pause. */
const pageLength = 100;
const atAStretch = 5;
const unforeseenShown = 100;

/** Who would be told in the time to come. Stores nothing. */
@Injectable()
export class EscalationPlans {
  private readonly planning = turns(1);

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly policies: PoliciesService,
    private readonly proposals: ProposalsService,
    private readonly recipients: Recipients,
  ) {}

  /**
   * Who would be told when of the complaints that somebody sees, where nothing more happens to them and nobody acknowledges. Refuses
   * (409) what takes longer than `patience`.
   */
  async plan(asked: PlanAsked, who: Known): Promise<EscalationPlan> {
    const units = unitsAsked(unitsSeen(who, 'escalation.read'), asked.unit);
    const held = await this.recipients.all();
    return this.planning.take(() =>
      this.database.transaction(async (tx) => {
        await takeSnapshot(tx);
        return this.look(tx, asked, { units, held });
      }),
    );
  }

  /** The set of a proposal. Refuses (404) an unknown one, and texts that this version does not read. */
  async proposed(id: string, who: Known): Promise<PolicySet> {
    demand(who, 'policy.read', { at: now() });
    const sound = soundSet(filesOf((await this.proposals.read(id)).texts));
    if (!('set' in sound)) throw new RedressError(sound);
    return sound.set;
  }

  private async look(
    tx: Tx,
    { days, draft, patience = Infinity, onProgress }: PlanAsked,
    { units, held }: { readonly units: Units; readonly held: readonly Recipient[] },
  ): Promise<EscalationPlan> {
    const { set: inForce, number } = this.policies.inForce();
    const at = now();
    const span = { at, until: at + days * day };
    const of = await countOpen(tx, units);
    const sums = sumsFor(draft ?? inForce, inForce, held);
    const began = performance.now();
    for await (const complaint of complaintsOf(tx, units)) {
      if (sums.lookedAt % atAStretch === 0) {
        await otherWork();
        onProgress?.(sums.lookedAt, of);
        refuseIfLate(performance.now() - began, patience, { done: sums.lookedAt, of });
      }
      sums.lookedAt++;
      addOne(complaint, sums, { inForce, draft, number, ...span });
    }
    const zone = zoneOf((draft ?? inForce).organisation.zone);
    return {
      from: formatInstant(at, zone),
      until: formatInstant(span.until, zone),
      set: number,
      isDraft: draft !== undefined,
      open: of,
      lookedAt: sums.lookedAt,
      tellings: sums.all.count(),
      lines: sums.all.lines(),
      difference: draft === undefined ? undefined : { more: sums.more.lines(), fewer: sums.fewer.lines() },
      unforeseen: { count: sums.unforeseenCount, first: sums.unforeseen },
    };
  }
}

interface Sums {
  lookedAt: number;
  readonly all: PlanLines;
  readonly more: PlanLines;
  readonly fewer: PlanLines;
  unforeseenCount: number;
  readonly unforeseen: Unforeseen[];
}

function sumsFor(asked: PolicySet, inForce: PolicySet, held: readonly Recipient[]): Sums {
  const linesBy = (set: PolicySet): PlanLines => {
    const { zone, fallbackOwner: fallback } = set.organisation;
    return planLines({
      zone: zoneOf(zone),
      title: (rule) => ruleTitle(set, rule),
      told: (roles, unit) => whoIsTold(held, { roles, unit, fallback }),
    });
  };
  return {
    lookedAt: 0,
    all: linesBy(asked),
    more: linesBy(asked),
    fewer: linesBy(inForce),
    unforeseenCount: 0,
    unforeseen: [],
  };
}

interface By {
  readonly inForce: PolicySet;
  readonly draft: PolicySet | undefined;
  readonly number: number;
  readonly at: Instant;
  readonly until: Instant;
}

function addOne(complaint: StoredComplaint, sums: Sums, { inForce, draft, number, at, until }: By): void {
  const { id } = complaint;
  const unit = complaint.unit ?? null;
  const foresee = (set: PolicySet): readonly Foreseen[] => {
    const how = { set, setNumber: number, timeZoneData: process.versions['tz'] ?? '', at };
    const { told, isCut } = foreseenOf(complaint, how, until);
    if (isCut) addUnforeseen(sums, { complaint: id, why: 'looks' });
    return told;
  };
  try {
    const asked = foresee(draft ?? inForce);
    const before = draft === undefined ? asked : foresee(inForce);
    for (const each of asked) sums.all.add(id, unit, each);
    for (const each of onlyIn(asked, before)) sums.more.add(id, unit, each);
    for (const each of onlyIn(before, asked)) sums.fewer.add(id, unit, each);
  } catch {
    // The complaint is named, so that nobody takes its silence for good news; what is wrong with it judging it tells.
    addUnforeseen(sums, { complaint: id, why: 'judge' });
  }
}

function addUnforeseen(sums: Sums, one: Unforeseen): void {
  sums.unforeseenCount++;
  if (sums.unforeseen.length < unforeseenShown) sums.unforeseen.push(one);
}

async function* complaintsOf(tx: Tx, units: Units): AsyncGenerator<StoredComplaint> {
  for (let after: ComplaintId = beforeAllIds; ;) {
    const ids = await openAfter(tx, units, after, pageLength);
    const last = ids.at(-1);
    if (last === undefined) return;
    const stored = await readComplaints(tx, ids);
    for (const id of ids) {
      const complaint = stored.get(id);
      // One snapshot gave both.
      if (complaint === undefined) throw new RangeError('an open complaint could not be read');
      yield complaint;
    }
    after = last;
  }
}

function refuseIfLate(
  took: number,
  patience: number,
  { done, of }: { readonly done: number; readonly of: number },
): void {
  if (took <= patience) return;
  const data = { done, of, seconds: Math.round(took / 1_000) };
  throw new RedressError([escalationFault('escalation.plan_too_long', data)]);
}

/** Refuses texts with faults. */
export function soundDraft(files: Parameters<typeof soundSet>[0]): PolicySet {
  const sound = soundSet(files);
  if (!('set' in sound)) throw new RedressError(sound.length > 0 ? sound : [policySetFault('policies.no_policy')]);
  return sound.set;
}
