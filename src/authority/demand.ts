import { RedressError, type Fault } from '../errors.js';
import { mayNot, type AuthoritySubject, type Circumstances, type Verb } from './authority.js';
import { authorityFault } from './authority-errors.js';
import type { Known } from './known.js';

/** Refuses, with the reason, whoever may not do something to this subject. */
export function demand(who: Known, verb: Verb, circumstances: Circumstances, subject: AuthoritySubject = {}): void {
  const refusal = mayNot(who, verb, circumstances, subject);
  if (refusal !== undefined) throw new RedressError([authorityFault(refusal, verb)]);
}

/** Why somebody may not do all of these: each reason once. */
export function refusals(who: Known, verbs: Iterable<Verb>, circumstances: Circumstances): readonly Fault[] {
  const faults = new Map<string, Fault>();
  for (const verb of verbs) {
    const refusal = mayNot(who, verb, circumstances);
    if (refusal === undefined) continue;
    const fault = authorityFault(refusal, verb);
    faults.set(JSON.stringify(fault), fault);
  }
  return [...faults.values()];
}
