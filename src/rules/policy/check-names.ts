import type { Fault } from '../../errors.js';
import { report, shorten } from './reading.js';
import { placeOf, type Spot } from './spot.js';

type Faults = { readonly faults: Fault[] };

/** Words with a meaning of their own, and names that every JavaScript object answers to. */
const reserved = new Set(['step', 'state', 'within_authority', ...Object.getOwnPropertyNames(Object.prototype)]);
const pattern = /^(?=.*\p{L})[\p{L}\p{N}][\p{L}\p{M}\p{N}_.-]*$/u;
const nameLimit = 100;

/** Reports a name that is badly formed or reserved; the spot is what the name stands before, or the name itself. */
export function checkName(name: string, spot: Spot, reading: Faults, at: 'key' | 'value' = 'key'): void {
  if (reserved.has(name)) report(reading, 'policy.name_reserved', { name }, spot, at);
  else if (name.length > nameLimit || !pattern.test(name))
    report(reading, 'policy.name_malformed', { name: shorten(name) }, spot, at);
}

/** What a name stands for: the kind of thing, where, and whose it is where several may have one of the same name. */
interface Holder {
  readonly kind: string;
  readonly owner: string;
  readonly spot: Spot;
}

/** The one name space of events, facts, worked-out facts and shared parameters (language.md §6, S62). */
export interface NameSpace {
  readonly holders: Map<string, Holder>;
}

/** With no name taken; reserved names are refused by `checkName`. */
export function newNameSpace(): NameSpace {
  return { holders: new Map() };
}

/**
 * Takes a name for one thing. Reports it when something else has it; only versions of the same owner may define one
 * again. An empty owner belongs to nobody and never shares.
 */
export function claimName(name: string, holder: Holder, space: NameSpace, reading: Faults): void {
  const earlier = space.holders.get(name);
  if (earlier === undefined) {
    space.holders.set(name, holder);
    return;
  }
  const same = holder.owner !== '' && earlier.owner === holder.owner && earlier.kind === holder.kind;
  if (!same) reportClash(name, earlier, holder.spot, reading);
}

/** A policy's own parameter may stand for a shared one, but not for anything else. */
export function checkOwnParameter(name: string, spot: Spot, space: NameSpace, reading: Faults): void {
  const holder = space.holders.get(name);
  if (holder !== undefined && holder.kind !== 'parameters') reportClash(name, holder, spot, reading);
}

function reportClash(name: string, earlier: Holder, spot: Spot, reading: Faults): void {
  const { file, line } = placeOf(earlier.spot, 'key');
  const other = line === undefined ? file : `${file}:${line}`;
  report(reading, 'policy.name_used_twice', { name: shorten(name), kind: earlier.kind, other }, spot, 'key');
}
