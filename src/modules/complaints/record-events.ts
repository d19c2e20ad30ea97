import { actorName } from '../../actor.js';
import type { Json } from '../../ledger/canonical.js';
import { appendEntries, emptyChain, type EntryDraft } from '../../ledger/entry.js';
import type { Observed } from '../../rules/complaint.js';
import { retractionType } from '../../rules/judge/timeline.js';
import { firstInstant } from '../../rules/time/compare.js';
import { zoneOf } from '../../rules/time/zone.js';
import type { Acknowledgement, Change, StoredJudgement } from './change.js';
import { complaintIdOf } from './complaint-id.js';
import type { PersonalValue, StoredComplaint, StoredEvent, StoredValue } from './complaint.js';
import { describedType, endedAt, fold } from './fold.js';
import { isPersonalRef } from './judgeable.js';
import { judgeStored, type Judging } from './judge-stored.js';
import { descriptionOf, observedOf, saysAnew } from './observed.js';
import { json, keepEvents, type Keeping, type NewEvent, type Recorded } from './keep-events.js';
import { draftOf, keyParts, noticesAfter, tellingOf } from './telling.js';

export type { NewEvent } from './keep-events.js';

/** Who changes a complaint, when, through what, and by which policies it is judged. */
export type Recording = Keeping & Judging;

/** A complaint that nothing is stored of yet. */
export function newComplaint(named: {
  readonly source: string;
  readonly reference: string;
  readonly observes: Observed;
  readonly unit?: string;
}): StoredComplaint {
  const id = complaintIdOf(named.source, named.reference);
  const judgement = { number: 0, result: null, setNumber: null, lookedAt: null, nextLookAt: null };
  const nothing = { changedAt: null, events: [], personal: new Map(), head: emptyChain, notices: [] };
  return { ...named, id, version: 0, ...nothing, judgement };
}

/**
 * What recording these events changes: events, personal values, state, judgement, who is told, entries. Without events the complaint is
 * judged again. `observes` is what their source reports: another word than its last one is recorded too. Refuses nothing: values were
 * checked where they came in. It happens after the last change and not before the last look, whatever the clock says: the times of a
 * chain never go back, and no breach is taken back by a clock.
 */
export function recordEvents(
  complaint: StoredComplaint,
  events: readonly NewEvent[],
  asked: Recording,
  observes: Observed | undefined = complaint.version === 0 ? complaint.observes : undefined,
): Change {
  return changeOf(complaint, { events, observes }, asked);
}

/** What is said of a complaint at once. */
interface Said {
  readonly events: readonly NewEvent[];
  readonly observes?: Observed | undefined;
  readonly acknowledges?: Omit<Acknowledgement, 'at'>;
}

/** The change that this makes of a complaint; for `recordEvents` and `acknowledge`. */
export function changeOf(
  complaint: StoredComplaint,
  { events, observes, acknowledges }: Said,
  asked: Recording,
): Change {
  const { changedAt, judgement: last } = complaint;
  const how = { ...asked, at: Math.max(asked.at, (changedAt ?? -Infinity) + 1, last.lookedAt ?? -Infinity) };
  const acknowledged = acknowledges === undefined ? [] : [{ ...acknowledges, at: how.at }];
  const personal: PersonalValue[] = [];
  const stored = keepEvents(complaint, [...events, ...description(complaint, events, how, observes)], how, personal);
  const next: StoredComplaint = {
    ...complaint,
    events: [...complaint.events, ...stored.map(({ event }) => event)],
    personal: personal.length === 0 ? complaint.personal : withValues(complaint.personal, personal),
  };
  const drafts = [
    ...recordedDrafts(complaint, stored, how),
    ...acknowledged.map((notice) => draftOf('escalation-acknowledged', notice, {})),
  ];
  const subject = { kind: 'complaint', id: complaint.id } as const;
  const by = { actor: actorName(how.by), at: how.at };
  const recorded = appendEntries(subject, complaint.head, drafts, by);
  const { telling: levels, look, ...judged } = judgeStored(next, recorded.at(-1) ?? complaint.head, how);
  const zone = zoneOf(how.set.organisation.zone);
  const state = fold(next.events, zone, how.at);
  const turned = acknowledged.map((notice) => ({ ...keyParts(notice), status: 'acknowledged' as const }));
  const notices = noticesAfter(complaint.notices, how.at, { notices: [], noticeTurns: turned });
  const ended = endedAt(next.events, zone, how.at);
  const told = tellingOf({ notices }, { set: how.set, at: how.at, look, levels, endedAt: ended });
  const entries = [
    ...(judged.judgement === undefined ? [] : [judgedDraft(judged.judgement, how.set.digest)]),
    ...told.drafts,
  ];
  return {
    complaint: complaint.id,
    source: complaint.source,
    reference: complaint.reference,
    ...(complaint.unit === undefined ? {} : { unit: complaint.unit }),
    version: complaint.version,
    at: how.at,
    state,
    receivedAt: state.received === undefined ? null : firstInstant(state.received, zone),
    events: stored.map(({ event }) => event),
    personal,
    ...judged,
    look: { ...look, nextLookAt: told.nextLookAt },
    head: complaint.head,
    entries: [...recorded, ...appendEntries(subject, recorded.at(-1) ?? complaint.head, entries, by)],
    notices: told.notices,
    noticeTurns: [...turned, ...told.noticeTurns],
    acknowledged,
  };
}

