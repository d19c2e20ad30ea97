import type { Complaint, ComplaintEvent } from '../complaint.js';
import { decimalsOf, noCurrency } from '../facts/currency.js';
import { add, fractionOf, rounded } from '../facts/fraction.js';
import type { PolicySet } from '../policy/policy.js';
import type { FactEntry } from '../policy/vocabulary-types.js';
import { zoneOf } from '../time/zone.js';
import {
  isMoney,
  isNone,
  isTime,
  NONE,
  type FactValue,
  type Instant,
  type Money,
  type None,
  type Time,
} from '../values.js';
import type { Change } from './change.js';
import type { WhatItReads } from './what-it-reads.js';

/** A change that is tried, with how far it goes: between changes of equally many things, the smaller step is nearer. */
export interface Candidate {
  readonly change: Change;
  readonly step: number;
}

export interface Ground {
  readonly set: PolicySet;
  readonly complaint: Complaint;
  readonly at: Instant;
  readonly reads: WhatItReads;
  /** `policy#rule`. */
  readonly ref: string;
  /** Times at which something about the rule turns: its start, its due date, its window. */
  readonly turns: readonly Time[];
}

const dayLength = 86_400_000;
/** How far a change goes that is none of degree, in days of a moved event: another word counts as a week. */
const steps = { word: 7, recorded: 7, none: 8, added: 10, removed: 14 } as const;

/** Every single change that is tried: other values of each fact that is read, and each event there or not, earlier or later. */
export function candidatesOf(ground: Ground): readonly Candidate[] {
  const { set, reads, complaint } = ground;
  const times = timesOf(ground);
  const facts = [...reads.facts]
    .filter((name) => !reads.setFacts.has(name))
    .flatMap((name) => set.vocabulary.facts.get(name) ?? []);
  return [
    ...facts.flatMap((fact) => factCandidates(fact, times, ground)),
    // Of two that are as near, the later event: what came last is what can still be told apart.
    ...complaint.events
      .filter(({ type }) => reads.events.has(type))
      .toReversed()
      .flatMap((event) => movedCandidates(event, times, ground)),
    ...[...reads.events]
      .filter((type) => isSaid(type) || !complaint.events.some((event) => event.type === type))
      .flatMap((type) => saidIn(type, ground.ref).flatMap((data) => addedCandidates(type, data, times, ground))),
  ];
}

/** The value that decides now, as it was last recorded. */
export function currentOf(
  fact: string,
  { complaint, set }: Pick<Ground, 'complaint' | 'set'>,
): FactValue | None | undefined {
  const last = complaint.events.findLast(({ data }) => Object.hasOwn(data, fact));
  const our = { ...set.organisation.our, ...complaint.our };
  if (last !== undefined) return last.data[fact];
  if (Object.hasOwn(complaint.facts, fact)) return complaint.facts[fact];
  return Object.hasOwn(our, fact) ? our[fact] : undefined;
}

function factCandidates(fact: FactEntry, times: readonly Time[], ground: Ground): readonly Candidate[] {
  const now = currentOf(fact.id, ground);
  return unlike(valuesFor(fact, now, times, ground), now).map((to) => ({
    change: { kind: 'fact', fact: fact.id, to },
    step: stepTo(now, to, ground),
  }));
}

function valuesFor(
  { id, type, values = [] }: FactEntry,
  now: FactValue | None | undefined,
  times: readonly Time[],
  ground: Ground,
): readonly (FactValue | None)[] {
  const { reads } = ground;
  const compared = [
    ...(reads.comparedWith.get(id) ?? []),
    ...[...(reads.beside.get(id) ?? [])].flatMap((name) => currentOf(name, ground) ?? []),
  ].filter((value) => !isNone(value));
  switch (type) {
    case 'yes-no':
      return [true, false];
    case 'word':
    case 'text':
      return [...values, ...compared, ...(compared.length + values.length === 0 ? ['other'] : []), NONE];
    case 'words':
      return [...values, ...compared].filter((value) => typeof value === 'string').map((word) => withWord(now, word));
    case 'number':
      return [
        ...compared.flatMap((value) => (typeof value === 'number' ? [value, value - 1, value + 1] : [])),
        ...(now === undefined ? [0] : []),
      ];
    case 'money':
      return compared.flatMap((value) => (isMoney(value) ? aroundMoney(value) : []));
    case 'date':
      return [...times.flatMap((time) => ({ kind: 'day', day: dayOf(time, ground) }) as const), NONE];
    case 'instant':
      return [...times, NONE];
    case 'duration':
      return compared;
  }
}

/** The list with the word, or without it where it was there. */
function withWord(now: FactValue | None | undefined, word: string): readonly string[] {
  const known = Array.isArray(now) ? now.map(String) : [];
  return known.includes(word) ? known.filter((each) => each !== word) : [...known, word];
}

