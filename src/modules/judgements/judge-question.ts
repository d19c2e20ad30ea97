import type { Complaint, ComplaintEvent } from '../../rules/complaint.js';
import { judge } from '../../rules/judge/judge.js';
import type { Judgement } from '../../rules/judge/judgement.js';
import type { Limits } from '../../rules/explain/smallest-change.js';
import type { PolicySet } from '../../rules/policy/policy.js';
import { formatInstant } from '../../rules/time/parse-time.js';
import type { Instant } from '../../rules/values.js';
import { unknownTargets } from '../complaints/add-events.js';
import { complaintFault } from '../complaints/complaint-errors.js';
import type { NewEvent } from '../complaints/keep-events.js';
import { readFacts, readInstant } from '../complaints/read-facts.js';
import { readNewEvents, readObserved } from '../complaints/read-new-events.js';
import { closeNotebook, fieldsOf, openNotebook, refuse, type Words } from '../complaints/request-notebook.js';
import { readRegister } from '../complaints/read-register.js';
import { resultOf } from '../complaints/stored-judgement.js';
import { ruleExplainedView } from './rule-explained-view.js';
import { judgeExplained } from './explained.js';
import { judgementView, type Judged } from './judgement-view.js';
import { indexOf } from './set-index.js';

/** What is asked: a complaint, and for which instant; undefined for now. */
export interface Question {
  readonly complaint: Complaint;
  readonly at: Instant | undefined;
}

const keys = ['observes', 'facts', 'events', 'our', 'register', 'at'] as const;

/** Reads the body of a question. Throws all its faults at once, each with a JSON pointer. */
export function readQuestion(body: unknown, words: Words): Question {
  const notebook = openNotebook(words);
  const fields = fieldsOf(body, [], keys, notebook) ?? {};
  const observed = readObserved(fields.observes, ['observes'], notebook) ?? 'everything';
  const facts = readFacts(fields.facts, ['facts'], notebook);
  const given = readNewEvents(fields.events, ['events'], notebook);
  const events = withIds(given);
  const our = fields.our === undefined ? undefined : readFacts(fields.our, ['our'], notebook, 'role');
  const register = fields.register === undefined ? undefined : readRegister(fields.register, ['register'], notebook);
  const at = readInstant(fields.at, ['at'], notebook);
  // Only where every event was read do places in the list say which is meant.
  if (notebook.faults.length === 0) {
    twice(given).forEach((index) =>
      refuse(notebook, ['events', index, 'id'], (place) => complaintFault('complaint.event_id_twice', {}, place)),
    );
    notebook.faults.push(...unknownTargets(events, new Set(events.map(({ id }) => id))));
  }
  closeNotebook(notebook);
  const complaint = {
    id: '',
    facts,
    events,
    observed,
    ...(our === undefined ? {} : { our }),
    ...(register === undefined ? {} : { register }),
  };
  return { complaint, at };
}

/** Where an id stands that an event before it has. */
function twice(events: readonly NewEvent[]): readonly number[] {
  const seen = new Set<string>();
  return events.flatMap(({ id }, index) => {
    const again = id !== undefined && seen.has(id);
    if (id !== undefined) seen.add(id);
    return again ? [index] : [];
  });
}

/** An event without an id is `e1`, `e2`, … by its place, unless another has that id. */
function withIds(events: readonly NewEvent[]): readonly ComplaintEvent[] {
  const taken = new Set(events.flatMap(({ id }) => id ?? []));
  return events.map((event, index) => {
    if (event.id !== undefined) return { ...event, id: event.id };
    let id = `e${index + 1}`;
    while (taken.has(id)) id = `${id}~`;
    taken.add(id);
    return { ...event, id };
  });
}

/** What of a judgement is wanted besides what applies. */
export interface Wanted {
  /** Why each date is what it is. */
  readonly explain: boolean;
  /** The rules that do not apply, and why; otherwise only how many they are. */
  readonly notApplicable: boolean;
  /** One duty or right (`policy#rule`) whose conditions are told; with `change` also the smallest change of its answer. */
  readonly rule?: string | undefined;
  readonly change?: boolean;
}

/** How long the smallest changes of a request are looked for together: it is waited for, and others wait meanwhile. */
const changesLast = 1_000;

function changeLimits(): Limits {
  const until = performance.now() + changesLast;
  return { judgements: 5_000, isOver: () => performance.now() > until };
}

/** The judgement of a question as it is answered. */
export function answerQuestion(
  { complaint, at }: Question,
  by: { set: PolicySet; timeZoneData: string; now: Instant },
  { explain, notApplicable, rule, change = false }: Wanted,
) {
  const { set, timeZoneData } = by;
  const instant = at ?? by.now;
  const index = indexOf(set);
  const { judgement, derivations } = explain
    ? judgeExplained(set, complaint, instant, timeZoneData)
    : { judgement: judge(set, complaint, instant, { timeZoneData }), derivations: undefined };
  const { nextLookAt } = judgement;
  return {
    ...judgementView(judgedOf(judgement, notApplicable), index, derivations),
    next_look_at: nextLookAt === undefined ? null : formatInstant(nextLookAt, index.zone),
    ...(rule !== undefined && {
      explained: ruleExplainedView(set, complaint, instant, rule, change ? changeLimits() : undefined),
    }),
  };
}

/** A judgement made now, in the parts of which an answer is made. */
export function judgedOf(judgement: Judgement, notApplicable: boolean): Judged {
  const { digest, ...result } = resultOf(judgement);
  const { findings, rights, retention } = judgement;
  const others = [
    ...findings.filter(({ outcome }) => outcome === 'not-applicable'),
    ...[...rights, ...retention].filter(({ state }) => state === 'not-applicable'),
  ];
  return {
    at: judgement.at,
    ...result,
    ...(notApplicable && { others }),
    receipt: { ...judgement.receipt, result: digest },
  };
}
