import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseEventTime, parseFactValue } from '../facts/fact-value.js';
import { zoneOf } from '../time/zone.js';
import { NONE, type FactType, type FactValue, type None, type Reading } from '../values.js';
import { checkCondition } from './check-condition.js';
import { compileCondition } from './compile-condition.js';
import type { CompiledCondition, ConditionCatalogue, ConditionDocument, ConditionNode, NameType } from './condition.js';
import { judgeWithEngine } from './engine.js';
import { mayCompare, operatorsFor, type Operator } from './operators.js';
import { agrees } from './second-judge.js';

// The long run (`npm run test:long`) takes twenty times as many.
const runs = Number(process.env['REDRESS_RUNS'] ?? (process.env['REDRESS_LONG'] === undefined ? 2_000 : 40_000));
const seed = Number(process.env['REDRESS_SEED'] ?? Date.now() % 2 ** 31);
const zone = zoneOf('Asia/Shanghai');

/** The values of each type: few, and side by side, so that random comparisons meet their boundaries. */
const raws: Readonly<Record<FactType, readonly unknown[]>> = {
  word: ['a', 'b', 'c'],
  text: ['a', 'b', ''],
  words: [['a'], ['a', 'b'], []],
  'yes-no': [true, false],
  number: [-1, 0, 0.1, 1, 2],
  money: ['1 CNY', '1.00 CNY', '1.01 CNY', '-1 CNY', '1.00 EUR'],
  date: ['2026-02-27', '2026-02-28', '2026-03-01'],
  instant: [
    '2026-02-27T23:59:59.999+08:00',
    '2026-02-28T00:00+08:00',
    '2026-02-28T12:00+08:00',
    '2026-02-28T23:59:59.999+08:00',
    '2026-03-01T00:00+08:00',
  ],
  duration: ['7 days', '1 week', '8 days', '1 month', '24 hours', '1440 minutes', '7 working days'],
};
const rawTimes = [...raws.date, ...raws.instant];
const names = new Map<string, NameType>(
  [...(Object.keys(raws) as FactType[]), 'event' as const].flatMap((type): [string, NameType][] => [
    [`${type}_1`, type],
    [`${type}_2`, type],
  ]),
);

function valuesFor(type: NameType): readonly FactValue[] {
  return (type === 'event' ? rawTimes : raws[type]).map((raw) => {
    const parsed = type === 'event' ? parseEventTime(raw) : parseFactValue(type, raw);
    if ('problem' in parsed) throw new Error(parsed.problem.code);
    return parsed.value;
  });
}

const pools = new Map([...names].map(([name, type]) => [name, valuesFor(type)]));
const known = (name: string): fc.Arbitrary<FactValue | None> => fc.constantFrom(NONE, ...(pools.get(name) ?? []));

const leaves: fc.Arbitrary<ConditionNode> = fc
  .constantFrom(...names.entries())
  .chain(([fact, type]) => fc.constantFrom(...operatorsFor(type)).map((operator) => ({ fact, operator, type })))
  .chain(({ fact, operator, type }) => rightSides(type, operator).map((value) => ({ fact, operator, value })));

function rightSides(type: NameType, operator: Operator): fc.Arbitrary<unknown> {
  if (operator === 'happened' || operator === 'known') return fc.boolean();
  const literals = literalsFor(type);
  const listed = operator === 'in' || operator === 'notIn';
  const written = listed ? fc.array(literals, { minLength: 1, maxLength: 3 }) : literals;
  const others = [...names].filter(([, right]) => mayCompare(type, operator, right)).map(([name]) => name);
  if (others.length === 0) return written;
  const referred = fc.tuple(fc.constantFrom('fact', 'parameter'), fc.constantFrom(...others));
  return fc.oneof(
    written,
    referred.map(([key, name]) => ({ [key]: name })),
  );
}

function literalsFor(type: NameType): fc.Arbitrary<unknown> {
  if (type === 'event' || type === 'instant') return fc.constantFrom(...rawTimes);
  return fc.constantFrom(...raws[type === 'words' ? 'word' : type]);
}

