import type { ComplaintEvent } from '../complaint.js';
import { firstInstant, isWithin, passesAt } from '../time/compare.js';
import type { Time } from '../values.js';
import { remembered } from './memory.js';
import type { Scope } from './scope.js';
import type { Recording } from './timeline.js';

/** A good second refusal does not cure the first (S64): what another event of the same type carries is not looked at. */
export function recordingsBeside(
  { of }: Scope,
  all: readonly Recording[],
  { type }: ComplaintEvent,
): readonly Recording[] {
  return selected(of, all, `beside ${type}`, ({ event }) => event.type !== type);
}

/** What events of one type recorded. */
export function recordingsBy({ of }: Scope, all: readonly Recording[], type: string): readonly Recording[] {
  return selected(of, all, `by ${type}`, ({ event }) => event.type === type);
}

function selected(
  of: Scope['of'],
  all: readonly Recording[],
  key: string,
  wanted: (recording: Recording) => boolean,
): readonly Recording[] {
  const known = remembered(of.memory, all, () => new Map<string, readonly Recording[]>());
  const before = known.get(key);
  if (before !== undefined) return before;
  const found = all.filter(wanted);
  known.set(key, found);
  return found;
}

/** Two zones are never further apart than this: lists stand in the order of the organisation's own. */
const zonesApart = 2 * 86_400_000;

/** The last recording that a limit reaches. A long list is not walked from its end, or a log of many would take for ever. */
export function recordingsUntil({ zone }: Scope, list: readonly Recording[], limit: Time): Recording | undefined {
  let end = list.length;
  if (end > 32) {
    const beyond = passesAt(limit, zone) + zonesApart;
    let low = 0;
    while (low < end) {
      const middle = (low + end) >> 1;
      const recording = list[middle];
      if (recording !== undefined && firstInstant(recording.time, zone) < beyond) low = middle + 1;
      else end = middle;
    }
  }
  for (let index = end - 1; index >= 0; index--) {
    const recording = list[index];
    if (recording !== undefined && isWithin(recording.time, limit, zone) !== false) return recording;
  }
  return undefined;
}
