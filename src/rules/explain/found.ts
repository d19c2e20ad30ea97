import type {
  EscalationFinding,
  Finding,
  Judgement,
  RecordsRetention,
  RetentionFinding,
  RightFinding,
} from '../judge/judgement.js';
import type { PolicySet } from '../policy/policy.js';
import type { Instant } from '../values.js';
import { tellingOf, type Came } from './came.js';

/** What a judgement says of one rule on one occasion and round. */
export type Found =
  | { readonly kind: 'duty'; readonly finding: Finding }
  | { readonly kind: 'right'; readonly right: RightFinding }
  /** With what all rules together say of the same records. */
  | { readonly kind: 'retention'; readonly retention: RetentionFinding; readonly records: RecordsRetention | undefined }
  /** Every level of one occasion and round; none where nobody is to be told. */
  | {
      readonly kind: 'escalation';
      readonly levels: readonly EscalationFinding[];
      /** What is found of the clock that it watches. */
      readonly watched: readonly Finding[];
    }
  /** Nobody knows whether its policy applies: the finding about the policy stands for it. */
  | { readonly kind: 'undecided'; readonly finding: Finding };

/** What a judgement says of a rule (`policy#rule`), on every occasion and round. */
export function foundOf({ findings, rights, retention, records, escalations }: Judgement, ref: string, set: PolicySet) {
  const isMeant = (each: { readonly policy: string; readonly rule: string | undefined }): boolean =>
    `${each.policy}#${each.rule ?? ''}` === ref;
  const told: readonly Found[] = [
    ...findings.filter(isMeant).map((finding) => ({ kind: 'duty' as const, finding })),
    ...rights.filter(isMeant).map((right) => ({ kind: 'right' as const, right })),
    ...retention.filter(isMeant).map((each) => ({
      kind: 'retention' as const,
      retention: each,
      records: records.find((record) => record.records === each.records),
    })),
  ];
  const clock = watchedBy(set, ref);
  if (clock === undefined) return told;
  const watched = findings.filter(({ policy, rule }) => clock.includes(`${policy}#${rule ?? ''}`));
  const groups = Map.groupBy(escalations.filter(isMeant), ({ occurrence, round }) => `${occurrence?.event} ${round}`);
  const levels = groups.size === 0 ? [[]] : [...groups.values()];
  return levels.map((each): Found => ({ kind: 'escalation', levels: each, watched }));
}

/** The clocks that an escalation watches; none for one on conditions, undefined for what is no escalation. */
function watchedBy({ policies }: PolicySet, ref: string): readonly string[] | undefined {
  const rules = policies.flatMap(({ escalations }) => escalations.filter((rule) => rule.ref === ref));
  if (rules.length === 0) return undefined;
  return rules.flatMap(({ trigger }) => {
    if (trigger.kind !== 'clock') return [];
    return [trigger.rule.includes('#') ? trigger.rule : `${ref.split('#')[0] ?? ''}#${trigger.rule}`];
  });
}

/** What it came to at an instant. */
export function cameOf(found: Found, at: Instant): Came {
  switch (found.kind) {
    case 'duty':
    case 'undecided':
      return found.finding.outcome;
    case 'right':
      return found.right.state;
    case 'retention':
      return found.retention.state;
    case 'escalation':
      return tellingOf(found.levels, at);
  }
}

/** What keeps a rule's policy from being judged; undefined where it is judged. */
export function undecidedOf({ findings }: Judgement, ref: string): Finding | undefined {
  return findings.find(({ policy, rule }) => rule === undefined && policy === ref.split('#')[0]);
}