function aroundMoney(value: Money): readonly Money[] {
  const decimals = decimalsOf(value.currency);
  const unit = `0.${'0'.repeat(Math.max(decimals - 1, 0))}1`;
  const apart = fractionOf(decimals === 0 ? '1' : unit);
  const minus = fractionOf(decimals === 0 ? '-1' : `-${unit}`);
  const base = fractionOf(value.amount);
  return [value, ...[apart, minus].map((by) => ({ ...value, amount: rounded(add(base, by), decimals) }))];
}

/** Times at which something can turn, and the nearest ones before and after, none later than the judgement. */
function timesOf({ complaint, at, turns, set, reads }: Ground): readonly Time[] {
  const facts = [...reads.facts].flatMap((name) => currentOf(name, { complaint, set }) ?? []).filter(isTime);
  const compared = [...reads.comparedWith.values()].flat().filter(isTime);
  const all: readonly Time[] = [
    ...complaint.events.map((event) => event.at),
    ...facts,
    ...compared,
    ...turns,
    { kind: 'instant', at },
  ];
  const around = all.flatMap((time): readonly Time[] =>
    time.kind === 'day'
      ? [-1, 0, 1].map((by) => ({ kind: 'day', day: time.day + by }))
      : [-1000, 0, 1000].map((by) => ({ kind: 'instant', at: time.at + by })),
  );
  return distinct(around);
}

function movedCandidates(event: ComplaintEvent, times: readonly Time[], ground: Ground): readonly Candidate[] {
  const moved = times
    .filter((to) => isPast(to, ground) && text(to) !== text(event.at))
    .map((to): Candidate => ({ change: { kind: 'event-moved', event, to }, step: apart(event.at, to, ground) }));
  return [...moved, { change: { kind: 'event-removed', event }, step: steps.removed }];
}

type Data = ComplaintEvent['data'];

/** Somebody who is not known yet. */
const person = 'person';

/** A person's word on one rule: whether a letter says something, or how a duty without a figure was kept. */
function saidIn(type: string, ref: string): readonly Data[] {
  if (type === 'statement-confirmed')
    return [true, false].map((found) => ({ confirmed_statement: ref, confirmed_found: found, confirmed_by: person }));
  if (type !== 'assessed') return [{}];
  return ['compliant', 'non-compliant'].map((assessment) => ({
    assessed_rule: ref,
    assessment,
    assessed_by: person,
    assessment_reason: person,
  }));
}

/** There may be others of them, about other rules. */
function isSaid(type: string): boolean {
  return Object.keys(saidIn(type, '')[0] ?? {}).length > 0;
}

/** Added at now, and where the rule turns. */
function addedCandidates(type: string, data: Data, times: readonly Time[], ground: Ground): readonly Candidate[] {
  return times
    .filter((to) => isPast(to, ground))
    .map((to) => ({
      change: { kind: 'event-added', event: { id: `added ${type}`, type, at: to, data } },
      step: steps.added + apart({ kind: 'instant', at: ground.at }, to, ground) / 1e6,
    }));
}

function isPast(time: Time, ground: Ground): boolean {
  const { at } = ground;
  return time.kind === 'instant' ? time.at <= at : time.day <= zoneIn(ground).dayOf(at);
}

function zoneIn({ set }: Ground) {
  return zoneOf(set.organisation.zone);
}

function dayOf(time: Time, ground: Ground): number {
  return time.kind === 'day' ? time.day : zoneIn(ground).dayOf(time.at);
}

function unlike<T extends FactValue | None>(values: readonly T[], now: FactValue | None | undefined): readonly T[] {
  return distinct(values).filter((value) => text(value) !== text(now));
}

function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Map(values.map((value) => [text(value), value])).values()];
}

function text(value: unknown): string {
  return JSON.stringify(value) ?? '';
}

/** In days for times; for numbers and amounts by how much of themselves they change. */
function stepTo(now: FactValue | None | undefined, to: FactValue | None, ground: Ground): number {
  if (isNone(to)) return steps.none;
  if (now === undefined || isNone(now)) return steps.recorded;
  if (isTime(now) && isTime(to)) return apart(now, to, ground);
  const [a, b] = [numberIn(now), numberIn(to)];
  if (a === undefined || b === undefined) return steps.word;
  return (steps.word * Math.abs(a - b)) / (Math.abs(a) + 1);
}

function numberIn(value: FactValue): number | undefined {
  if (typeof value === 'number') return value;
  return isMoney(value) && value.currency !== noCurrency ? Number(value.amount) : undefined;
}

function apart(a: Time, b: Time, ground: Ground): number {
  const instant = (time: Time): number => (time.kind === 'instant' ? time.at : zoneIn(ground).startOf(time.day));
  if (a.kind === 'day' || b.kind === 'day') return Math.abs(dayOf(a, ground) - dayOf(b, ground)) + 1e-9;
  return Math.abs(instant(a) - instant(b)) / dayLength;
}
