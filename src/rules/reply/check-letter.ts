import type { Complaint } from '../complaint.js';
import type { MissingFact } from '../conditions/condition.js';
import { judge } from '../judge/judge.js';
import type { Policy, PolicySet } from '../policy/policy.js';
import type { Statement } from '../policy/statement-types.js';
import type { Instant } from '../values.js';
import { findPhrase, type PhraseFound } from './find-phrase.js';
import { sentencesOf } from './sentences.js';

/** One statement that a letter must make. */
export interface StatementChecked {
  readonly policy: Policy;
  readonly statement: Statement;
  /** What keeps one from knowing whether it must be made; empty where it must. */
  readonly missing: readonly MissingFact[];
  /** Undefined: not found. A person confirms either. */
  readonly found: PhraseFound | undefined;
}

export interface LetterChecked {
  readonly statements: readonly StatementChecked[];
  /** Policies of which nobody knows whether they apply, so whether they ask for statements. */
  readonly open: readonly { readonly policy: string; readonly missing: readonly MissingFact[] }[];
}

const letterId = 'letter-to-check';

/**
 * Looks in a letter for every statement that it must make, as if it were sent at this instant: the versions in force then, of the
 * policies that apply to the complaint. A statement about which facts are missing is looked for too, and says what is missing.
 */
export function checkLetter(
  set: PolicySet,
  complaint: Complaint,
  { letter, text, at }: { readonly letter: string; readonly text: string; readonly at: Instant },
): LetterChecked {
  const sent = { id: freeId(complaint), type: letter, at: { kind: 'instant', at } as const, data: {} };
  const { findings } = judge(set, { ...complaint, events: [...complaint.events, sent] }, at);
  const sentences = sentencesOf(text);
  const statements = findings.flatMap((finding): readonly StatementChecked[] => {
    const known = finding.occurrence?.event === sent.id ? statementOf(set, finding) : undefined;
    if (known === undefined || finding.outcome === 'not-applicable') return [];
    const missing = finding.outcome === 'indeterminate' ? finding.missing.filter(isAskedOf) : [];
    return [{ ...known, missing, found: findPhrase(sentences, known.statement.saidBy) }];
  });
  const about = new Set(policiesWith(set, letter));
  const open = findings.flatMap(({ policy, kind, missing }) =>
    kind === 'policy' && about.has(policy) ? [{ policy, missing }] : [],
  );
  return { statements, open };
}

/** The letters about which the set says what they must say, in the order of their names. */
export function lettersOf(set: PolicySet): readonly string[] {
  const letters = set.policies.flatMap(({ statements }) => statements.flatMap(({ each }) => each));
  return [...new Set(letters)].toSorted();
}

/** Whether it is a statement's condition that lacks something, and not its confirmation, which comes after this check. */
function isAskedOf({ name }: MissingFact): boolean {
  return name !== 'statement-confirmed' && name !== 'closed';
}

function statementOf(
  set: PolicySet,
  {
    policy,
    version,
    rule,
  }: { readonly policy: string; readonly version: number | undefined; readonly rule: string | undefined },
): { readonly policy: Policy; readonly statement: Statement } | undefined {
  for (const one of set.policies) {
    if (one.id !== policy || one.inForce.from !== version) continue;
    const statement = one.statements.find(({ id }) => id === rule);
    if (statement !== undefined) return { policy: one, statement };
  }
  return undefined;
}

function policiesWith({ policies }: PolicySet, letter: string): readonly string[] {
  return policies.filter(({ statements }) => statements.some(({ each }) => each.includes(letter))).map(({ id }) => id);
}

function freeId({ events }: Complaint): string {
  let id = letterId;
  while (events.some((event) => event.id === id)) id += '-';
  return id;
}
