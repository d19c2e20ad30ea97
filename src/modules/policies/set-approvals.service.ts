import { Inject, Injectable } from '@nestjs/common';
import type { PolicySet } from '../../rules/policy/policy.js';
import { DATABASE } from '../../store/database-token.js';
import type { Database } from '../../store/tx.js';
import { approvalOf, type SetApproval, type SetPerson } from '../../texts/approval-texts.js';
import { peopleOf } from './people.repository.js';
import { signatures, standingSince } from './policy-sets.repository.js';
import type { StoredSet } from './stored-set.js';

type Signed = Pick<StoredSet, 'number' | 'author' | 'approver' | 'reason'>;

/** Who wrote and approved the sets, by name, and whether a second person did. */
@Injectable()
export class SetApprovals {
  /** Since which set each waiver stands as it does; sets never change. */
  private since: { readonly number: number; readonly of: ReadonlyMap<string, number> } | undefined;

  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Of each of these sets, in their order. */
  async of(sets: readonly Signed[]): Promise<readonly SetApproval[]> {
    const people = await this.people(sets.flatMap(({ author, approver }) => [author, approver ?? []].flat()));
    return sets.map(({ number, author, approver, reason }) =>
      approvalOf({
        set: number,
        author: people(author),
        approver: approver === undefined ? undefined : people(approver),
        hasReason: reason !== undefined,
      }),
    );
  }

  /** Of one set. */
  async ofOne(set: Signed): Promise<SetApproval> {
    const [approval] = await this.of([set]);
    if (approval === undefined) throw new RangeError('one set has one approval');
    return approval;
  }

  /** Waivers are files of the set: of each, by its id, the approval of the set in which its text first stood as it does. */
  async ofWaivers(
    { waivers }: Pick<PolicySet, 'waivers'>,
    { number, texts }: Pick<StoredSet, 'number' | 'texts'>,
  ): Promise<ReadonlyMap<string, SetApproval>> {
    if (waivers.length === 0) return new Map();
    const files = Object.fromEntries(waivers.map(({ file }) => [file, texts[file] ?? '']));
    if (this.since?.number !== number)
      this.since = { number, of: await standingSince(this.database.reading, number, files) };
    const { of: since } = this.since;
    const signed = await signatures(this.database.reading, [...new Set(since.values())]);
    const approvals = await this.of(signed);
    const bySet = new Map(approvals.map((approval) => [approval.set, approval]));
    return new Map(
      waivers.flatMap(({ id, file }) => {
        const approval = bySet.get(since.get(file) ?? number);
        return approval === undefined ? [] : [[id, approval] as const];
      }),
    );
  }

  /** Finds the person behind the name of an actor. */
  async people(actors: readonly string[]): Promise<(actor: string) => SetPerson> {
    const known = await peopleOf(this.database.reading, actors);
    return (actor) => known.get(actor) ?? { actor, name: undefined, account: undefined };
  }
}
