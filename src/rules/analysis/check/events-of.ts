import type { PolicySet } from '../../policy/policy.js';
import type { Moment } from '../../policy/value-types.js';
import { usesOfForm, usesOfMoment } from '../../policy/names-in.js';

/** Every event and recorded date that a moment may depend on, through worked-out facts too. */
export function eventsOf(moment: Moment | undefined, set: PolicySet): ReadonlySet<string> {
  const found = new Set<string>();
  walk(moment, found);
  const names = usesOfMoment(moment).flatMap(({ kind, name }) => (kind === 'name' ? [name] : []));
  for (const name of throughFacts(names, set)) if (isRecorded(name, set)) found.add(name);
  for (const name of throughFacts(names, set))
    for (const { facts } of set.policies) {
      const form = facts.get(name)?.form;
      if (form?.kind === 'moment') walk(form.moment, found);
      if (form?.kind === 'time') for (const each of [form.from, form.until]) walk(each, found);
    }
  return found;
}

function walk(moment: Moment | undefined, found: Set<string>): void {
  switch (moment?.kind) {
    case 'event':
      found.add(moment.event);
      return;
    case 'first':
    case 'latest':
      for (const each of moment.of) walk(each, found);
      return;
    case 'offset':
      walk(moment.base, found);
      return;
    case 'parameter':
      for (const each of moment.options.values()) walk(each, found);
      return;
    case 'table':
      for (const { is } of moment.rows) walk(is, found);
      return;
    default:
      return;
  }
}

/** These names and all that their worked-out facts read. */
export function throughFacts(names: readonly string[], set: PolicySet): ReadonlySet<string> {
  const found = new Set(names);
  for (const name of found)
    for (const { facts } of set.policies) {
      const form = facts.get(name)?.form;
      if (form !== undefined) for (const use of usesOfForm(form)) if (use.kind === 'name') found.add(use.name);
    }
  return found;
}

function isRecorded(name: string, { vocabulary }: PolicySet): boolean {
  return vocabulary.events.has(name) || vocabulary.facts.has(name);
}
