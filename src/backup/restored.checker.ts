import type { Tx } from '../store/tx.js';
import { checkChains, type ChainsFound } from './chains.checker.js';
import { checkJudgements, checkSet, type JudgementsFound, type SetFound } from './judgements.checker.js';
import type { Manifest } from './manifest.js';

/** What was found of a restored database, when it was read as the application reads it. */
export interface RestoredFound {
  readonly set: SetFound;
  readonly chains: ChainsFound;
  readonly judgements: JudgementsFound;
  /** Whether all of it is as the backup says and as it should be. */
  readonly isSound: boolean;
}

/** So many judgements are judged again. */
const sample = 200;

/**
 * Looks a restored database through: the set in force loads, every chain is whole and there are as many as there were, judgements from
 * all over it repeat. That the rows are those of the backup was seen before, table by table.
 */
export async function checkRestored(tx: Tx, manifest: Manifest): Promise<RestoredFound> {
  const set = await checkSet(tx);
  const chains = await checkChains(tx);
  const judgements = await checkJudgements(tx, sample);
  const isSound =
    set === (manifest.setInForce === null ? 'none' : 'loads') &&
    chains.brokenCount === 0 &&
    chains.chains === manifest.chains &&
    chains.entries === manifest.entries &&
    judgements.different + judgements.setNotRead + judgements.otherEngine === 0;
  return { set, chains, judgements, isSound };
}
