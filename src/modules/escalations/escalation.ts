import type { StoredNotice } from '../complaints/complaint.js';
import type { ComplaintId } from '../complaints/complaint-id.js';
import type { Instant } from '../../rules/values.js';

/** What a notice holds beside its key; plain data without a personal value. */
export interface NoticeBody {
  readonly to?: readonly string[];
  /** When it was due. */
  readonly at?: Instant;
  readonly acknowledgeBy?: Instant;
  /** `policy#rule` of the clock that it watches. */
  readonly for?: string;
  readonly passedOver?: readonly number[];
  readonly judgement?: number;
}

/** One of a complaint, rule, level and round. */
export interface EscalationKey {
  readonly complaint: ComplaintId;
  readonly rule: string;
  readonly level: number;
  readonly round: number;
}

export interface Acknowledged {
  readonly at: Instant;
  readonly by: string;
}

/** A notice of an escalation with what became of it. */
export interface Escalation extends EscalationKey {
  readonly unit: string | null;
  readonly status: StoredNotice['status'];
  readonly toldAt: Instant;
  readonly body: NoticeBody;
  readonly acknowledged: Acknowledged | undefined;
  /** A level above was told too. */
  readonly isOvertaken: boolean;
}

export const statuses = [
  'waiting',
  'told',
  'acknowledged',
  'moot',
  'over',
] as const satisfies readonly StoredNotice['status'][];

/** To what a list is narrowed; `open`: waiting or told, and nobody has acknowledged it. */
export type StatusAsked = StoredNotice['status'] | 'open';

export function keyText({ complaint, rule, level, round }: EscalationKey): string {
  return JSON.stringify([complaint, rule, level, round]);
}
