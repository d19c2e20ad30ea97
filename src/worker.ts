import { randomUUID } from 'node:crypto';
import { allProcessRoles, type ProcessRoles } from './process-roles.js';

/** This process, as the log, the figures and the rows that it leaves call it: another name at each start. */
export const workerId: string = randomUUID();

let roles: ProcessRoles = allProcessRoles;

/** Says what this process does; told once, when it starts to serve. */
export function workAs(given: ProcessRoles): void {
  roles = given;
}

/** What this process does: everything, as long as nobody said otherwise. */
export function workerRoles(): ProcessRoles {
  return roles;
}
