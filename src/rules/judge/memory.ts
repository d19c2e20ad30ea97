import type { MissingFact } from '../conditions/condition.js';
import type { Policy } from '../policy/policy.js';
import type { Instant } from '../values.js';
import type { Finding, RightFinding } from './judgement.js';

/** What is kept while one complaint is judged, so that nothing is worked out twice. Never changes an answer. */
export interface Memory {
  /** What was worked out, by what it was worked out for. */
  readonly found: Map<object, unknown>;
  /** What rules answered, by `policy#rule`. */
  readonly answers: Map<string, IndexedAnswer>;
  /** The reading of an ambiguous text that was noted last, by policy and parameter. */
  readonly noted: Map<Policy, Map<string, string>>;
  /** Facts and rules that are being worked out now: one that meets itself again has no end. */
  readonly under: Set<unknown>;
  /** How often something met itself. */
  cuts: number;
  /** The next instant at which time itself changes a fact that was read (S42). */
  nextStep: Instant | undefined;
}

/** What a rule says to those that ask about it. */
export interface Answered {
  readonly findings: readonly Finding[];
  readonly rights: readonly RightFinding[];
  /** Why nobody knows whether the rule says more than that. */
  readonly missing: readonly MissingFact[];
}

/** The same of each occurrence, by its event and by its `ref`. */
export interface IndexedAnswer {
  readonly all: Answered;
  readonly byEvent: ReadonlyMap<string, Answered>;
  readonly byRef: ReadonlyMap<string, Answered>;
}

export function newMemory(): Memory {
  return {
    found: new Map(),
    answers: new Map(),
    noted: new Map(),
    under: new Set(),
    cuts: 0,
    nextStep: undefined,
  };
}

/** What is remembered for `key`, made at the first time. The same key always has the same kind of thing. */
export function remembered<T>(memory: Memory, key: object, make: () => T): T {
  // One map for all keeps the memory in one place; each key belongs to one caller, who knows what it put there.
  const known = memory.found.get(key) as T | undefined;
  if (known !== undefined) return known;
  const made = make();
  memory.found.set(key, made);
  return made;
}

/** Takes down when time will change something next; what lies behind `at` changes nothing any more. */
export function noteStep(memory: Memory, step: Instant, at: Instant): void {
  if (step > at && (memory.nextStep === undefined || step < memory.nextStep)) memory.nextStep = step;
}
