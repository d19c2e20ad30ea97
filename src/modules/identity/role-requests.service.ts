import { Inject, Injectable } from '@nestjs/common';
import { actorName } from '../../actor.js';
import { authorityFault } from '../../authority/authority-errors.js';
import { now } from '../../clock.js';
import { RedressError } from '../../errors.js';
import { once } from '../../http/idempotency/once.writer.js';
import type { Reply } from '../../http/reply.js';
import type { EntryDraft } from '../../ledger/entry.js';
import { DATABASE } from '../../store/database-token.js';
import { record } from '../../store/entries.repository.js';
import type { Database, Tx } from '../../store/tx.js';
import { requestView } from './account-view.js';
import type { RoleRequest } from './account.js';
import { insertRole, lockAccounts, readAccount } from './accounts.repository.js';
import type { Acting } from './acting.js';
import { grantOf } from './grant-role.js';
import { identityFault } from './identity-errors.js';
import { decideRequest, listRequests, readRequest } from './role-requests.repository.js';

const shownAtOnce = 500;

/** Roles that wait for a second administrator. */
@Injectable()
export class RoleRequests {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Those that wait, then the newest that were decided. */
  list(): Promise<readonly RoleRequest[]> {
    return listRequests(this.database.reading, shownAtOnce);
  }

  /**
   * Gives the role that was asked for, or refuses it. Takes another administrator than the one who asked and the one who would have the
   * role (403). Refuses (409) a request that was decided, and a role that conflicts with what the account holds by now.
   */
  decide(id: string, granted: boolean, acting: Acting): Promise<Reply<ReturnType<typeof requestView>>> {
    const at = now();
    const by = actorName(acting.by);
    return once(this.database, acting.claim, at, async (tx) => {
      await lockAccounts(tx);
      const request = known(await readRequest(tx, id));
      const decider = acting.who?.account;
      if (decider === request.askedBy || decider === request.account)
        throw new RedressError([authorityFault('own-work', 'account.write')]);
      if (request.decidedAt !== undefined) throw new RedressError([identityFault('identity.request_decided')]);
      if (granted) await give(tx, request, { by, at });
      await decideRequest(tx, id, { by, granted, at });
      await record(tx, { kind: 'account', id: request.account }, [draftOf(request, granted)], { actor: by, at });
      return { status: 200, body: requestView(known(await readRequest(tx, id))) };
    });
  }
}

async function give(
  tx: Tx,
  { account: id, role }: RoleRequest,
  { by, at }: { readonly by: string; readonly at: number },
): Promise<void> {
  const account = await readAccount(tx, id);
  if (account === undefined) throw new RedressError([identityFault('identity.unknown_account')]);
  if (account.disabledAt !== undefined) throw new RedressError([identityFault('identity.account_disabled')]);
  const grant = grantOf(account, role, undefined);
  if (typeof grant === 'object') throw new RedressError([grant]);
  if (grant === 'give') await insertRole(tx, { account: id, role, by, at });
}

function draftOf({ id: request, role, askedBy }: RoleRequest, granted: boolean): EntryDraft {
  return { type: granted ? 'role-granted' : 'role-refused', body: { role, request, asked_by: askedBy } };
}

function known(request: RoleRequest | undefined): RoleRequest {
  if (request === undefined) throw new RedressError([identityFault('identity.unknown_request')]);
  return request;
}
