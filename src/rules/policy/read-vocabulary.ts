import type { Fault, Text } from '../../errors.js';
import { hint } from '../nearest.js';
import type { FactType } from '../values.js';
import { checkName, claimName, type NameSpace } from './check-names.js';
import { eventEntry, factEntry } from './other-shapes.js';
import type { EventEntry, FactEntry, WordTitles } from './vocabulary-types.js';
import { report, shorten } from './reading.js';
import { entriesOf, fieldsOf, itemsOf, placeOf, under, type Spot } from './spot.js';

/** What vocabulary.yaml declares, as far as it could be read. */
export interface ReadVocabulary {
  readonly events: ReadonlyMap<string, EventEntry>;
  readonly facts: ReadonlyMap<string, FactEntry>;
  readonly duties: readonly string[];
  readonly claims: readonly string[];
  readonly parties: readonly string[];
  readonly titles: ReadonlyMap<string, Text>;
  readonly wordTitles: WordTitles;
  readonly instruments: ReadonlyMap<string, Text>;
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

/** A vocabulary file as it can be read, and where its faults go. */
export interface VocabularyFile {
  readonly spot: Spot;
  readonly reading: Faults;
}

/**
 * Reads the declarations of all files together. Reports names that are reserved, malformed or used twice, and entries that
 * contradict themselves.
 */
export function readVocabulary(
  files: readonly VocabularyFile[],
  builtInAt: VocabularyFile,
  space: NameSpace,
): ReadVocabulary {
  const broken = new Set<string>();
  const facts = new Map(
    files.flatMap(({ spot, reading }) => [...readFacts(under(spot, 'facts'), space, broken, reading)]),
  );
  addBuiltInFacts(facts, builtInAt, space);
  const events = new Map(builtIn.map((event) => [event.id, event]));
  for (const { spot, reading } of files) readEvents(under(spot, 'events'), events, space, { facts, broken }, reading);
  for (const event of builtIn)
    if (!space.holders.has(event.id))
      claimName(event.id, { kind: 'events', owner: '', spot: builtInAt.spot }, space, builtInAt.reading);
  const words = (key: string) => readAllWords(key, files);
  const [duties, claims, parties] = [words('duties'), words('claims'), words('parties')];
  const titled = (key: string) => titlesIn(words(key));
  const values = [...words('words'), ...words('channels'), ...words('categories')];
  return {
    events,
    facts,
    duties: [...duties.keys()],
    claims: [...claims.keys()],
    parties: [...parties.keys()],
    titles: titlesIn([...duties, ...claims, ...parties]),
    wordTitles: {
      remedies: titled('remedies'),
      records: titled('records'),
      roles: titled('roles'),
      words: titlesIn(values),
    },
    instruments: titlesIn(readAllWords('instruments', files, anyName)),
    conditions: readConditions(files),
    broken,
  };
}

function titlesIn(words: Iterable<readonly [string, Text | undefined]>): ReadonlyMap<string, Text> {
  return new Map([...words].flatMap(([id, title]) => (title ? [[id, title] as const] : [])));
}

function readConditions(files: readonly VocabularyFile[]): ReadonlyMap<string, Spot> {
  const conditions = new Map<string, Spot>();
  for (const { spot, reading } of files)
    for (const [name, each] of entriesOf(under(spot, 'conditions'))) {
      checkName(name, each, reading);
      const earlier = conditions.get(name);
      if (earlier === undefined) conditions.set(name, each);
      else report(reading, 'policy.declared_twice', { name, other: placeOf(earlier, 'key').file }, each, 'key');
    }
  return conditions;
}

function readFacts(spot: Spot, space: NameSpace, broken: Set<string>, reading: Faults): ReadonlyMap<string, FactEntry> {
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
  return facts;
}

function addBuiltInFacts(facts: Map<string, FactEntry>, { spot, reading }: VocabularyFile, space: NameSpace): void {
  for (const fact of builtInFacts) {
    if (space.holders.has(fact.id)) continue;
    claimName(fact.id, { kind: 'facts', owner: '', spot }, space, reading);
    facts.set(fact.id, fact);
  }
}

/** `On` a day, `At` an instant (§4): the other of the two types is refused. */
function checkEnding(name: string, type: FactType, spot: Spot, reading: Faults): void {
  const ending = /_(?:on|at)$/.exec(name)?.[0];
  const wrong = (ending === '_on' && type === 'instant') || (ending === '_at' && type === 'date');
  if (ending !== undefined && wrong) report(reading, 'policy.on_at_mismatch', { name, ending, type }, spot, 'key');
}

interface KnownFacts {
  readonly facts: ReadonlyMap<string, FactEntry>;
  readonly broken: ReadonlySet<string>;
}

function readEvents(
  spot: Spot,
  events: Map<string, EventEntry>,
  space: NameSpace,
  { facts, broken }: KnownFacts,
  reading: Faults,
): void {
  for (const [id, each] of entriesOf(spot)) {
    checkName(id, each, reading);
    claimName(id, { kind: 'events', owner: '', spot: each }, space, reading);
    const standard = builtIn.find((event) => event.id === id);
    const { title, data, letter } = fieldsOf(eventEntry, each);
    if (Array.isArray(data) && standard === undefined) checkData(under(each, 'data'), facts, broken, reading);
    events.set(id, {
      id,
      title: title ?? standard?.title ?? { en: id, zh: id },
      data: data ?? standard?.data ?? [],
      ...(letter === undefined ? {} : { letters: [letter].flat() }),
    });
  }
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

/** The words that all files list under a key. Reports one that two of them list. */
function readAllWords(
  key: string,
  files: readonly VocabularyFile[],
  check: typeof checkName = checkName,
): ReadonlyMap<string, Text | undefined> {
  const words = new Map<string, Text | undefined>();
  const places = new Map<string, string>();
  for (const { spot, reading } of files)
    for (const { word, title, at, part } of readWords(under(spot, key), reading, check)) {
      const other = places.get(word);
      const { file } = placeOf(at);
      if (other !== undefined && other !== file)
        report(reading, 'policy.declared_twice', { name: shorten(word), other }, at, part);
      else words.set(word, title);
      places.set(word, other ?? file);
    }
  return words;
}

/** An instrument is called as its own language calls it. */
function anyName(): void {}

interface Word {
  readonly word: string;
  readonly title: Text | undefined;
  readonly at: Spot;
  readonly part: 'key' | 'value';
}

/** A list of words, or words with titles. */
function readWords(spot: Spot, reading: Faults, check: typeof checkName): readonly Word[] {
  const listed = itemsOf(spot).flatMap((at): Word[] =>
    typeof at.value === 'string' ? [{ word: at.value, title: undefined, at, part: 'value' }] : [],
  );
  const titled = entriesOf(spot).map(([word, at]): Word => {
    return { word, title: fieldsOf({ title: eventEntry.title }, at).title, at, part: 'key' };
  });
  const words = [...listed, ...titled];
  for (const { word, at, part } of words) check(word, at, reading, part);
  return words;
}
