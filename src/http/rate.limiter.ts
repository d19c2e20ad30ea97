import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { RedressError } from '../errors.js';
import { countRateLimited } from '../telemetry/process.counters.js';
import { addressGroup } from './client-address.js';
import { httpFault } from './http-errors.js';

/** Requests in a minute at most. */
export interface RateLimits {
  /** Of one account, by all its sessions and tokens together. */
  readonly account: number;
  /** Of one address, as long as they show nobody who is known. */
  readonly address: number;
}

/** Counts requests, in this process alone: several servers let through several times as many. */
export interface RateLimiter {
  /** Refuses an account that has asked too often, with the seconds until it may again. */
  account(id: string): Promise<void>;
  address(address: string): Promise<void>;
}

export function rateLimiter({ account, address }: RateLimits): RateLimiter {
  const accounts = new RateLimiterMemory({ points: account, duration: 60 });
  const addresses = new RateLimiterMemory({ points: address, duration: 60 });
  return {
    account: (id) => consume(accounts, 'account', id),
    address: (from) => consume(addresses, 'address', addressGroup(from)),
  };
}

/** For tests of something else: nobody is counted. */
export const unlimited: RateLimiter = { account: () => Promise.resolve(), address: () => Promise.resolve() };

async function consume(counter: RateLimiterMemory, by: 'account' | 'address', key: string): Promise<void> {
  try {
    await counter.consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    countRateLimited(by);
    const seconds = Math.max(1, Math.ceil(error.msBeforeNext / 1_000));
    throw new RedressError([httpFault('http.too_many_requests', { seconds })], { cause: error });
  }
}
