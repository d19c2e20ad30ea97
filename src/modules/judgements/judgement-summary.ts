import { countedAs, noCounts, type Counts } from '../../rules/analysis/counted-as.js';
import type { RetentionState, RightState } from '../../rules/judge/judgement.js';
import type { Applying } from '../complaints/stored-judgement.js';

/** How many findings came to which outcome: all, and those about our own duties; where rights and records stand. They add up. */
export function summaryOf({ findings, rights, retention, escalations, notApplicable }: Applying, at: number) {
  const counts: Record<'all' | 'own', Counts> = { all: noCounts(), own: noCounts() };
  counts.all['not-applicable'] = notApplicable.findings;
  for (const finding of findings) {
    counts.all[countedAs(finding)]++;
    if (finding.own) counts.own[countedAs(finding)]++;
  }
  const { 'not-applicable': _, ...own } = counts.own;
  const due = escalations.filter((each) => each.at <= at).length;
  return {
    all: counts.all,
    own,
    rights: statesOf(rightStates, rights, notApplicable.rights),
    retention: statesOf(retentionStates, retention, notApplicable.retention),
    escalations: { due, later: escalations.length - due },
  };
}

const rightStates: Readonly<Record<RightState, 0>> = {
  'not-open-yet': 0,
  open: 0,
  used: 0,
  lapsed: 0,
  indeterminate: 0,
  'not-applicable': 0,
};

const retentionStates: Readonly<Record<RetentionState, 0>> = {
  'not-started': 0,
  keep: 0,
  'may-go': 0,
  'must-go': 0,
  restricted: 0,
  indeterminate: 0,
  'not-applicable': 0,
};

function statesOf<State extends RightState | RetentionState>(
  none: Readonly<Record<State, 0>>,
  found: readonly { readonly state: State }[],
  notApplicable: number,
): Record<State, number> {
  const counts: Record<State, number> = { ...none };
  for (const { state } of found) counts[state]++;
  return { ...counts, 'not-applicable': notApplicable };
}
