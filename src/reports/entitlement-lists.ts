import type { Judgement } from '../rules/judge/judgement.js';
import type { Instant, Time } from '../rules/values.js';
import { createBoundedList } from './bounded-list.js';
import {
  recordsNeedAttention,
  rightNeedsAttention,
  type EntitlementLists,
  type EscalationRow,
  type RecordsRow,
  type RightRow,
} from './entitlement-report.js';
import type { RuleIndex } from './rule-index.js';

/** Rows that one of these lists may have in print; the results files have every one. */
const MOST_ENTITLEMENTS = 100;

/** What needs attention besides duties, each list bounded while judgements pass by. */
export function createEntitlementLists(
  index: RuleIndex,
  at: Instant,
  perList: number,
): { offer(judgement: Judgement): void; finish(): EntitlementLists } {
  const most = Math.min(MOST_ENTITLEMENTS, perList);
  const end = ({ right }: RightRow): number => instantOf(right.until, () => index.zone(right));
  const rights = createBoundedList<RightRow>(
    most,
    (a, b) => Number(b.right.own) - Number(a.right.own) || rank(a) - rank(b) || end(a) - end(b),
  );
  const records = createBoundedList<RecordsRow>(most, (a, b) => RANKS[a.records.state] - RANKS[b.records.state]);
  const escalations = createBoundedList<EscalationRow>(most, (a, b) => a.escalation.at - b.escalation.at);
  return {
    offer({ complaint, rights: found, records: kept, escalations: told }) {
      for (const right of found) if (rightNeedsAttention(right)) rights.offer({ complaint, right });
      for (const each of kept) if (recordsNeedAttention(each)) records.offer({ complaint, records: each });
      for (const escalation of told) if (escalation.at <= at) escalations.offer({ complaint, escalation });
    },
    finish: () => ({ rights: rights.cut(), records: records.cut(), escalations: escalations.cut() }),
  };
}

/** Used late, then open, then unknown. */
function rank({ right }: RightRow): number {
  if (right.usedLate !== undefined) return 0;
  return right.state === 'open' ? 1 : 2;
}

const RANKS = { 'must-go': 0, restricted: 1, indeterminate: 2, keep: 3, 'may-go': 3, 'not-started': 3 } as const;

/** The end of a last day; what has no end comes last. */
function instantOf(time: Time | undefined, zone: () => ReturnType<RuleIndex['zone']>): Instant {
  if (time === undefined) return Number.MAX_SAFE_INTEGER;
  return time.kind === 'instant' ? time.at : zone().startOf(time.day + 1);
}
