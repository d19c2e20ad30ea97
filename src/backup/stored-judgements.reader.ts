import type { ComplaintId } from '../modules/complaints/complaint-id.js';
import { readJudgement } from '../modules/complaints/complaint-lists.repository.js';
import { readComplaints } from '../modules/complaints/complaints.repository.js';
import { erasedFacts, judgeable, knownUpTo } from '../modules/complaints/judgeable.js';
import { judgingTexts, type Judged } from '../modules/judgements/make-judgement-file.js';
import { readSet } from '../modules/policies/policy-sets.repository.js';
import { filesOf } from '../modules/policies/stored-set.js';
import { loadPolicies } from '../rules/policy/load-policies.js';
import type { PolicyText } from '../rules/policy/read-file.js';
import type { PolicySet } from '../rules/policy/policy.js';
import type { Tx } from '../store/tx.js';

/** A set as it judged then, with its texts. */
interface ReadSet {
  readonly set: PolicySet;
  readonly files: readonly PolicyText[];
}

/** Gives the newest stored judgement of complaints with all that it was made from, one after the other. */
export type JudgementReader = (id: ComplaintId) => Promise<Judged | 'never-judged' | 'set-not-read'>;

/** Reads over one connection, and keeps the sets that it has read: few judge many complaints. */
export function judgementReader(tx: Tx): JudgementReader {
  const sets = new Map<number, ReadSet | undefined>();
  return async (id) => {
    const complaint = (await readComplaints(tx, [id])).get(id);
    const stored = complaint === undefined ? undefined : await readJudgement(tx, id, complaint.judgement.number);
    if (complaint === undefined || stored === undefined) return 'never-judged';
    const { setNumber, at, receipt: kept } = stored;
    const { findings, rights, retention, records, escalations, notApplicable, outcome } = stored;
    if (!sets.has(setNumber)) sets.set(setNumber, await loadSet(tx, setNumber));
    const read = sets.get(setNumber);
    if (read === undefined) return 'set-not-read';
    const known = knownUpTo(complaint, kept.input.event);
    const { result: digest, ...receipt } = kept;
    return {
      complaint: judgeable(known, at),
      at,
      set: read.set,
      texts: judgingTexts(read.files),
      receipt,
      result: { findings, rights, retention, records, escalations, notApplicable, digest, outcome },
      erased: erasedFacts(known),
    };
  };
}

/** A set with this number; undefined where there is none, or where this version does not read it as it was. */
export async function loadSet(tx: Tx, number: number): Promise<ReadSet | undefined> {
  const stored = await readSet(tx, number);
  if (stored === undefined) return undefined;
  const files = filesOf(stored.texts);
  const { set } = loadPolicies(files);
  return set?.digest === stored.digest ? { set, files } : undefined;
}
