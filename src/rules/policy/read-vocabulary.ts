import type { Fault, Text } from '../../errors.js';
import { hint } from '../nearest.js';
import type { FactType } from '../values.js';
import { checkName, claimName, type NameSpace } from './check-names.js';
import { eventEntry, factEntry } from './other-shapes.js';
import type { EventEntry, FactEntry } from './policy.js';
import { report, shorten } from './reading.js';
import { entriesOf, fieldsOf, itemsOf, under, type Spot } from './spot.js';

/** What vocabulary.yaml declares, as far as it could be read. */
export interface ReadVocabulary {
  readonly events: ReadonlyMap<string, EventEntry>;
  readonly facts: ReadonlyMap<string, FactEntry>;
  readonly duties: readonly string[];
  readonly claims: readonly string[];
  readonly parties: readonly string[];
  readonly titles: ReadonlyMap<string, Text>;
  /** Named conditions, not yet checked. */
  readonly conditions: ReadonlyMap<string, Spot>;
  /** Names whose entry has a fault. */
  readonly broken: Set<string>;
}

type Faults = { readonly faults: Fault[] };

/** Events that every source may report, whatever the vocabulary says: how facts arrive, and how a mistake is taken back. */
const builtIn: readonly EventEntry[] = [
  { id: 'facts-recorded', title: { en: 'Facts recorded', zh: '登记事实' }, data: 'any' },
  { id: 'event-retracted', title: { en: 'Entry retracted', zh: '撤回登记' }, data: ['event', 'reason'] },
];

/** Facts that an organisation says of itself, and by which packs tell whom they concern: known even where no vocabulary names them. */
const builtInFacts: readonly FactEntry[] = [
  { id: 'jurisdiction', type: 'word', title: { en: 'Jurisdiction', zh: '法域' }, changes: false, personal: false },
  {
    id: 'respondent_kind',
    type: 'word',
    title: { en: 'Kind of respondent', zh: '被投诉人类型' },
    changes: false,
    personal: false,
  },
  {
    id: 'our_complaint',
    type: 'yes-no',
    title: { en: 'A complaint about us', zh: '针对本机构的投诉' },
    changes: false,
    personal: false,
  },
  { id: 'channel', type: 'word', title: { en: 'Channel', zh: '渠道' }, changes: false, personal: false },
];

/** Reads the declarations. Reports names that are reserved, malformed or used twice, and entries that contradict themselves. */
export function readVocabulary(spot: Spot, space: NameSpace, reading: Faults): ReadVocabulary {
  const broken = new Set<string>();
  const facts = readFacts(under(spot, 'facts'), space, broken, reading);
  const events = readEvents(under(spot, 'events'), space, facts, broken, reading);
  for (const key of ['channels', 'categories']) readWords(under(spot, key), reading);
  const duties = readWords(under(spot, 'duties'), reading);
  const claims = readWords(under(spot, 'claims'), reading);
  const parties = readWords(under(spot, 'parties'), reading);
  const conditions = new Map(entriesOf(under(spot, 'conditions')));
  for (const [name, each] of conditions) checkName(name, each, reading);
  return {
    events,
    facts,
    duties: [...duties.keys()],
    claims: [...claims.keys()],
    parties: [...parties.keys()],
    titles: new Map([...duties, ...claims, ...parties].flatMap(([id, title]) => (title ? [[id, title] as const] : []))),
    conditions,
    broken,
  };
}

function readFacts(spot: Spot, space: NameSpace, broken: Set<string>, reading: Faults): Map<string, FactEntry> {
  const facts = new Map<string, FactEntry>();
  for (const [id, each] of entriesOf(spot)) {
    checkName(id, each, reading);
    claimName(id, { kind: 'facts', owner: '', spot: each }, space, reading);
    const { type, title, values, changes, personal } = fieldsOf(factEntry, each);
    if (type === undefined) {
      broken.add(id);
      continue;
    }
    checkEnding(id, type, each, reading);
    if (values !== undefined && type !== 'word' && type !== 'words')
      report(reading, 'policy.values_without_words', { name: id, type }, under(each, 'values'), 'key');
    facts.set(id, {
      id,
      type,
      title: title ?? { en: id, zh: id },
      ...(values === undefined ? {} : { values }),
      changes: changes ?? false,
      personal: personal ?? false,
    });
  }
  for (const fact of builtInFacts) {
    if (space.holders.has(fact.id)) continue;
    claimName(fact.id, { kind: 'facts', owner: '', spot }, space, reading);
    facts.set(fact.id, fact);
  }
  return facts;
}

/** `On` a day, `At` an instant (§4): the other of the two types is refused. */
function checkEnding(name: string, type: FactType, spot: Spot, reading: Faults): void {
  const ending = /_(?:on|at)$/.exec(name)?.[0];
  const wrong = (ending === '_on' && type === 'instant') || (ending === '_at' && type === 'date');
  if (ending !== undefined && wrong) report(reading, 'policy.on_at_mismatch', { name, ending, type }, spot, 'key');
}

function readEvents(
  spot: Spot,
  space: NameSpace,
  facts: ReadonlyMap<string, FactEntry>,
  broken: ReadonlySet<string>,
  reading: Faults,
): Map<string, EventEntry> {
  const events = new Map(builtIn.map((event) => [event.id, event]));
  for (const [id, each] of entriesOf(spot)) {
    checkName(id, each, reading);
    claimName(id, { kind: 'events', owner: '', spot: each }, space, reading);
    const standard = events.get(id);
    const { title, data } = fieldsOf(eventEntry, each);
    if (Array.isArray(data) && standard === undefined) checkData(under(each, 'data'), facts, broken, reading);
    events.set(id, { id, title: title ?? standard?.title ?? { en: id, zh: id }, data: data ?? standard?.data ?? [] });
  }
  for (const event of builtIn)
    if (!space.holders.has(event.id)) claimName(event.id, { kind: 'events', owner: '', spot }, space, reading);
  return events;
}

function checkData(
  spot: Spot,
  facts: ReadonlyMap<string, FactEntry>,
  broken: ReadonlySet<string>,
  reading: Faults,
): void {
  for (const item of itemsOf(spot)) {
    const name = item.value;
    if (typeof name !== 'string' || facts.has(name) || broken.has(name)) continue;
    report(reading, 'policy.unknown_fact', { name: shorten(name), hint: hint(name, facts.keys()) }, item);
  }
}

/** A list of words, or words with titles. */
function readWords(spot: Spot, reading: Faults): Map<string, Text | undefined> {
  const words = new Map<string, Text | undefined>();
  for (const item of itemsOf(spot)) {
    if (typeof item.value !== 'string') continue;
    checkName(item.value, item, reading, 'value');
    words.set(item.value, undefined);
  }
  for (const [word, each] of entriesOf(spot)) {
    checkName(word, each, reading);
    words.set(word, fieldsOf({ title: eventEntry.title }, each).title);
  }
  return words;
}
