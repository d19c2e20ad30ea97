import type { ComplaintEvent } from '../complaint.js';
import type { MissingFact } from '../conditions/condition.js';
import type { Statement } from '../policy/statement-types.js';
import { compareTimes } from '../time/compare.js';
import { headOf } from './findings.js';
import type { Finding } from './judgement.js';
import { ask, isObserved } from './reader.js';
import type { Scope, View } from './scope.js';
import type { Section } from './section.js';

type Result = Pick<Finding, 'outcome' | 'missing' | 'reason'>;

/** Events that the engine knows: a person's word on a statement of a letter, the end of the handling, and its new start. */
const confirmedEvent = 'statement-confirmed';
const closedEvent = 'closed';
const reopenedEvent = 'reopened';

/** How statements of letters are answered: as requirements, one for each statement and letter. */
export const statementsSection: Section<Statement, Finding, undefined> = {
  judge: (scope, rule, letter) => [
    {
      finding: { ...headOf(scope.of, scope.policy, rule, letter), ...statementOf(scope, rule, letter), notes: [] },
      instance: undefined,
    },
  ],
  notApplicable: (of, { policy, rule }, { reason, occurrence, yieldsTo }) => ({
    ...headOf(of, policy, rule, occurrence),
    ...(reason === 'not-in-force' ? { version: undefined } : {}),
    outcome: 'not-applicable',
    reason,
    ...(yieldsTo === undefined ? {} : { yieldsTo }),
    missing: [],
    notes: [],
  }),
  indeterminate: (of, { policy, rule }, occurrence, missing) => ({
    ...headOf(of, policy, rule, occurrence),
    outcome: 'indeterminate',
    missing,
    notes: [],
  }),
  unverified: (finding) => ({ ...finding, unverified: true }),
  said: new WeakMap(),
};

/**
 * Whether a letter says what it must say: compliant once a person confirmed that it does, non-compliant where the last word is
 * that it does not, or where the complaint was closed without any; pending until then.
 */
function statementOf(scope: Scope, rule: Statement, letter: ComplaintEvent | undefined): Result {
  if (letter === undefined) return { outcome: 'not-applicable', reason: 'no-occurrence', missing: [] };
  const view: View = { occurrence: letter, asOf: letter.at };
  const { truth, missing } = ask(scope, view, rule.when);
  if (truth === false) return { outcome: 'not-applicable', reason: 'when-false', missing: [] };
  if (truth === undefined) return { outcome: 'indeterminate', missing };
  const closing = closingOf(scope, letter);
  const isThere = lastWord(scope, rule, letter, closing);
  if (isThere !== undefined) return { outcome: isThere ? 'compliant' : 'non-compliant', missing: [] };
  const unseen = unobserved(scope, closing === undefined ? [confirmedEvent, closedEvent] : [confirmedEvent]);
  if (unseen.length > 0) return { outcome: 'indeterminate', missing: unseen };
  return { outcome: closing === undefined ? 'pending' : 'non-compliant', missing: [] };
}

/** What the source would not report: then nobody knows whether it happened (S32). */
function unobserved(scope: Scope, types: readonly string[]): readonly MissingFact[] {
  return types.filter((type) => !isObserved(scope, type)).map((name) => ({ name, kind: 'event', why: 'not-reported' }));
}

/** The closing by which the letter had to be confirmed: the first after it, or the letter itself where it came after the end. */
function closingOf(scope: Scope, letter: ComplaintEvent): ComplaintEvent | undefined {
  const closings = scope.of.timeline.byType.get(closedEvent) ?? [];
  const next = closings.find(({ at }) => compareTimes(at, letter.at, scope.zone) >= 0);
  if (next !== undefined) return next;
  const last = closings.at(-1);
  const reopened = scope.of.timeline.byType.get(reopenedEvent) ?? [];
  const isOpen = last === undefined || reopened.some(({ at }) => compareTimes(at, last.at, scope.zone) >= 0);
  return isOpen ? undefined : letter;
}

/** What was said last of the statement, by the closing; contradictory words of one time say that it is not there. */
function lastWord(
  scope: Scope,
  rule: Statement,
  letter: ComplaintEvent,
  closing: ComplaintEvent | undefined,
): boolean | undefined {
  const words = (scope.of.timeline.byType.get(confirmedEvent) ?? []).filter(
    (event) =>
      isAbout(event, rule) &&
      isOf(scope, rule, event, letter) &&
      (closing === undefined || compareTimes(event.at, closing.at, scope.zone) <= 0),
  );
  const last = words.at(-1);
  if (last === undefined) return undefined;
  return words
    .filter(({ at }) => compareTimes(at, last.at, scope.zone) === 0)
    .every(({ data }) => data['confirmed_found'] === true);
}

/** A confirmation counts where it says which statement, whether it is there, and who says so. */
function isAbout({ data }: ComplaintEvent, rule: Statement): boolean {
  const { confirmed_statement: about, confirmed_found: found, confirmed_by: by } = data;
  const isThis = about === rule.ref || about === rule.id;
  return isThis && typeof found === 'boolean' && typeof by === 'string' && by.trim() !== '';
}

/**
 * With a `ref` a confirmation is about the letters that have it. Without one it is about the last letter before it or, where none
 * was sent yet, about the first: a draft was confirmed.
 */
function isOf(scope: Scope, rule: Statement, confirmation: ComplaintEvent, letter: ComplaintEvent): boolean {
  if (confirmation.ref !== undefined) return confirmation.ref === letter.ref;
  const letters = scope.of.timeline.events.filter(({ type }) => rule.each.includes(type));
  const before = letters.findLast(({ at }) => compareTimes(at, confirmation.at, scope.zone) <= 0);
  const meant = before ?? letters[0];
  return meant !== undefined && compareTimes(meant.at, letter.at, scope.zone) === 0;
}