/** Documents up to three groups deep; `first` may name nothing, `second` may name the first, the root both. */
function documents(conditions: readonly string[]): fc.Arbitrary<ConditionDocument> {
  const reference = conditions.map((condition): ConditionNode => ({ condition }));
  const leaf =
    reference.length === 0 ? leaves : fc.oneof({ weight: 6, arbitrary: leaves }, fc.constantFrom(...reference));
  const grow = (node: fc.Arbitrary<ConditionNode>): fc.Arbitrary<ConditionDocument> =>
    fc.oneof(
      fc.array(node, { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
      fc.array(node, { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
      node.map((not) => ({ not })),
    );
  const inner = fc.oneof(leaf, grow(leaf));
  return grow(fc.oneof(inner, grow(inner)));
}

interface Trial {
  readonly document: ConditionDocument;
  readonly named: ReadonlyMap<string, ConditionDocument>;
  readonly facts: ReadonlyMap<string, Reading>;
  /** What each fact might turn out to be. */
  readonly fillings: readonly ReadonlyMap<string, FactValue | None>[];
}

const everyFact = fc.tuple(...[...names.keys()].map((name) => known(name).map((value) => [name, value] as const)));
const trials: fc.Arbitrary<Trial> = fc
  .record({
    first: documents([]),
    second: documents(['first']),
    document: documents(['first', 'second']),
    facts: everyFact,
    missing: fc.subarray([...names.keys()]),
    fillings: fc.array(everyFact, { minLength: 3, maxLength: 3 }),
  })
  .map(({ first, second, document, facts, missing, fillings }) => ({
    document,
    named: new Map([
      ['first', first],
      ['second', second],
    ]),
    facts: new Map(facts.filter(([name]) => !missing.includes(name))),
    fillings: fillings.map((filling) => new Map(filling)),
  }));

function catalogueOf({ named }: Trial): ConditionCatalogue {
  return { typeOf: (name) => names.get(name), valuesOf: () => undefined, condition: (name) => named.get(name) };
}

const readerOf = (facts: ReadonlyMap<string, Reading>) => ({ zone, read: (name: string) => facts.get(name) });

type Leaf = Extract<ConditionNode, { readonly fact: string }>;

function leavesOf(node: ConditionNode, catalogue: ConditionCatalogue): readonly Leaf[] {
  if ('all' in node) return node.all.flatMap((each) => leavesOf(each, catalogue));
  if ('any' in node) return node.any.flatMap((each) => leavesOf(each, catalogue));
  if ('not' in node) return leavesOf(node.not, catalogue);
  if ('fact' in node) return [node];
  const named = catalogue.condition(node.condition);
  return named === undefined ? [] : leavesOf(named, catalogue);
}

const namesIn = ({ fact, value }: Leaf): readonly string[] =>
  typeof value === 'object' ? [fact, ...Object.values(value ?? {}).map(String)] : [fact];

/** Names of which a condition asks whether they are known: finding them out would be another world, not a filling. */
function askedAfter(document: ConditionDocument, catalogue: ConditionCatalogue): ReadonlySet<string> {
  const asking = leavesOf(document, catalogue).filter(({ operator }) => operator === 'known' || operator === 'proven');
  return new Set(asking.flatMap(namesIn));
}

/** Events compared with each other: two whole days are compared as days, so a time of day would be another question. */
function comparedAsDays(document: ConditionDocument, catalogue: ConditionCatalogue): ReadonlySet<string> {
  const all = leavesOf(document, catalogue).map(namesIn);
  return new Set(all.filter((pair) => pair.filter((name) => names.get(name) === 'event').length > 1).flat());
}

/** The facts with what was missing filled in, and the time of day of an event of which only the day was known. */
function fill(trial: Trial, filling: ReadonlyMap<string, FactValue | None>): ReadonlyMap<string, Reading> {
  const asked = askedAfter(trial.document, catalogueOf(trial));
  const asDays = comparedAsDays(trial.document, catalogueOf(trial));
  const filled = new Map<string, Reading>();
  for (const [name, found] of filling) {
    const own = trial.facts.get(name);
    if (own === undefined) filled.set(name, asked.has(name) ? undefined : found);
    else
      filled.set(
        name,
        names.get(name) === 'event' && !asked.has(name) && !asDays.has(name) ? sharpen(own, found) : own,
      );
  }
  return filled;
}

function sharpen(own: Reading, found: FactValue | None): Reading {
  const isDay = typeof own === 'object' && 'kind' in own && own.kind === 'day';
  const isInstant = typeof found === 'object' && 'kind' in found && found.kind === 'instant';
  return isDay && isInstant && zone.dayOf(found.at) === own.day ? found : own;
}

/** Whether an answer may stay open although every fact is there: for want of a time of day or of a common measure. */
function mayStayOpen(condition: CompiledCondition, facts: ReadonlyMap<string, Reading>): boolean {
  return condition.missing(readerOf(facts)).every((name) => {
    const type = names.get(name);
    return type === 'money' || type === 'duration' || type === 'event';
  });
}

interface Tally {
  settled: number;
  partly: number;
  open: number;
}

/** What is wrong with one trial; nothing when both judges agree throughout. */
async function faultsOf(trial: Trial, tally: Tally): Promise<readonly string[]> {
  const catalogue = catalogueOf(trial);
  const faults: string[] = checkCondition(trial.document, catalogue).map(({ code }) => code);
  const condition = compileCondition(trial.document, catalogue);
  const reader = readerOf(trial.facts);
  const ours = condition.test(reader);
  if (condition.explain(reader).result !== ours) faults.push('the explanation ends otherwise');
  if (condition.missing(reader).length > 0 !== (ours === undefined)) faults.push('missing names without being open');
  if (!(await agrees(condition, catalogue, reader))) faults.push('the engine does not agree on the facts as they are');
  for (const filling of trial.fillings) {
    const filled = fill(trial, filling);
    if (ours === undefined) tally.open++;
    else {
      tally.settled++;
      if (trial.facts.size < names.size) tally.partly++;
      if (condition.test(readerOf(filled)) !== ours) faults.push('a filling changes a settled answer');
      if ((await judgeWithEngine(trial.document, catalogue, filled, zone)) !== ours)
        faults.push('a filling changes the engine');
    }
    const whole = condition.test(readerOf(filling));
    if (whole === undefined && !mayStayOpen(condition, filling)) faults.push('open although every fact is there');
    const engine = await judgeWithEngine(trial.document, catalogue, filling, zone);
    if (whole !== undefined && engine !== whole) faults.push('the engine does not agree on all facts');
  }
  return faults;
}

describe('the compiled condition and json-rules-engine', () => {
  it(`agree on ${runs} random conditions, whichever way missing facts are filled in`, async () => {
    const tally: Tally = { settled: 0, partly: 0, open: 0 };
    await fc.assert(
      fc.asyncProperty(trials, async (trial) => {
        const before = JSON.stringify([trial.document, ...trial.named]);
        expect(await faultsOf(trial, tally)).toEqual([]);
        expect(JSON.stringify([trial.document, ...trial.named])).toBe(before);
      }),
      { numRuns: runs, seed },
    );
    const { settled, partly, open } = tally;
    process.stdout.write(
      `seed ${seed}: ${runs} conditions; fillings: ${settled} settled, ${partly} of them with facts missing, ${open} open\n`,
    );
    expect(Math.min(settled, partly, open)).toBeGreaterThan(0);
  });

  it('agree on names that JavaScript objects already have', async () => {
    const types = new Map<string, NameType>([
      ['__proto__', 'number'],
      ['constructor', 'word'],
      ['toString', 'yes-no'],
    ]);
    const named = new Map<string, ConditionDocument>([
      ['valueOf', { all: [{ fact: '__proto__', operator: 'lessThan', value: 2 }] }],
    ]);
    const catalogue: ConditionCatalogue = {
      typeOf: (name) => types.get(name),
      valuesOf: () => undefined,
      condition: (name) => named.get(name),
    };
    const document: ConditionDocument = {
      all: [
        { fact: 'constructor', operator: 'equal', value: 'a' },
        { fact: 'toString', operator: 'equal', value: true },
        { condition: 'valueOf' },
      ],
    };
    expect(checkCondition(document, catalogue)).toEqual([]);
    const condition = compileCondition(document, catalogue);
    for (const value of [1, 2]) {
      const reader = readerOf(
        new Map<string, Reading>([
          ['__proto__', value],
          ['constructor', 'a'],
          ['toString', true],
        ]),
      );
      expect(condition.test(reader)).toBe(value === 1);
      expect(await agrees(condition, catalogue, reader)).toBe(true);
    }
    expect(condition.test(readerOf(new Map()))).toBeUndefined();
  });

  it('disagree where the compiled one is wrong', async () => {
    const trial: Trial = {
      document: { all: [{ fact: 'number_1', operator: 'equal', value: 1 }] },
      named: new Map(),
      facts: new Map([['number_1', 1]]),
      fillings: [],
    };
    const right = compileCondition(trial.document, catalogueOf(trial));
    const wrong: CompiledCondition = { ...right, test: () => false };
    expect(await agrees(wrong, catalogueOf(trial), readerOf(trial.facts))).toBe(false);
  });
});
