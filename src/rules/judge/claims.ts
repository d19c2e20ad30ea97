import { compareTimes } from '../time/compare.js';
import { zoneOf } from '../time/zone.js';
import type { RightFound } from './case-run.js';
import { electedFrom } from './grants.js';
import type { RightFinding } from './judgement.js';
import type { Case } from './scope.js';

/** A right that the complainant chose, and of a choice of remedies which. */
interface Election {
  readonly policy: string | undefined;
  readonly rule: string;
  readonly remedy: string | undefined;
}

/**
 * Of the rights of one claim the complainant has one: the last elected, or else the first that was used, closes the others
 * (S59). An election of a right that does not apply elects nothing. Of a choice of remedies the elected one is left (S58).
 */
export function claimed(of: Case, found: readonly RightFound[]): readonly RightFound[] {
  const elections = electionsOf(of);
  const marked = elections.length === 0 ? found : found.map((each) => withElection(each, elections));
  const byClaim = Map.groupBy(
    marked.filter(({ candidate }) => candidate.rule.claim !== undefined),
    ({ candidate }) => candidate.rule.claim,
  );
  const closed = new Map<RightFound, RightFinding>();
  for (const rights of byClaim.values())
    for (const [each, finding] of closedBy(of, rights, elections)) closed.set(each, finding);
  return closed.size === 0 ? marked : marked.map((each) => ({ ...each, finding: closed.get(each) ?? each.finding }));
}

function closedBy(
  of: Case,
  rights: readonly RightFound[],
  elections: readonly Election[],
): readonly (readonly [RightFound, RightFinding])[] {
  const chosen = lastElected(rights, elections);
  const holder = chosen ?? firstUsed(of, rights);
  if (holder === undefined) return [];
  const reason = chosen === undefined ? 'claim-used' : 'not-elected';
  return rights
    .filter((each) => each.candidate.rule.ref !== holder && isAlive(each.finding))
    .map((each) => [each, shut(each.finding, reason)]);
}

function isAlive({ state }: RightFinding): boolean {
  return state !== 'not-applicable' && state !== 'lapsed';
}

function shut(finding: RightFinding, reason: 'claim-used' | 'not-elected'): RightFinding {
  const { elected: _, ...rest } = finding;
  return { ...rest, state: 'not-applicable', reason, gives: [], missing: [] };
}

function lastElected(rights: readonly RightFound[], elections: readonly Election[]): string | undefined {
  const applicable = rights.filter(({ finding }) => finding.state !== 'not-applicable');
  for (const election of elections.toReversed()) {
    const right = applicable.find((each) => isOf(election, each));
    if (right !== undefined) return right.candidate.rule.ref;
  }
  return undefined;
}

function firstUsed(of: Case, rights: readonly RightFound[]): string | undefined {
  const zone = zoneOf(of.set.organisation.zone);
  const used = rights.flatMap(({ finding, candidate }) =>
    finding.state === 'used' && finding.used !== undefined ? [{ time: finding.used, ref: candidate.rule.ref }] : [],
  );
  return used.toSorted((a, b) => compareTimes(a.time, b.time, zone) || (a.ref < b.ref ? -1 : 1))[0]?.ref;
}

/** The last election of a right, or of a remedy of it. */
function withElection(each: RightFound, elections: readonly Election[]): RightFound {
  const { finding } = each;
  const election = elections.findLast((one) => isOf(one, each));
  if (election === undefined || !isAlive(finding)) return each;
  const { remedy } = election;
  const gives = remedy === undefined ? finding.gives : electedFrom(finding.gives, remedy);
  return { ...each, finding: { ...finding, elected: true, gives } };
}

function isOf({ policy, rule }: Election, { candidate }: RightFound): boolean {
  return rule === candidate.rule.id && (policy === undefined || policy === candidate.policy.id);
}

/** `policy#rule` or the bare id, and the remedy of a choice after a dot. */
function electionsOf({ timeline }: Case): readonly Election[] {
  return (timeline.byType.get('elected') ?? []).flatMap(({ data }) => {
    const value = Object.hasOwn(data, 'elected_right') ? data['elected_right'] : undefined;
    if (typeof value !== 'string') return [];
    const hash = value.indexOf('#');
    const policy = hash < 0 ? undefined : value.slice(0, hash);
    const [rule = '', ...remedy] = value.slice(hash + 1).split('.');
    return [{ policy, rule, remedy: remedy.length === 0 ? undefined : remedy.join('.') }];
  });
}