/** The complaint after a change, as reading it again would give it. */
export function afterChange(complaint: StoredComplaint, change: Change): StoredComplaint {
  const { look, head, entries } = change;
  const { number, hash } = entries.at(-1) ?? head;
  const events = [...complaint.events, ...change.events];
  return {
    ...complaint,
    version: nextVersion(change),
    observes: observedOf(events),
    changedAt: nextVersion(change) === complaint.version ? complaint.changedAt : change.at,
    events,
    personal: withValues(complaint.personal, change.personal),
    head: { number, hash },
    judgement: {
      number: look.judgementNumber,
      result: look.result,
      setNumber: look.setNumber,
      lookedAt: look.judgedAt,
      nextLookAt: look.nextLookAt,
    },
    notices: noticesAfter(complaint.notices, change.at, change),
  };
}

/** A look that found nothing new leaves the version as it is: nobody's copy of the complaint is out of date. */
export function nextVersion(change: Change): number {
  return change.version + (change.version === 0 || change.entries.length > 0 ? 1 : 0);
}

/** Last, so that the other events keep the numbers that whoever sends them expects. */
function description(
  complaint: StoredComplaint,
  events: readonly NewEvent[],
  { at, origin }: Recording,
  observes: Observed | undefined,
): readonly NewEvent[] {
  if (observes === undefined || !saysAnew(complaint.events, origin, observes)) return [];
  const first = events[0]?.at ?? { kind: 'instant', at };
  return [{ id: describedType, type: describedType, at: first, fromStart: true, data: descriptionOf(observes) }];
}

function recordedDrafts(
  complaint: StoredComplaint,
  recorded: readonly Recorded[],
  how: Recording,
): readonly EntryDraft[] {
  const isNew = complaint.version === 0;
  if (!isNew && recorded.length === 0) return [];
  const body = {
    ...(isNew ? { source: complaint.source, reference: complaint.reference } : {}),
    origin: how.origin,
    run: how.run,
    events: recorded.map(({ event, facts }) => eventJson(event, facts)),
  };
  return [{ type: isNew ? 'complaint-recorded' : 'events-recorded', body }];
}

function eventJson({ number, id, type, at, recordedAt, ref, fromStart, data }: StoredEvent, facts: Recorded['facts']) {
  const retracts = type === retractionType && typeof data['event'] === 'string' ? data['event'] : undefined;
  return {
    number,
    id,
    type,
    at: json(at),
    recordedAt,
    ref,
    fromStart: fromStart ? true : undefined,
    retracts,
    facts,
    personal: Object.keys(data).filter((name) => isRef(data[name])),
  } satisfies Record<string, Json | undefined>;
}

function isRef(value: StoredValue | undefined): boolean {
  return value !== undefined && isPersonalRef(value);
}

function judgedDraft(judgement: StoredJudgement, set: string): EntryDraft {
  const { number, at, setNumber, outcome, result } = judgement;
  return { type: 'judged', body: { judgement: number, judgedAt: at, set, setNumber, outcome, result } };
}

function withValues(
  known: ReadonlyMap<string, PersonalValue>,
  added: readonly PersonalValue[],
): ReadonlyMap<string, PersonalValue> {
  return new Map([...known, ...added.map((value): [string, PersonalValue] => [value.id, value])]);
}
