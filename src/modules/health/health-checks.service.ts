import { Injectable } from '@nestjs/common';
import { RedressError } from '../../errors.js';
import { healthFault } from './health-errors.js';

/** Resolves when the part can do its work, and rejects when it cannot. */
export type Check = () => Promise<unknown>;

const patience = 3_000;
/** Anyone may ask: the parts themselves are not asked more often than this. */
const freshFor = 1_000;

/** What must be well before requests are sent here. A module adds its own check when it starts (`onModuleInit`). */
@Injectable()
export class HealthChecks {
  private readonly checks = new Map<string, Check>();
  private last: { readonly at: number; readonly answer: Promise<readonly string[]> } | undefined;

  /** Adds a part. Its name is shown to anyone: a word, nothing about the installation. */
  add(part: string, check: Check): void {
    this.checks.set(part, check);
    this.last = undefined;
  }

  /** The parts, all of them ready. Refuses (503) naming each that is not, or that does not say so within three seconds. */
  ready(): Promise<readonly string[]> {
    const at = performance.now();
    if (this.last === undefined || at - this.last.at > freshFor) this.last = { at, answer: this.askAll() };
    return this.last.answer;
  }

  private async askAll(): Promise<readonly string[]> {
    const parts = [...this.checks.keys()];
    const well = await Promise.all([...this.checks.values()].map(isWell));
    const faults = parts.flatMap((part, index) =>
      well[index] === true ? [] : [healthFault('health.not_ready', { part })],
    );
    if (faults.length > 0) throw new RedressError(faults);
    return parts;
  }
}

async function isWell(check: Check): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), patience);
  // Why it is not well is for the log of the part itself: it may name addresses.
  Promise.resolve()
    .then(check)
    .then(
      () => resolve(true),
      () => resolve(false),
    );
  return promise.finally(() => clearTimeout(timer));
}
