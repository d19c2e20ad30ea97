import type { Subject } from '../../ledger/entry.js';
import { randomBytes } from '../../random.js';
import type { Zone } from '../../rules/time/calendar.js';
import type { Instant } from '../../rules/values.js';
import { record } from '../../store/entries.repository.js';
import type { Tx } from '../../store/tx.js';
import { uuid } from '../complaints/keep-events.js';
import { announce } from '../notices/announcements.repository.js';
import { findingBody, findingText, type ScheduleFinding } from './finding.js';

/** All that befell schedules is one chain: the letters "schedu". */
export const schedulesSubject: Subject = { kind: 'schedules', id: '00000000-0000-8000-8000-736368656475' };

const actor = 'system:schedules';
const entryTypes = {
  missed: 'schedule-missed',
  failed: 'schedule-run-failed',
  overlap: 'schedule-passed-over',
  report: undefined,
  evidence: 'schedule-evidence-broken',
} as const satisfies Record<ScheduleFinding['kind'], string | undefined>;

export interface Keeping {
  readonly at: Instant;
  readonly zone: Zone;
  /** Who is told where a schedule names nobody; where that is nobody too, the chain alone keeps what was found. */
  readonly fallback: string | undefined;
}

/**
 * Keeps findings in the chain of schedules, and announces each to whoever holds its roles; they go to people as notices do. Part of the
 * transaction in which they are found.
 */
export async function keepFindings(
  tx: Tx,
  findings: readonly ScheduleFinding[],
  { at, zone, fallback }: Keeping,
): Promise<void> {
  if (findings.length === 0) return;
  const drafts = findings.flatMap((finding) => {
    const type = entryTypes[finding.kind];
    return type === undefined ? [] : [{ type, body: findingBody(finding) }];
  });
  if (drafts.length > 0) await record(tx, schedulesSubject, drafts, { actor, at });
  for (const finding of findings) {
    if (finding.tell.length === 0 && fallback === undefined) continue;
    const said = { ...findingText(finding, zone), notes: { schedules: finding.schedule, findings: finding.kind } };
    await announce(tx, { id: uuid(randomBytes), kind: 'schedule-finding', at, to: finding.tell, except: [], said });
  }
}
