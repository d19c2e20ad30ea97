import type { INestApplicationContext } from '@nestjs/common';
import { readSolo } from '../config.js';
import { RedressError } from '../errors.js';
import { PoliciesFolder } from '../modules/policies/policies-folder.service.js';
import { PoliciesService } from '../modules/policies/policies.service.js';
import { instantTextOf, type InstantText } from '../modules/policies/policy-views.js';
import { proposalFault } from '../modules/policies/proposal-errors.js';
import { isOutdated, type Proposal } from '../modules/policies/proposal.js';
import { proposalId } from '../modules/policies/proposals.dto.js';
import { ProposalsService } from '../modules/policies/proposals.service.js';
import { SetApprovals } from '../modules/policies/set-approvals.service.js';
import { SetChanges } from '../modules/policies/set-changes.service.js';
import { WorkingCopy, type Pulled } from '../modules/policies/working-copy.service.js';
import { actingPerson, type ActingOptions } from './acting.runner.js';
import { cliFault } from './cli-errors.js';
import type { PolicyStatus, WaitingProposal } from './policy-status-text.js';

/** More are in the list over HTTP. */
const shownAtOnce = 20;

/** What is in force, what the folder says otherwise, and what waits for approval. */
export async function policyStatus(app: INestApplicationContext): Promise<PolicyStatus> {
  const { proposals, folder, copy } = servicesOf(app);
  const { folder: path, state, faults, proposal } = await folder.status();
  const changes = state === 'differs' ? await copy.changes() : undefined;
  const listed = await proposals.list({ status: 'waiting', limit: shownAtOnce });
  const waiting: WaitingProposal[] = [];
  for (const { id } of listed.proposals) waiting.push(await waitingProposal(app, await proposals.read(id)));
  return {
    inForce: await inForce(app),
    folder: { folder: path, state, faults, proposal, changes },
    waiting,
    solo: readSolo(),
  };
}

async function inForce(app: INestApplicationContext): Promise<PolicyStatus['inForce']> {
  const { policies, approvals } = servicesOf(app);
  if (!policies.isReady()) return undefined;
  const { stored } = policies.inForce();
  const { number, digest, takenAt, reason } = stored;
  const approval = await approvals.ofOne(stored);
  return { number, digest, takenAt: timesOf(app)(takenAt), reason, approval };
}

export interface ProposeOptions extends ActingOptions {
  readonly reason?: string;
  readonly undo?: number;
}

/** Proposes the folder, or to undo a set. Gives the proposal as it waits. */
export async function propose(app: INestApplicationContext, options: ProposeOptions): Promise<WaitingProposal> {
  const { proposals } = servicesOf(app);
  const { reason = '', undo } = options;
  const who = await actingPerson(app, options);
  const { body } = await (undo === undefined
    ? proposals.propose({ reason }, { who })
    : proposals.undo(undo, reason, { who }));
  return waitingProposal(app, await proposals.read(body.id));
}

export interface ApproveOptions extends ActingOptions {
  readonly latest?: true;
  readonly digest?: string;
  readonly reason?: string;
}

/** The proposal that is to be approved, as it is shown before; `--latest` is the newest that waits. */
export async function proposalToApprove(
  app: INestApplicationContext,
  id: string | undefined,
  { latest }: ApproveOptions,
): Promise<WaitingProposal> {
  const command = 'redress policy approve';
  if (id !== undefined && latest === true)
    throw new RedressError([cliFault('cli.conflicting_options', { command, name: '--latest', other: 'id' })]);
  if (id === undefined && latest !== true)
    throw new RedressError([cliFault('cli.missing_argument', { command, name: 'id' })]);
  const { proposals } = servicesOf(app);
  if (id !== undefined) return waitingProposal(app, await proposals.read(knownId(id)));
  const [newest] = (await proposals.list({ status: 'waiting', limit: 1 })).proposals;
  if (newest === undefined) throw new RedressError([proposalFault('policies.none_waiting')]);
  return waitingProposal(app, await proposals.read(newest.id));
}

/** Approves what was shown, or what has the digest that was given. Gives the number of the set in force from now on. */
export async function approve(
  app: INestApplicationContext,
  { proposal }: WaitingProposal,
  options: ApproveOptions,
): Promise<PolicyStatus['inForce']> {
  const who = await actingPerson(app, options);
  const { digest = proposal.digest, reason } = options;
  await servicesOf(app).proposals.approve(proposal.id, { digest, reason }, { who });
  return inForce(app);
}

/** Sends a proposal back for good. Its author withdraws it instead. */
export async function refuse(
  app: INestApplicationContext,
  id: string,
  options: ActingOptions & { readonly reason: string },
): Promise<void> {
  const who = await actingPerson(app, options);
  await servicesOf(app).proposals.refuse(knownId(id), options.reason, { who });
}

export async function withdraw(
  app: INestApplicationContext,
  id: string,
  options: ActingOptions & { readonly reason: string },
): Promise<void> {
  const who = await actingPerson(app, options);
  await servicesOf(app).proposals.withdraw(knownId(id), options.reason, { who });
}

/** Writes a set into the folder. It changes nothing that is stored, and asks for nobody. */
export function pull(app: INestApplicationContext, set: number | undefined, force: boolean): Promise<Pulled> {
  return servicesOf(app).copy.pull(set, force);
}

async function waitingProposal(app: INestApplicationContext, proposal: Proposal): Promise<WaitingProposal> {
  const { proposals, approvals, changes } = servicesOf(app);
  const person = await approvals.people([proposal.author]);
  return {
    proposal,
    author: person(proposal.author),
    proposedAt: timesOf(app)(proposal.proposedAt),
    isOutdated: isOutdated(proposal, await proposals.newest()),
    changes: await changes.ofProposal(proposal),
  };
}

function knownId(id: string): string {
  const read = proposalId.safeParse(id);
  if (!read.success) throw new RedressError([proposalFault('policies.unknown_proposal')]);
  return read.data;
}

function timesOf(app: INestApplicationContext): InstantText {
  const { policies } = servicesOf(app);
  return instantTextOf(policies.isReady() ? policies.inForce().set : undefined);
}

function servicesOf(app: INestApplicationContext) {
  return {
    policies: app.get(PoliciesService, { strict: false }),
    proposals: app.get(ProposalsService, { strict: false }),
    approvals: app.get(SetApprovals, { strict: false }),
    changes: app.get(SetChanges, { strict: false }),
    folder: app.get(PoliciesFolder, { strict: false }),
    copy: app.get(WorkingCopy, { strict: false }),
  };
}
