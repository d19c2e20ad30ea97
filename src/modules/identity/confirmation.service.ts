import { Injectable } from '@nestjs/common';
import type { Known } from '../../authority/known.js';
import { RedressError } from '../../errors.js';
import type { Presented } from '../../http/authenticate.js';
import { inRequest } from '../../http/request.js';
import { AccountsService } from './accounts.service.js';
import { Passwords } from './passwords.service.js';
import { SecondFactorCodes } from './second-factor-codes.service.js';
import { secondFactorFault } from './second-factor-errors.js';
import { Sessions, type Entered } from './sessions.service.js';

export type Shown = { readonly password: string } | { readonly code: string };

/** Showing again who one is, for what takes it. */
@Injectable()
export class Confirmation {
  constructor(
    private readonly accounts: AccountsService,
    private readonly passwords: Passwords,
    private readonly codes: SecondFactorCodes,
    private readonly sessions: Sessions,
  ) {}

  /**
   * Takes the code where the account has a second factor, otherwise the password; a session from before the second factor was switched on
   * is asked for the code as well. Refuses the other of both, and a wrong one, soon with a wait (429).
   */
  async show(shown: Shown, who: Known, presented: Presented): Promise<Entered> {
    const { hasSecondFactor } = await this.accounts.read(who.account);
    if ('code' in shown) {
      if (!hasSecondFactor) throw refused('second_factor.password_needed', '/code');
      await this.codes.confirm(who, shown.code, presented);
    } else {
      if (hasSecondFactor) throw refused('second_factor.code_needed', '/password');
      await this.passwords.prove(who.account, shown.password, '/password');
    }
    return this.sessions.confirmed(who, presented);
  }
}

function refused(code: 'second_factor.password_needed' | 'second_factor.code_needed', pointer: string): RedressError {
  return new RedressError([secondFactorFault(code, {}, inRequest('body', pointer))]);
}
