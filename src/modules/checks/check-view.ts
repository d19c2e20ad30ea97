import type { z } from 'zod';
import type { Json } from '../../ledger/canonical.js';
import type { Run, RunRecord } from '../runs/run.js';
import { wordsOf } from '../../texts/word.js';
import { faultView, type InstantText } from '../policies/policy-views.js';
import type { CheckAccount, SkipReason } from './check-account.js';
import type { checkDto, skippedDto } from './checks.dto.js';
import { skipTexts } from './check-texts.js';
import type { Skipped } from './checks.repository.js';

type View = z.infer<typeof checkDto>;

const skipWords = wordsOf<SkipReason>(skipTexts);

/** A check as the API shows it. */
export function checkView(run: Run, when: InstantText): View {
  const { id, status, actor, createdAt, startedAt, endedAt, request, account, faults } = run;
  return {
    id,
    status,
    actor,
    created_at: when(createdAt),
    ...(startedAt !== undefined && { started_at: when(startedAt) }),
    ...(endedAt !== undefined && { ended_at: when(endedAt) }),
    request: { ...request },
    ...(status !== 'done' && account !== undefined && { progress: progressOf(account) }),
    // The account of a check that is done was written by `runCheck`, and nothing else writes one.
    ...(status === 'done' && account !== undefined && { result: resultOf(account as unknown as CheckAccount, when) }),
    faults: faults.map(faultView),
  };
}

/** A complaint that a check passed over, with the reason in both languages. */
export function skippedView({ id, source, reference, reason }: Skipped): z.infer<typeof skippedDto>['skipped'][number] {
  return { complaint: id, source, reference, reason: skipWords[reason] };
}

function progressOf({ population, examined, skipped }: RunRecord): View['progress'] {
  const whole = (value: Json | undefined): number => (typeof value === 'number' ? value : 0);
  return { population: whole(population), examined: whole(examined), skipped: whole(skipped) };
}

function resultOf(account: CheckAccount, when: InstantText): View['result'] {
  const { skippedFor, at, nextLookAt, rules, own } = account;
  return {
    population: account.population,
    examined: account.examined,
    skipped: account.skipped,
    skipped_for: { ...skippedFor },
    at: when(at),
    stored: account.stored,
    renewed: account.renewed,
    changed: account.changed,
    complaints: { ...account.complaints },
    findings: account.findings,
    outcomes: { ...account.outcomes },
    own: { findings: own.findings, outcomes: { ...own.outcomes } },
    rules: rules.map((rule) => ({ ...rule, outcomes: { ...rule.outcomes } })),
    others: {
      rights: { ...account.others.rights },
      used_late: account.others.usedLate,
      records: { ...account.others.records },
      escalations_due: account.others.escalationsDue,
    },
    set: { number: account.setNumber, digest: account.policySet },
    calendars: { ...account.calendars },
    time_zone_data: account.timeZoneData,
    engine: account.engine,
    next_look_at: nextLookAt === null ? null : when(nextLookAt),
    milliseconds: account.milliseconds,
  };
}
