import type { Actor } from '../../actor.js';

/** Who may see personal values: whoever holds the token of the server. Accounts have roles for it. */
export function mayPersonal({ kind }: Actor): boolean {
  return kind === 'token';
}
