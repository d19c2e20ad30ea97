import type { Fault } from '../../errors.js';
import {
  usesOfClock,
  usesOfCondition,
  usesOfForm,
  usesOfGrant,
  usesOfMoment,
  usesOfValue,
  type Use,
} from './names-in.js';
import type { Policy } from './policy.js';
import type { Right } from './right-types.js';
import type { Rule, RuleBase } from './rule-types.js';
import { report } from './reading.js';
import { rulesOf } from './rule-index.js';
import { under, type Spot } from './spot.js';

/** What depends on what: by `name NAME`, `rule policy#rule` and `policy ID`. */
interface Graph {
  readonly uses: Map<string, Set<string>>;
  /** Where each is declared first. */
  readonly places: Map<string, Spot>;
}

/**
 * What depends on itself, with the way round (S78): worked-out facts, due dates and states of rules, and rules that give way to
 * each other. A rule depends on its policy, for it only holds where the policy applies.
 */
export function checkCycles(
  policies: readonly { readonly policy: Policy; readonly spot: Spot }[],
  reading: { readonly faults: Fault[] },
): void {
  const graph: Graph = { uses: new Map(), places: new Map() };
  for (const { policy, spot } of policies) addPolicy(policy, spot, graph);
  for (const cycle of cyclesIn(graph.uses)) {
    const place = graph.places.get(cycle[0] ?? '');
    const path = cycle.map((node) => node.slice(node.indexOf(' ') + 1)).join(' → ');
    if (place !== undefined) report(reading, 'policy.cycle', { path }, place, 'key');
  }
}

function addPolicy(policy: Policy, spot: Spot, graph: Graph): void {
  const own = `policy ${policy.id}`;
  add(own, under(spot, 'policy'), [...usesOfCondition(policy.applies), ...usesOfMoment(policy.versionBy)], graph);
  link(own, policy.yieldsTo.map(targetNode), graph);
  for (const fact of policy.facts.values()) {
    const section = fact.sets ? under(under(spot, 'intake'), 'sets') : under(spot, 'facts');
    add(`name ${fact.id}`, under(section, fact.id), usesOfForm(fact.form), graph);
  }
  const limits = policy.authority.flatMap(({ upTo }) => (upTo === 'any' ? [] : usesOfValue(upTo)));
  if (policy.authority.length > 0) add('name within_authority', under(spot, 'authority'), limits, graph);
  const places = new Map(rulesOf(spot).map(({ id, spot: at }) => [id, at]));
  for (const rule of [...policy.rules, ...policy.rights]) {
    const node = `rule ${rule.ref}`;
    add(node, places.get(rule.id) ?? spot, usesOfRule(rule), graph);
    link(node, [own, ...rule.yieldsTo.map(targetNode)], graph);
  }
}

function targetNode(target: string): string {
  return target.includes('#') ? `rule ${target}` : `policy ${target}`;
}

function add(node: string, spot: Spot, uses: readonly Use[], graph: Graph): void {
  if (!graph.places.has(node)) graph.places.set(node, spot);
  link(
    node,
    uses.map(({ kind, name }) => `${kind} ${name}`),
    graph,
  );
}

function link(node: string, others: readonly string[], { uses }: Graph): void {
  const known = uses.get(node) ?? new Set<string>();
  for (const other of others) known.add(other);
  uses.set(node, known);
}

function usesOfRule(rule: Rule | Right): readonly Use[] {
  return [...usesOfBase(rule), ...usesOfOwn(rule)];
}

function usesOfBase({ when, versionBy }: RuleBase): readonly Use[] {
  return [...usesOfCondition(when), ...usesOfMoment(versionBy)];
}

function usesOfOwn(rule: Rule | Right): readonly Use[] {
  switch (rule.kind) {
    case 'deadline':
      return [...usesOfClock(rule.clock), ...usesOfMoment(rule.done)];
    case 'requirement':
      return usesOfCondition(rule.require);
    case 'judgement-needed':
      return [...usesOfMoment(rule.from), ...usesOfMoment(rule.done)];
    case 'right':
      return [
        ...usesOfMoment(rule.window?.opens),
        ...usesOfClock(rule.window?.clock),
        ...usesOfMoment(rule.usedBy),
        ...rule.exclusions.flatMap(({ when, unless }) => [...usesOfCondition(when), ...usesOfCondition(unless)]),
        ...rule.gives.flatMap(usesOfGrant),
      ];
  }
}

/** The cycles of a graph, each once, from the name that comes first in the files back to itself. */
function cyclesIn(uses: ReadonlyMap<string, ReadonlySet<string>>): readonly (readonly string[])[] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  for (const start of uses.keys()) {
    // An explicit stack: a chain of facts may be longer than the engine's own stack is deep.
    const trail: { readonly name: string; readonly next: Iterator<string> }[] = [];
    const depths = new Map<string, number>();
    const enter = (name: string): void => {
      done.add(name);
      depths.set(name, trail.length);
      trail.push({ name, next: (uses.get(name) ?? new Set<string>()).values() });
    };
    if (!done.has(start)) enter(start);
    while (trail.length > 0) {
      const step = trail.at(-1)?.next.next();
      if (step === undefined || step.done === true) {
        depths.delete(trail.pop()?.name ?? '');
        continue;
      }
      const met = depths.get(step.value);
      if (met !== undefined) cycles.push([...trail.slice(met).map(({ name }) => name), step.value]);
      else if (uses.has(step.value) && !done.has(step.value)) enter(step.value);
    }
  }
  return cycles;
}
