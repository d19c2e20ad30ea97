import type { Finding, Outcome } from '../judge/judgement.js';

/** Under what a finding is counted: its outcome, but a breach that is waived apart from those that are not. */
export type CountedAs = Outcome | 'waived';

/** From the gravest, as a complaint's own outcome is chosen. Every figure of findings has one place for each. */
export const countedAsOrder = [
  'non-compliant',
  'indeterminate',
  'judgement-needed',
  'waived',
  'pending',
  'compliant',
  'not-applicable',
] as const satisfies readonly CountedAs[];

/** Where a finding is counted. A waiver excuses a breach alone: what is otherwise than broken is counted as it is. */
export function countedAs({ outcome, waived }: Pick<Finding, 'outcome' | 'waived'>): CountedAs {
  return waived !== undefined && outcome === 'non-compliant' ? 'waived' : outcome;
}

/** The gravest of those that some finding about our own duties has. */
export function gravestOf(findings: readonly Pick<Finding, 'outcome' | 'waived' | 'own'>[]): CountedAs {
  const found = new Set(findings.filter(({ own }) => own).map(countedAs));
  return countedAsOrder.find((one) => found.has(one)) ?? 'not-applicable';
}

/** How many are counted under each. */
export type Counts = Record<CountedAs, number>;

/** A zero in every place. */
export function noCounts(): Counts {
  return {
    compliant: 0,
    'non-compliant': 0,
    waived: 0,
    pending: 0,
    indeterminate: 0,
    'judgement-needed': 0,
    'not-applicable': 0,
  };
}
