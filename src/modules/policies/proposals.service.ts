import { Inject, Injectable } from '@nestjs/common';
import { actorName } from '../../actor.js';
import { demand } from '../../authority/demand.js';
import type { Known } from '../../authority/known.js';
import { now } from '../../clock.js';
import { readSolo } from '../../config.js';
import { RedressError, type Fault } from '../../errors.js';
import type { Claim } from '../../http/idempotency/claim.js';
import { once } from '../../http/idempotency/once.writer.js';
import type { Answer } from '../../http/idempotency/idempotency.repository.js';
import type { Reply } from '../../http/reply.js';
import { randomBytes } from '../../random.js';
import type { PolicyText } from '../../rules/policy/read-file.js';
import { DATABASE } from '../../store/database-token.js';
import { record } from '../../store/entries.repository.js';
import type { Database, Tx } from '../../store/tx.js';
import { turns } from '../../turns.js';
import { uuid } from '../complaints/keep-events.js';
import { POLICIES_FOLDER } from './policies-folder-token.js';
import { PoliciesService, soundSet, storeSet, type SoundSet } from './policies.service.js';
import { lockSets, newestNumber, newestSet } from './policy-sets.repository.js';
import { proposalFault } from './proposal-errors.js';
import {
  approvedDraft,
  endedDraft,
  proposedDraft,
  unapprovable,
  undecidable,
  type ListedProposal,
  type Proposal,
  type ProposalStatus,
} from './proposal.js';
import { checkProposed, readProposable, type Proposed } from './proposed-set.checker.js';
import {
  cursorOf,
  decideProposal,
  insertProposal,
  keptNowhere,
  listProposals,
  placeOfCursor,
  readProposal,
  waitingWith,
} from './proposals.repository.js';
import { filesOf, policySets, sameTexts, type SetTexts, type StoredSet } from './stored-set.js';

const longestReason = 2_000;

/** What came of a request: ids and outcomes alone, for it is kept for whoever sends the request again. */
export interface ProposalOutcome {
  readonly id: string;
  readonly status: ProposalStatus;
  readonly digest: string;
  /** The set that it became; null where it became none (yet). */
  readonly set: number | null;
}

export interface Asking {
  readonly who: Known;
  readonly claim?: Claim | undefined;
}

interface NewProposal {
  /** With their tests where there are any; undefined for the folder of policies. */
  readonly files?: readonly PolicyText[] | undefined;
  readonly reason: string;
  /** The set that they were made from, where the author knows it: refused where another is in force. */
  readonly base?: number | undefined;
}

