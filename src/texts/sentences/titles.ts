import type { Text } from '../../errors.js';
import { allRules } from '../../rules/analysis/all-rules.js';
import type { ConditionDocument, NameType } from '../../rules/conditions/condition.js';
import type { Calendar, Counting } from '../../rules/time/calendar.js';
import type { Policy, PolicySet } from '../../rules/policy/policy.js';
import type { Parameter, WordSection } from '../../rules/policy/vocabulary-types.js';
import type { WorkedOutFact } from '../../rules/policy/worked-out-types.js';
import type { Instruments } from '../cite-text.js';
import { same } from './phrase.js';

/** What everything in a policy is called, for people. A name without a title is called as it stands. */
export interface Titles {
  /** An event, or a fact of any kind. */
  name(name: string): Text;
  /** A worked-out fact that has no title, to be told by how it is worked out; undefined for every other name. */
  untitled(name: string): WorkedOutFact | undefined;
  typeOf(name: string): NameType | undefined;
  word(section: WordSection, word: string): Text;
  /** Instruments as citations name them. */
  readonly instruments: Instruments | undefined;
  /** A party, duty or claim. */
  party(name: string): Text;
  /** A rule by `policy#rule`, or a whole policy by its id. */
  rule(ref: string): Text;
  waiver(id: string): Text;
  parameter(name: string): Parameter | undefined;
  condition(name: string): ConditionDocument | undefined;
  calendar(id: string): Calendar | undefined;
  /** A counting by its name, whichever calendar holds it. */
  counting(id: string): Counting | undefined;
}

/** The titles as one policy sees them: its own worked-out facts and parameters come first. */
export function titlesFor(set: PolicySet, policy: Pick<Policy, 'facts' | 'parameters'>): Titles {
  const { vocabulary, calendars, conditions } = set;
  const workedOut = workedOutOf(set);
  const rules = ruleTitles(set);
  const worked = (name: string): WorkedOutFact | undefined => policy.facts.get(name) ?? workedOut.get(name);
  return {
    name: (name) =>
      vocabulary.events.get(name)?.title ??
      vocabulary.facts.get(name)?.title ??
      worked(name)?.title ??
      builtIn[name] ??
      same(name),
    untitled: (name) => {
      const fact = vocabulary.facts.has(name) ? undefined : worked(name);
      return fact?.title === undefined ? fact : undefined;
    },
    typeOf: (name) =>
      vocabulary.events.has(name) ? 'event' : (vocabulary.facts.get(name)?.type ?? worked(name)?.type),
    word: (section, word) => vocabulary.wordTitles?.[section].get(word) ?? same(word),
    instruments: vocabulary.instruments,
    party: (name) => vocabulary.titles?.get(name) ?? same(name),
    rule: (ref) => rules.get(ref) ?? same(ref),
    waiver: (id) => set.waivers.find((waiver) => waiver.id === id)?.title ?? same(id),
    parameter: (name) => policy.parameters.get(name) ?? set.parameters.get(name),
    condition: (name) => conditions.get(name)?.document,
    calendar: (id) => calendars.get(id),
    counting: (id) =>
      [...calendars.values()].map(({ countings }) => countings.get(id)).find((each) => each !== undefined),
  };
}

const builtIn: Readonly<Record<string, Text>> = {
  within_authority: { en: 'Within the authority of whoever granted it', zh: '在批准人的权限之内' },
};

const kept = new WeakMap<PolicySet, { rules: ReadonlyMap<string, Text>; facts: ReadonlyMap<string, WorkedOutFact> }>();

/** Made once for a set: a set is never changed. */
function keptOf(set: PolicySet) {
  const known = kept.get(set);
  if (known !== undefined) return known;
  const made = {
    rules: new Map(
      set.policies.flatMap((policy) => [
        [policy.id, policy.title] as const,
        ...allRules(policy).map(({ ref, title }) => [ref, title] as const),
      ]),
    ),
    facts: new Map(set.policies.flatMap(({ facts }) => [...facts])),
  };
  kept.set(set, made);
  return made;
}

function ruleTitles(set: PolicySet): ReadonlyMap<string, Text> {
  return keptOf(set).rules;
}

function workedOutOf(set: PolicySet): ReadonlyMap<string, WorkedOutFact> {
  return keptOf(set).facts;
}
