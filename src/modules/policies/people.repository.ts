import type { Tx } from '../../store/tx.js';
import type { SetPerson } from '../../texts/approval-texts.js';

/** Whose names these are as entries and rows write them (`account:0198…`, `token:…`, `system:import`): the accounts behind them. */
export async function peopleOf(tx: Tx, actors: readonly string[]): Promise<ReadonlyMap<string, SetPerson>> {
  const text = `select a.actor, coalesce(t.account_id, own.account_id)::text as account, account.name,
      account.kind = 'demo' as "isDemo", account.kind = 'service' as "isProgram"
    from unnest($1::text[]) a (actor)
    left join api_token t on a.actor = 'token:' || t.token_id::text
    left join account own on a.actor = 'account:' || own.account_id::text
    left join account on account.account_id = coalesce(t.account_id, own.account_id)`;
  const rows = await tx.query<PersonRow>('people-of', text, [[...new Set(actors)]]);
  return new Map(
    rows.map(({ actor, account, name, isDemo, isProgram }) => [
      actor,
      // An actor that no row knows is still somebody: told by what stands in the entry.
      {
        actor,
        account: account ?? unknownAccount(actor),
        name: name ?? unknownAccount(actor),
        isDemo: isDemo === true,
        isProgram: isProgram === true,
      },
    ]),
  );
}

interface PersonRow {
  readonly actor: string;
  readonly account: string | null;
  readonly name: string | null;
  readonly isDemo: boolean | null;
  readonly isProgram: boolean | null;
}

function unknownAccount(actor: string): string | undefined {
  return actor.startsWith('system:') ? undefined : actor;
}
