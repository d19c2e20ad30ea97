import { roles, type Role } from '../../authority/roles.js';
import type { Fault } from '../../errors.js';
import type { Headers } from '../../http/request.js';
import { demoFault } from './demo-errors.js';

/** Where and how the server runs, as far as it decides whether the accounts of the first look are offered. */
export interface Surroundings {
  /** The address that the server listens on. */
  readonly address: string;
  /** `DATABASE_URL` names the database. */
  readonly hasOwnDatabase: boolean;
  readonly isProduction: boolean;
}

/** The sign-in name of each role's account: `demo-officer`. */
export const demoNames: readonly (readonly [Role, string])[] = roles.map((role) => [role, `demo-${role}`]);

/** The store of samples/complaints.csv. */
export const demoUnits: readonly string[] = ['nanjing-road'];

/** Why the accounts of the first look are not offered here: each reason, none where they are. */
export function demoRefusals({ address, hasOwnDatabase, isProduction }: Surroundings): readonly Fault[] {
  return [
    ...(isLoopback(address) ? [] : [demoFault('demo.address', { address })]),
    ...(hasOwnDatabase ? [demoFault('demo.own_database')] : []),
    ...(isProduction ? [demoFault('demo.production')] : []),
  ];
}

/** Whether other machines cannot reach what listens on this address. A name counts only where it can mean nothing else. */
export function isLoopback(address: string): boolean {
  return /^127(\.\d{1,3}){3}$/.test(address) || address === '::1' || address.toLowerCase() === 'localhost';
}

/** Whether a proxy says in the headers that it passed the request on (RFC 7239, and what was usual before). */
export function isForwarded(headers: Headers): boolean {
  return Object.keys(headers).some((name) => name === 'forwarded' || name.startsWith('x-forwarded-'));
}
