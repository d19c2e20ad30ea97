import type { Finding, Outcome } from '../../rules/judge/judgement.js';
import { formatTime } from '../../rules/time/parse-time.js';
import type { Zone } from '../../rules/time/calendar.js';
import type { Time } from '../../rules/values.js';
import { outcomeWords } from '../judgements/judgement-words.js';

/** What a finding says in short: null for a rule that does not apply. */
type Side = { readonly outcome: (typeof outcomeWords)[Outcome]; readonly due?: string } | null;

/** A finding that a new judgement says otherwise than the one before. */
export interface ChangedFinding {
  /** `policy#rule`, or the policy alone where the finding is about the whole of it. */
  readonly rule: string;
  readonly event?: string;
  readonly round?: number;
  readonly from: Side;
  readonly to: Side;
}

/** Which findings have another outcome or another due date than before, in the order of the newer; those that are gone come last. */
export function changedFindings(
  before: readonly Finding[],
  after: readonly Finding[],
  zone: Zone,
): readonly ChangedFinding[] {
  const was = byKey(before);
  const is = byKey(after);
  return [...new Set([...is.keys(), ...was.keys()])].flatMap((key) => {
    const [from, to] = [was.get(key), is.get(key)];
    const named = to ?? from;
    if (named === undefined || (from?.outcome === to?.outcome && isSameTime(from?.due, to?.due))) return [];
    const { policy, rule, occurrence, round } = named;
    return [
      {
        rule: rule === undefined ? policy : `${policy}#${rule}`,
        ...(occurrence === undefined ? {} : { event: occurrence.event }),
        ...(round === undefined ? {} : { round }),
        from: sideOf(from, zone),
        to: sideOf(to, zone),
      },
    ];
  });
}

function byKey(findings: readonly Finding[]): ReadonlyMap<string, Finding> {
  return new Map(
    findings.map((finding) => {
      const { policy, rule, occurrence, round } = finding;
      return [JSON.stringify([policy, rule, occurrence?.event, round]), finding];
    }),
  );
}

function sideOf(finding: Finding | undefined, zone: Zone): Side {
  if (finding === undefined) return null;
  const { outcome, due } = finding;
  return { outcome: outcomeWords[outcome], ...(due === undefined ? {} : { due: formatTime(due, zone) }) };
}

function isSameTime(a: Time | undefined, b: Time | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
