import { allRules } from '../analysis/all-rules.js';
import type { Complaint } from '../complaint.js';
import type { Derivation, Finding, Judgement } from '../judge/judgement.js';
import { sameTime } from '../time/compare.js';
import type { PolicySet } from '../policy/policy.js';
import type { Instant } from '../values.js';
import type { Came, Wanted } from './came.js';
import type { DateExplained } from './date-steps.js';
import { explainRule, type RuleExplained } from './explain-rule.js';
import { cameOf, foundOf, undecidedOf, type Found } from './found.js';
import { readingsOf, type ReadingFound } from './readings.js';

/** One answer with everything that led to it. */
export interface Answer {
  readonly ref: string;
  readonly about: Wanted;
  readonly came: Came;
  readonly found: Found;
  readonly dates: readonly (DateExplained | { readonly what: 'due'; readonly derivation: Derivation })[];
  /** Undefined only where the rule is not in the set. */
  readonly explained: RuleExplained | undefined;
  readonly readings: readonly ReadingFound[];
}

/** A judgement with the derivations of the dates of its findings. */
export interface JudgedWith {
  readonly judgement: Judgement;
  readonly derivationOf: (finding: Finding) => Derivation | undefined;
}

/** Everything that led to what a judgement says of a rule, on every occasion and round. */
export function answersAbout(
  set: PolicySet,
  complaint: Complaint,
  at: Instant,
  { judgement, derivationOf }: JudgedWith,
  ref: string,
): readonly Answer[] {
  const explained = explainRule(set, complaint, at, ref);
  const readings = readingsOf(set, complaint, at, ref);
  const said = foundOf(judgement, ref, set).filter((found) => found.kind !== 'escalation' || found.levels.length > 0);
  const open = said.length === 0 ? undecidedOf(judgement, ref) : undefined;
  const all: readonly Found[] =
    open === undefined ? foundOf(judgement, ref, set) : [{ kind: 'undecided', finding: open }];
  return all.map((found): Answer => {
    const about = aboutOf(found, ref, explained[0]?.rule.kind === 'escalation');
    const rule = explained.find(({ occurrence }) => occurrence?.id === about.occurrence?.event) ?? explained[0];
    return {
      ref,
      about,
      came: cameOf(found, at),
      found,
      dates: datesOf(found, rule, derivationOf),
      explained: rule,
      readings,
    };
  });
}

function aboutOf(found: Found, ref: string, isEscalation: boolean): Wanted {
  const [policy = '', rule = ''] = ref.split('#');
  const { occurrence, round } = partOf(found) ?? {};
  return {
    policy,
    rule,
    ...(occurrence === undefined ? {} : { occurrence }),
    ...(round === undefined ? {} : { round }),
    ...(isEscalation ? { isEscalation: true as const } : {}),
  };
}

interface Part {
  readonly occurrence?: Finding['occurrence'] | undefined;
  readonly round?: number | undefined;
}

function partOf(found: Found): Part | undefined {
  switch (found.kind) {
    case 'duty':
      return found.finding;
    case 'right':
      return found.right;
    case 'retention':
      return found.retention;
    case 'escalation':
      return found.levels[0];
    case 'undecided':
      return undefined;
  }
}

/** Only dates that the judgement says: those of other rounds, and of what does not apply, are left out. */
function datesOf(
  found: Found,
  explained: RuleExplained | undefined,
  derivationOf: JudgedWith['derivationOf'],
): Answer['dates'] {
  if (found.kind === 'duty') {
    const derivation = derivationOf(found.finding);
    return derivation === undefined ? [] : [{ what: 'due', derivation }];
  }
  const all = explained?.dates ?? [];
  if (found.kind === 'retention') {
    const { keepThrough, goBy, graceThrough } = found.retention;
    const days = { until: undefined, 'keep-through': keepThrough, 'go-by': goBy, 'grace-through': graceThrough };
    return all.filter(({ what, derivation: { due } }) => due?.kind === 'day' && due.day === days[what]);
  }
  const until = found.kind === 'right' ? found.right.until : undefined;
  const date = all.find(({ derivation: { due } }) => until !== undefined && due !== undefined && sameTime(due, until));
  return date === undefined ? [] : [date];
}

/** Rules of every section, in the order of the set: each `policy#rule` once. */
export function refsOf({ policies }: PolicySet): readonly string[] {
  return [...new Set(policies.flatMap((policy) => allRules(policy).map(({ ref }) => ref)))];
}
