import type { CompiledCondition } from '../conditions/condition.js';
import type { RuleBase } from './rule-types.js';
import type { DurationValue } from './value-types.js';

/** Who is told, and when (S69-71). Levels in their order: each is told if the one before did not acknowledge. */
export interface Escalation extends RuleBase {
  readonly kind: 'escalation';
  readonly trigger:
    | { readonly kind: 'clock'; readonly rule: string; readonly at: EscalationTime }
    | { readonly kind: 'conditions'; readonly when: CompiledCondition };
  readonly levels: readonly EscalationLevel[];
}

export type EscalationTime =
  | { readonly kind: 'warn' }
  | { readonly kind: 'overdue' }
  | { readonly kind: 'offset'; readonly by: DurationValue; readonly direction: 'before' | 'after' };

export interface EscalationLevel {
  /** Roles. */
  readonly to: readonly string[];
  readonly acknowledgeWithin: DurationValue | undefined;
}