/** Sets of policies from the hand of one person to the approval of another. */
@Injectable()
export class ProposalsService {
  /** A check takes seconds of the processor: one after another. */
  private readonly checking = turns(1);

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly policies: PoliciesService,
    @Inject(POLICIES_FOLDER) private readonly folder: string,
  ) {}

  /**
   * Proposes texts as the next set. Refuses those that do not load, that have a fault or a defect (each is told), that are in force
   * already or proposed already, and a base that has moved.
   */
  async propose({ files, reason, base }: NewProposal, { who, claim }: Asking): Promise<Reply<ProposalOutcome>> {
    demand(who, 'policy.propose', { at: now() });
    const given = reasonOf(reason);
    const proposed =
      files === undefined
        ? await readProposable(this.folder)
        : { files, faults: [], withoutTests: !files.some(({ file }) => /\.test\.ya?ml$/u.test(file)) };
    return this.store(proposed, { reason: given, base }, { who, claim });
  }

  /** Proposes the texts that stood before a set, as a new version: it undoes that set and all after it. Refuses the first set. */
  async undo(number: number, reason: string, { who, claim }: Asking): Promise<Reply<ProposalOutcome>> {
    demand(who, 'policy.propose', { at: now() });
    const given = reasonOf(reason);
    await this.policies.read(number);
    if (number === 1) throw new RedressError([proposalFault('policies.nothing_before')]);
    const { texts } = await this.policies.read(number - 1);
    const proposed = { files: filesOf(texts), faults: [], withoutTests: true };
    return this.store(proposed, { reason: given, undoes: number }, { who, claim });
  }

  /**
   * Puts a proposal in force as the newest set. `digest` is that of the set that was shown. Refuses whoever wrote it (unless one person
   * works alone), a proposal that is decided, and one that was made from another set than the one in force.
   */
  async approve(
    id: string,
    { digest, reason }: { readonly digest: string; readonly reason?: string | undefined },
    { who, claim }: Asking,
  ): Promise<Reply<ProposalOutcome>> {
    const given = reason === undefined ? undefined : reasonOf(reason);
    // Reading a set takes a while: it is done before anybody has to wait for the lock.
    const ready = await this.readyFor(id);
    let taken: StoredSet | undefined;
    const reply = await this.decide(id, { who, claim }, async (tx, proposal) => {
      demand(who, 'policy.approve', { at: now(), solo: readSolo() }, { writtenBy: proposal.authorAccount });
      const newest = await newestSet(tx);
      refuseIf(unapprovable(proposal, { digest, inForce: newest?.number ?? 0 }));
      if (ready === undefined) throw new RedressError([proposalFault('policies.proposal_not_read')]);
      const { author, diff, reason: why } = proposal;
      const signed = { author, approver: actorName(who.actor), reason: why, diff };
      taken = await storeSet(tx, newest, ready, signed, (set) => [
        approvedDraft(proposal, { set, account: who.account, reason: given }),
      ]);
      return { status: 'approved', reason: given, set: taken.number };
    });
    // Of an answer that was given before nothing has been written here.
    const isReplayed = reply.more.headers?.['idempotency-replayed'] !== undefined;
    if (taken !== undefined && !isReplayed) this.policies.adopt(taken, ready?.set);
    return reply;
  }

  /** Sends a proposal back for good. Refuses its author, who withdraws it instead, and one that is decided. */
  async refuse(id: string, reason: string, asking: Asking): Promise<Reply<ProposalOutcome>> {
    const given = reasonOf(reason);
    return this.decide(id, asking, async (tx, proposal) => {
      const { who } = asking;
      demand(who, 'policy.approve', { at: now(), solo: readSolo() }, { writtenBy: proposal.authorAccount });
      return this.end(tx, proposal, 'refused', given, who);
    });
  }

  /** Takes a proposal back: whoever may propose may do that, not the author alone. Refuses one that is decided. */
  async withdraw(id: string, reason: string, asking: Asking): Promise<Reply<ProposalOutcome>> {
    const given = reasonOf(reason);
    return this.decide(id, asking, async (tx, proposal) => {
      demand(asking.who, 'policy.propose', { at: now() });
      return this.end(tx, proposal, 'withdrawn', given, asking.who);
    });
  }

  /** Refuses an id that no proposal has. */
  async read(id: string): Promise<Proposal> {
    return found(await readProposal(this.database.reading, id));
  }

  /** One page, from the newest. */
  async list(page: {
    readonly status?: ProposalStatus | undefined;
    readonly after?: string | undefined;
    readonly limit: number;
  }): Promise<{ readonly proposals: readonly ListedProposal[]; readonly next?: string }> {
    const { status, after, limit } = page;
    const rows = await listProposals(this.database.reading, {
      limit: limit + 1,
      ...(status === undefined ? {} : { status }),
      ...(after === undefined ? {} : { after: placeOfCursor(after) }),
    });
    const proposals = rows.slice(0, limit);
    const last = proposals.at(-1);
    return { proposals, ...(rows.length > limit && last !== undefined ? { next: cursorOf(last) } : {}) };
  }

  /** The number of the set in force, as the database has it; 0 where there is none. */
  newest(): Promise<number> {
    return newestNumber(this.database.reading);
  }

  /** The proposal with these texts that can still be approved; undefined where there is none. */
  async waiting(texts: SetTexts): Promise<string | undefined> {
    return waitingWith(this.database.reading, texts, await this.newest());
  }

  /** Which of these texts of a folder stand in no set and in no proposal: whoever overwrites such a file loses it. */
  keptNowhere(texts: SetTexts): Promise<readonly string[]> {
    return keptNowhere(this.database.reading, texts);
  }

  private async store(
    proposed: Proposed,
    { reason, base, undoes }: { readonly reason: string; readonly base?: number | undefined; readonly undoes?: number },
    { who, claim }: Asking,
  ): Promise<Reply<ProposalOutcome>> {
    const at = now();
    const sound = await this.checking.take(() => checkProposed(proposed, at));
    const id = uuid(randomBytes);
    return once(this.database, claim, at, async (tx) => {
      await lockSets(tx);
      const newest = await newestSet(tx);
      const inForce = newest?.number ?? 0;
      if (base !== undefined && base !== inForce)
        throw new RedressError([proposalFault('policies.base_moved', { base, set: inForce })]);
      if (newest !== undefined && sameTexts(newest.texts, sound.texts))
        throw new RedressError([proposalFault('policies.nothing_new', { set: inForce })]);
      const same = await waitingWith(tx, sound.texts, inForce);
      if (same !== undefined) throw new RedressError([proposalFault('policies.already_proposed', { id: same })]);
      const proposal: Proposal = {
        id,
        digest: sound.set.digest,
        texts: sound.texts,
        base: inForce,
        undoes,
        reason,
        diff: this.policies.diffFrom(newest, sound),
        author: actorName(who.actor),
        authorAccount: who.account,
        proposedAt: at,
        status: 'waiting',
        decision: undefined,
      };
      await insertProposal(tx, proposal);
      await record(tx, policySets, [proposedDraft(proposal)], { actor: proposal.author, at });
      return { ...answered(proposal), status: 201 };
    });
  }

  /** One decision about one proposal, while nobody else decides anything about sets. */
  private decide(
    id: string,
    { who, claim }: Asking,
    decision: (
      tx: Tx,
      proposal: Proposal,
    ) => Promise<{
      readonly status: Exclude<ProposalStatus, 'waiting'>;
      readonly reason: string | undefined;
      readonly set: number | undefined;
    }>,
  ): Promise<Reply<ProposalOutcome>> {
    const at = now();
    return once(this.database, claim, at, async (tx) => {
      await lockSets(tx);
      const proposal = found(await readProposal(tx, id));
      const { status, reason, set } = await decision(tx, proposal);
      const decided = await decideProposal(tx, id, status, { at, by: actorName(who.actor), reason, set });
      if (!decided) refuseIf(undecidable(found(await readProposal(tx, id))));
      return answered({ ...proposal, status }, set);
    });
  }

  private async end(
    tx: Tx,
    proposal: Proposal,
    status: 'refused' | 'withdrawn',
    reason: string,
    { actor }: Known,
  ): Promise<{ readonly status: 'refused' | 'withdrawn'; readonly reason: string; readonly set: undefined }> {
    refuseIf(undecidable(proposal));
    await record(tx, policySets, [endedDraft(proposal, status, reason)], { actor: actorName(actor), at: now() });
    return { status, reason, set: undefined };
  }

  /** The set of a waiting proposal, ready to judge; undefined where this version of Redress does not read it as it was proposed. */
  private async readyFor(id: string): Promise<SoundSet | undefined> {
    const proposal = await this.read(id);
    if (proposal.status !== 'waiting') return undefined;
    const sound = soundSet(filesOf(proposal.texts));
    return 'set' in sound && sound.set.digest === proposal.digest ? sound : undefined;
  }
}

function answered({ id, status, digest }: Proposal, set?: number): Answer<ProposalOutcome> {
  const headers = { location: `/api/policies/proposals/${id}` };
  return { status: 200, body: { id, status, digest, set: set ?? null }, ...(status === 'waiting' ? { headers } : {}) };
}

function found(proposal: Proposal | undefined): Proposal {
  if (proposal === undefined) throw new RedressError([proposalFault('policies.unknown_proposal')]);
  return proposal;
}

function refuseIf(fault: Fault | undefined): void {
  if (fault !== undefined) throw new RedressError([fault]);
}

/** Refuses none, and one that nobody would read. */
function reasonOf(text: string): string {
  const reason = text.trim();
  if (reason === '' || reason.length > longestReason || !reason.isWellFormed())
    throw new RedressError([proposalFault('policies.no_reason', { limit: longestReason })]);
  return reason;
}
