import { RedressError } from '../../errors.js';
import { identityFault } from './identity-errors.js';

/** As names are written: letters and digits of any script, and `. _ - @ +` between them. */
export const namePattern = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._@+-]{1,63}$/u;

/** A sign-in name in the one form in which it is kept (NFKC: full-width letters are letters). Refuses what is no name. */
export function accountName(given: string): string {
  const name = given.normalize('NFKC');
  if (!namePattern.test(name)) throw new RedressError([identityFault('identity.wrong_name')]);
  return name;
}

/** A name as it is looked for: whoever signs in may write it in capitals. */
export function soughtName(given: string): string {
  return given.normalize('NFKC').trim();
}
