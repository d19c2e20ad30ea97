import { ruleOf, type Verb } from '../../authority/authority.js';
import type { Known } from '../../authority/known.js';
import { RedressError } from '../../errors.js';
import { isUsableText } from '../../http/json-body.js';
import { inRequest } from '../../http/request.js';
import type { PolicySet } from '../../rules/policy/policy.js';
import type { Vocabulary } from '../../rules/policy/vocabulary-types.js';
import type { Instant } from '../../rules/values.js';
import { indexOf } from '../judgements/set-index.js';
import { complaintFault } from './complaint-errors.js';
import type { StoredComplaint } from './complaint.js';
import { personalIn, valueView, withheld } from './complaint-view.js';
import { openedType } from './fold.js';
import { dataOf, judgeable } from './judgeable.js';
import type { NewEvent } from './keep-events.js';
import { isDescription } from './observed.js';
import { purposeText, type Purpose } from './purposes.js';

type Values = Record<string, unknown>;

/** Personal values of a complaint, where reading it shows that they are withheld. */
export interface Opened {
  /** That hold from the start. */
  readonly facts: Values;
  readonly events: { readonly id: string; readonly number: number; readonly data: Values }[];
}

/** The personal values of these facts, or of all. Refuses (400) facts that the complaint has no personal value of, each. */
export function openedIn(
  complaint: StoredComplaint,
  set: PolicySet,
  at: Instant,
  names: readonly string[] | undefined,
): Opened {
  const all = allIn(complaint, set, at);
  const present = namesIn(all);
  const faults = (names ?? []).flatMap((name, index) =>
    present.includes(name)
      ? []
      : [complaintFault('complaint.nothing_withheld', {}, inRequest('body', `/facts/${index}`))],
  );
  if (names === undefined && present.length === 0) faults.push(complaintFault('complaint.nothing_withheld'));
  if (faults.length > 0) throw new RedressError(faults);
  return names === undefined ? all : mapped(all, (name, value) => (names.includes(name) ? value : undefined));
}

/** The names of the facts that were opened, each once. */
export function namesIn({ facts, events }: Opened): readonly string[] {
  return [...new Set([facts, ...events.map(({ data }) => data)].flatMap((each) => Object.keys(each)))].sort();
}

/** What is said of an opening when it is asked about again: which values it were, and none of them. */
export function withheldAgain(opened: Opened): Opened {
  return mapped(opened, () => withheld);
}

function allIn(complaint: StoredComplaint, set: PolicySet, at: Instant): Opened {
  const { zone } = indexOf(set);
  const view = (facts: ReturnType<typeof dataOf>, of: StoredComplaint['events']): Values =>
    personalValues(facts, of, set.vocabulary, (value) => valueView(value, zone));
  const events = complaint.events.filter((event) => !isDescription(event));
  return {
    facts: view(judgeable(complaint, at).facts, complaint.events),
    events: events.flatMap((event) => {
      const data = view(dataOf(event, complaint), [event]);
      return Object.keys(data).length === 0 ? [] : [{ id: event.id, number: event.number, data }];
    }),
  };
}

function personalValues(
  facts: ReturnType<typeof dataOf>,
  events: StoredComplaint['events'],
  vocabulary: Vocabulary,
  view: (value: ReturnType<typeof dataOf>[string]) => unknown,
): Values {
  const isPersonal = personalIn(events, vocabulary);
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, value]) => (isPersonal(name, value) ? [[name, view(value)]] : [])),
  );
}

/** Each value as `what` gives it; left out where that is undefined, with events of which nothing is left. */
function mapped({ facts, events }: Opened, what: (name: string, value: unknown) => unknown): Opened {
  const of = (values: Values): Values =>
    Object.fromEntries(
      Object.entries(values).flatMap(([name, value]) => {
        const given = what(name, value);
        return given === undefined ? [] : [[name, given]];
      }),
    );
  return {
    facts: of(facts),
    events: events
      .map((event) => ({ ...event, data: of(event.data) }))
      .filter(({ data }) => Object.keys(data).length > 0),
  };
}

/** Refuses a purpose that says nothing, and words that cannot be kept. */
export function checkPurpose({ code, text }: Purpose): void {
  if (code === undefined && text === undefined)
    throw new RedressError([complaintFault('complaint.purpose_missing', {}, inRequest('body', '/purpose'))]);
  if (text !== undefined && !isUsableText(text))
    throw new RedressError([complaintFault('complaint.unusable_text', {}, inRequest('body', '/purpose/text'))]);
}

/**
 * The event that keeps an opening (H-07): what for, by what authority, and which facts. Who opened them is its actor. The words of the
 * purpose are personal where the vocabulary does not say otherwise; the code and the names of the facts are not.
 */
export function openingEvent(
  purpose: Purpose,
  names: readonly string[],
  { who, verb, at }: { readonly who: Known; readonly verb: Verb; readonly at: Instant },
): NewEvent {
  const roles = ruleOf(verb).roles.filter((role) => who.roles.has(role));
  return {
    type: openedType,
    at: { kind: 'instant', at },
    recordedAt: at,
    data: {
      purpose: purposeText(purpose),
      authorised_by: `${verb} (${roles.join(', ')})`,
      ...(purpose.code === undefined ? {} : { purpose_code: purpose.code }),
      opened_facts: [...names],
    },
  };
}
