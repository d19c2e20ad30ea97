import { checkCondition } from '../conditions/check-condition.js';
import type { CompiledCondition, ConditionCatalogue, ConditionDocument } from '../conditions/condition.js';
import { isRecord } from '../facts/fact-value.js';
import { reportProblems, requiredCondition } from './read-condition.js';
import { parameterType, type FileFaults, type Names, type Reading } from './reading.js';
import type { Spot } from './spot.js';

type Known = Pick<Names, 'events' | 'facts' | 'workedOut' | 'parameters'>;

/**
 * What a condition may ask. A worked-out fact may come out as a day: compared with an instant it is then that whole day, as
 * the day of a date fact is (S1), not an instant whose time of day nobody wrote down.
 */
export function catalogueOf(known: Known, conditions: ReadonlyMap<string, Spot>): ConditionCatalogue {
  return {
    typeOf: (name) => {
      if (known.events.has(name)) return 'event';
      if (known.workedOut.has(name)) return 'instant';
      const parameter = known.parameters.get(name);
      return known.facts.get(name)?.type ?? (parameter && parameterType(parameter));
    },
    valuesOf: (name) => known.facts.get(name)?.values,
    condition: (name) => documentOf(conditions.get(name)?.value),
    names: () => [...known.facts.keys(), ...known.events.keys(), ...known.workedOut, ...known.parameters.keys()],
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
  file: FileFaults,
): ReadonlyMap<string, CompiledCondition> | undefined {
  const reading: Reading = {
    names,
    faults: file.faults,
    explained: file.explained,
    used: new Map(),
    since: undefined,
    step: false,
  };
  const problems = [...conditions.values()].map((spot) => [spot, checkCondition(spot.value, names.catalogue)] as const);
  for (const [spot, found] of problems) reportProblems(found, spot, reading);
  if (problems.some(([, found]) => found.length > 0)) return undefined;
  return new Map([...conditions].map(([name, spot]) => [name, requiredCondition(spot, reading)]));
}
