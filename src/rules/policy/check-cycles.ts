import type { Fault } from '../../errors.js';
import type { Moment, Policy } from './policy.js';
import { report } from './reading.js';
import { under, type Spot } from './spot.js';

/** Worked-out facts that are worked out from themselves, with the way round (S78). */
export function checkCycles(
  policies: readonly { readonly policy: Policy; readonly spot: Spot }[],
  reading: { readonly faults: Fault[] },
): void {
  const uses = new Map<string, Set<string>>();
  const places = new Map<string, Spot>();
  for (const { policy, spot } of policies)
    for (const fact of policy.facts.values()) {
      const names = uses.get(fact.id) ?? new Set<string>();
      for (const name of namesIn(fact.moment)) names.add(name);
      uses.set(fact.id, names);
      if (!places.has(fact.id)) places.set(fact.id, under(under(spot, 'facts'), fact.id));
    }
  for (const cycle of cyclesIn(uses)) {
    const place = places.get(cycle[0] ?? '');
    if (place !== undefined) report(reading, 'policy.cycle', { path: cycle.join(' → ') }, place, 'key');
  }
}

/** Every name that a moment may read, through its parameters and conditions too. */
export function namesIn(moment: Moment): readonly string[] {
  switch (moment.kind) {
    case 'worked-out':
      return [moment.name];
    case 'since':
      return [...moment.when.names];
    case 'first':
    case 'latest':
      return moment.of.flatMap(namesIn);
    case 'offset':
      return namesIn(moment.base);
    case 'parameter':
      return [...moment.options.values()].flatMap(namesIn);
    default:
      return [];
  }
}

/** The cycles of a graph, each once, from the name that comes first in the files back to itself. */
function cyclesIn(uses: ReadonlyMap<string, ReadonlySet<string>>): readonly (readonly string[])[] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  for (const start of uses.keys()) {
    // An explicit stack: a chain of facts may be longer than the engine's own stack is deep.
    const trail: { readonly name: string; readonly next: Iterator<string> }[] = [];
    const enter = (name: string): void => {
      done.add(name);
      trail.push({ name, next: (uses.get(name) ?? new Set<string>()).values() });
    };
    if (!done.has(start)) enter(start);
    while (trail.length > 0) {
      const step = trail.at(-1)?.next.next();
      if (step === undefined || step.done === true) {
        trail.pop();
        continue;
      }
      const met = trail.findIndex(({ name }) => name === step.value);
      if (met >= 0) cycles.push([...trail.slice(met).map(({ name }) => name), step.value]);
      else if (uses.has(step.value) && !done.has(step.value)) enter(step.value);
    }
  }
  return cycles;
}
