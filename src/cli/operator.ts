import { roles } from '../authority/roles.js';
import type { Known } from '../authority/known.js';
import { now } from '../clock.js';

/** Whoever runs a command beside the database, which holds all that the command shows; entries name the command line. */
export function operator(): Known {
  return {
    actor: { kind: 'system', id: 'command-line' },
    account: '00000000-0000-8000-8000-000000000000',
    roles: new Set(roles),
    units: [],
    confirmedAt: now(),
  };
}
