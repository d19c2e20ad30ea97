import type { Finding, Judgement, Outcome, EscalationFinding, RetentionState, RightState } from '../judge/judgement.js';
import type { Instant } from '../values.js';

/** Of an escalation: whether anybody is to be told by now, or later. */
export type Telling = 'told-now' | 'told-later' | 'nobody-told';

/** What a rule of any section came to. */
export type Came = Outcome | RightState | RetentionState | Telling;

/** The answer that is meant: one finding, right or retention, or one escalation with all its levels. */
export interface Wanted {
  readonly policy: string;
  readonly rule: string;
  readonly occurrence?: Finding['occurrence'];
  readonly round?: number;
  /** Where nobody is told a judgement says nothing: that it is an escalation must be known. */
  readonly isEscalation?: true;
}

/** What the answer asked about came to; where it is no longer there, it does not apply. */
export function cameTo(judgement: Judgement, about: Wanted): Came {
  const { findings, rights, retention, escalations, at } = judgement;
  const isMeant = (each: { readonly policy: string; readonly rule: string | undefined }): boolean =>
    each.policy === about.policy && each.rule === about.rule;
  const duty = pick(findings.filter(isMeant), about);
  if (duty !== undefined) return duty.outcome;
  const right = pick(rights.filter(isMeant), about);
  if (right !== undefined) return right.state;
  const kept = pick(retention.filter(isMeant), about);
  if (kept !== undefined) return kept.state;
  const levels = escalations.filter((each) => isMeant(each) && isOf(about)(each));
  const whole = findings.find(({ policy, rule }) => policy === about.policy && rule === undefined)?.outcome;
  if (about.isEscalation === true) return levels.length === 0 && whole !== undefined ? whole : tellingOf(levels, at);
  return whole ?? 'not-applicable';
}

/** Whether the first level is to be told by an instant. */
export function tellingOf(levels: readonly EscalationFinding[], at: Instant): Telling {
  if (levels.length === 0) return 'nobody-told';
  return levels.some((level) => level.at <= at) ? 'told-now' : 'told-later';
}

interface Placed {
  readonly occurrence?: Finding['occurrence'];
  readonly round?: number;
}

function isOf({ occurrence, round }: Wanted): (each: Placed) => boolean {
  return (each) =>
    (occurrence === undefined || each.occurrence?.event === occurrence.event) &&
    (round === undefined || each.round === round);
}

function pick<F extends Placed>(all: readonly F[], { occurrence, round }: Wanted): F | undefined {
  if (occurrence !== undefined)
    return all.find((each) => each.occurrence?.event === occurrence.event && each.round === round);
  return all.find((each) => each.round === round) ?? all[0];
}
