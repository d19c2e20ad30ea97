import { Injectable } from '@nestjs/common';
import { RedressError } from '../../errors.js';
import { errorFields } from '../../http/log-line.js';
import { healthFault } from './health-errors.js';
import { readinessOf, type Needed, type PartState, type Readiness } from './part-state.js';

/** Resolves when the part can do its work, and rejects when it cannot: with a RedressError where it can say why. */
export type Check = () => Promise<unknown>;

const patience = 3_000;
/** Anyone may ask: the parts themselves are not asked more often than this. */
const freshFor = 1_000;

interface Part {
  readonly name: string;
  readonly check: Check;
  readonly needed: Needed;
  readonly age: (() => number | undefined) | undefined;
}

/** What must be well before requests are sent here, and what somebody has to know. A module adds its own checks when it starts (`onModuleInit`). */
@Injectable()
export class HealthChecks {
  private readonly parts = new Map<string, Part>();
  private last: { readonly at: number; readonly answer: Promise<readonly PartState[]> } | undefined;

  /**
   * Adds a part. `needed` says what does not go on without it: answering requests, unless told otherwise. `age` is how old what the check
   * says is, in seconds, where it looks at something that was done before.
   */
  add(
    name: string,
    check: Check,
    { needed = 'requests', age }: { readonly needed?: Needed; readonly age?: () => number | undefined } = {},
  ): void {
    this.parts.set(name, { name, check, needed, age });
    this.last = undefined;
  }

  /** Every part and how it is, at most a second old. Never refuses. */
  states(): Promise<readonly PartState[]> {
    const at = performance.now();
    if (this.last === undefined || at - this.last.at > freshFor)
      this.last = { at, answer: Promise.all([...this.parts.values()].map(stateOf)) };
    return this.last.answer;
  }

  /** Whether this process can do what it is there for. Refuses (503) where it cannot, without a word about the installation. */
  async ready(): Promise<Readiness> {
    return admitted(readinessOf(await this.states()));
  }

  /** The same of requests alone: whoever shares them out among processes asks this. */
  async servesRequests(): Promise<Readiness> {
    const states = await this.states();
    return admitted(readinessOf(states.filter(({ needed }) => needed === 'requests')));
  }
}

function admitted(readiness: Readiness | 'not-ready'): Readiness {
  if (readiness === 'not-ready') throw new RedressError([healthFault('health.not_ready')]);
  return readiness;
}

async function stateOf({ name: part, check, needed, age }: Part): Promise<PartState> {
  const { promise: silence, reject } = Promise.withResolvers<never>();
  const silent = healthFault('health.part_silent', { part, seconds: patience / 1_000 });
  const timer = setTimeout(() => reject(new RedressError([silent])), patience);
  const fault = await Promise.race([Promise.resolve().then(check), silence]).then(
    () => undefined,
    (error: unknown) => faultIn(error, part),
  );
  clearTimeout(timer);
  const ageSeconds = age?.();
  return {
    part,
    needed,
    ...(fault === undefined ? {} : { fault }),
    ...(ageSeconds === undefined ? {} : { ageSeconds }),
  };
}

function faultIn(error: unknown, part: string): NonNullable<PartState['fault']> {
  const fault = error instanceof RedressError ? error.faults[0] : undefined;
  if (fault !== undefined) return fault;
  const { code, error: name = '' } = errorFields(error, false);
  return healthFault('health.part_failed', { part, error: code ?? name });
}
