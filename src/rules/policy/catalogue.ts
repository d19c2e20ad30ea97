import { clockStates, rightStates } from '../conditions/built-in.js';
import { checkCondition } from '../conditions/check-condition.js';
import type { CompiledCondition, ConditionCatalogue, ConditionDocument } from '../conditions/condition.js';
import { isRecord } from '../facts/fact-value.js';
import { reportProblems, requiredCondition } from './read-condition.js';
import { kindsOf, ruleNames, ruleRef } from './rule-refs.js';
import { parameterType, readingOf, type FileFaults, type Names, type Reading } from './reading.js';
import type { Spot } from './spot.js';

type Known = Pick<Names, 'events' | 'facts' | 'workedOut' | 'parameters' | 'rules' | 'policy'>;

/** The states that a condition may ask of a rule; undefined where there is no such rule, none where it has no states. */
function statesOf(written: string, known: Known): readonly string[] | undefined {
  const ref = ruleRef(written, known);
  const kinds = ref === undefined ? undefined : kindsOf(ref, known.rules);
  if (kinds === undefined) return undefined;
  return [...(kinds.has('deadline') ? clockStates : []), ...(kinds.has('right') ? rightStates : [])];
}

/**
 * What a condition may ask. A worked-out fact may come out as a day: compared with an instant it is then that whole day, as
 * the day of a date fact is (S1), not an instant whose time of day nobody wrote down.
 */
export function catalogueOf(known: Known, conditions: ReadonlyMap<string, Spot>): ConditionCatalogue {
  return {
    typeOf: (name) => {
      if (known.events.has(name)) return 'event';
      const parameter = known.parameters.get(name);
      const fact = known.facts.get(name) ?? known.workedOut.get(name);
      return fact === undefined ? parameter && parameterType(parameter) : fact.type;
    },
    valuesOf: (name) => (known.facts.get(name) ?? known.workedOut.get(name))?.values,
    ruleRef: (written) => ruleRef(written, known),
    ruleRefs: () => ruleNames(known),
    statesOf: (written) => statesOf(written, known),
    rulesWithStates: () => ruleNames(known).filter((name) => (statesOf(name, known) ?? []).length > 0),
    condition: (name) => documentOf(conditions.get(name)?.value),
    names: () => [...known.facts.keys(), ...known.events.keys(), ...known.workedOut.keys(), ...known.parameters.keys()],
    conditionNames: () => conditions.keys(),
  };
}

function documentOf(value: unknown): ConditionDocument | undefined {
  // What is wrong inside is reported where the condition is declared; nothing is compiled then.
  return isRecord(value) ? (value as unknown as ConditionDocument) : undefined;
}

/** Checks all named conditions, then compiles them; undefined when any has a fault, for they refer to each other. */
export function checkNamedConditions(
  conditions: ReadonlyMap<string, Spot>,
  names: Names,
  files: readonly (FileFaults & { readonly file: string })[],
): ReadonlyMap<string, CompiledCondition> | undefined {
  const readings = new Map(files.map((file) => [file.file, readingOf(names, file)]));
  const of = (spot: Spot): Reading =>
    readings.get(spot.yaml.file) ?? readingOf(names, { faults: [], explained: new Set() });
  const problems = [...conditions.values()].map((spot) => [spot, checkCondition(spot.value, names.catalogue)] as const);
  for (const [spot, found] of problems) reportProblems(found, spot, of(spot));
  if (problems.some(([, found]) => found.length > 0)) return undefined;
  return new Map([...conditions].map(([name, spot]) => [name, requiredCondition(spot, of(spot))]));
}
