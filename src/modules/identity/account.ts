import type { Role } from '../../authority/roles.js';
import type { Instant } from '../../rules/values.js';

/** A person, a program that has tokens alone, or a person of the first look on one machine. */
export type AccountKind = 'person' | 'service' | 'demo';

/** A role that waits for a second administrator. */
export interface WaitingRole {
  readonly request: string;
  readonly role: Role;
}

export interface Account {
  readonly id: string;
  readonly kind: AccountKind;
  /** The sign-in name. */
  readonly name: string;
  readonly createdAt: Instant;
  readonly disabledAt?: Instant;
  readonly roles: readonly Role[];
  readonly units: readonly string[];
  readonly waiting: readonly WaitingRole[];
  readonly hasPassword: boolean;
  readonly hasSecondFactor: boolean;
}

/** A request for a role that a second administrator decides. */
export interface RoleRequest {
  readonly id: string;
  readonly account: string;
  readonly name: string;
  readonly role: Role;
  readonly askedAt: Instant;
  readonly askedBy: string;
  readonly decidedAt?: Instant;
  readonly decidedBy?: string;
  readonly granted?: boolean;
}
