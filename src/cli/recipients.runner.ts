import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import type { Actor } from '../actor.js';
import { RedressError } from '../errors.js';
import { AccountsService } from '../modules/identity/accounts.service.js';
import { recipientFault } from '../modules/recipients/recipient-errors.js';
import type { RoleView } from '../modules/recipients/recipient-views.js';
import type { WantedRecipient } from '../modules/recipients/recipient.js';
import { Recipients } from '../modules/recipients/recipients.service.js';
import { withApplication } from './application.context.js';

/** As entries name whoever changes this on the machine itself. */
const by: Actor = { kind: 'system', id: 'command-line' };

/** Who holds each role of the organisation. */
export function listRecipients(): Promise<readonly RoleView[]> {
  return withApplication((app) => app.get(Recipients, { strict: false }).list());
}

/** Gives a role to these and to nobody else. Refuses holders that are written wrongly and names that nobody has. */
export function setRecipients(role: string, holders: readonly string[]): Promise<RoleView> {
  return withApplication(async (app) => {
    const wanted: WantedRecipient[] = [];
    for (const holder of holders) wanted.push(await wantedOf(app, holder));
    return (await app.get(Recipients, { strict: false }).set(role, wanted, { by }).catch(placeless)).body;
  });
}

/** `NAME`, `UNIT=NAME`, `destination:NAME`: a name of an account has no sign of these. */
async function wantedOf(app: INestApplicationContext, holder: string): Promise<WantedRecipient> {
  const [, unit, kind, name = ''] = /^(?:([^=]{1,100})=)?(destination:)?([^=:]+)$/u.exec(holder) ?? [];
  if (name === '') throw new RedressError([recipientFault('recipient.wrong_holder', { given: holder.slice(0, 120) })]);
  if (kind !== undefined) return { unit, destination: name };
  return { unit, account: (await app.get(AccountsService, { strict: false }).byName(name)).id };
}

/** A fault of what was asked for over HTTP says where in the request; here there is none. */
function placeless(error: unknown): never {
  if (!(error instanceof RedressError)) throw error;
  const faults = error.faults.map(({ code, kind, data, cause, remedy }) => ({ code, kind, data, cause, remedy }));
  throw new RedressError(faults, { cause: error });
}
