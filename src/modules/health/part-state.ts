import type { Fault } from '../../errors.js';

/**
 * What does not go on without a part: `requests`, answering anybody; `work`, what this process is there for; `attention`, nothing yet, but
 * somebody has to look.
 */
export type Needed = 'requests' | 'work' | 'attention';

/** How a part is: well, or not and why. */
export interface PartState {
  readonly part: string;
  readonly needed: Needed;
  readonly fault?: Fault;
  /** How old what is said here is, in seconds, where it comes from something done before. */
  readonly ageSeconds?: number;
}

/** `degraded`: requests can be sent here, and somebody has to look. */
export type Readiness = 'ready' | 'degraded';

/** What the parts together come to. */
export function readinessOf(states: readonly PartState[]): Readiness | 'not-ready' {
  const unwell = states.filter(({ fault }) => fault !== undefined);
  if (unwell.some(({ needed }) => needed !== 'attention')) return 'not-ready';
  return unwell.length === 0 ? 'ready' : 'degraded';
}

/** A part that is not as it was. */
export interface Turn {
  readonly part: string;
  readonly needed: Needed;
  /** The code of what is wrong; none where it is well again. */
  readonly code: string | undefined;
}

/** What turned between two looks: each once, however often is looked. A part that was never seen before is expected to be well. */
export function turns(before: ReadonlyMap<string, string | undefined>, states: readonly PartState[]): readonly Turn[] {
  return states.flatMap(({ part, needed, fault }) =>
    before.get(part) === fault?.code ? [] : [{ part, needed, code: fault?.code }],
  );
}
