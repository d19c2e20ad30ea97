import { comparePaths } from '../../rules/policy/policy-files.js';
import type { Policy, PolicySet } from '../../rules/policy/policy.js';
import { formatDay } from '../../rules/time/day.js';

/** Path in the folder → whole text. */
export type SetTexts = Readonly<Record<string, string>>;

/** Names that one has and the other has not, or has otherwise. */
export type Changed = {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
};

/** What became of one version of a policy. */
export type PolicyChange = {
  readonly policy: string;
  /** First day in force. */
  readonly version: string;
  readonly change: 'added' | 'changed' | 'removed';
  /** Something that holds for all its rules: its scope, calendar, parameters, worked-out facts, titles. */
  readonly head: boolean;
  readonly rules: Changed;
};

/** What a set says otherwise than the one before. */
export type SetDiff = {
  readonly files: Changed;
  readonly policies: readonly PolicyChange[];
  readonly parameters: Changed;
  readonly conditions: Changed;
  readonly facts: Changed;
  readonly events: Changed;
  readonly calendars: Changed;
};

interface Side {
  readonly texts: SetTexts;
  /** Undefined where this version of Redress cannot read the texts any more: then only files are compared. */
  readonly set: PolicySet | undefined;
}

/** Compares two sets by what they mean: comments and the order of lines are changes of a file, not of a rule. */
export function diffOf(before: Side, after: Side): SetDiff {
  const compare = <T>(of: (set: PolicySet) => ReadonlyMap<string, T>): Changed =>
    changed(meaningsOf(before.set, of), meaningsOf(after.set, of));
  return {
    files: changed(new Map(Object.entries(before.texts)), new Map(Object.entries(after.texts))),
    policies: policyChanges(before.set, after.set),
    parameters: compare((set) => set.parameters),
    conditions: compare((set) => set.conditions),
    facts: compare((set) => set.vocabulary.facts),
    events: compare((set) => set.vocabulary.events),
    calendars: compare((set) => new Map([...set.calendars].map(([id, { digest }]) => [id, digest]))),
  };
}

function meaningsOf<T>(
  set: PolicySet | undefined,
  of: (set: PolicySet) => ReadonlyMap<string, T>,
): ReadonlyMap<string, string> {
  return new Map(set === undefined ? [] : [...of(set)].map(([name, value]) => [name, meaning(value)]));
}

function policyChanges(before: PolicySet | undefined, after: PolicySet | undefined): readonly PolicyChange[] {
  const [old, next] = [versionsOf(before), versionsOf(after)];
  const keys = [...new Set([...old.keys(), ...next.keys()])].sort(comparePaths);
  return keys.flatMap((key): readonly PolicyChange[] => {
    const [was, is] = [old.get(key), next.get(key)];
    const any = is ?? was;
    if (any === undefined) return [];
    const head = was?.head !== is?.head;
    const rules = changed(was?.rules ?? new Map(), is?.rules ?? new Map());
    if (!head && isSame(rules)) return [];
    const change = was === undefined ? 'added' : is === undefined ? 'removed' : 'changed';
    return [{ policy: any.policy, version: any.version, change, head, rules }];
  });
}

interface Version {
  readonly policy: string;
  readonly version: string;
  readonly head: string;
  readonly rules: ReadonlyMap<string, string>;
}

function versionsOf(set: PolicySet | undefined): ReadonlyMap<string, Version> {
  return new Map((set?.policies ?? []).map((policy) => versionOf(policy, set?.parameters ?? new Map())));
}

function versionOf(policy: Policy, shared: PolicySet['parameters']): readonly [string, Version] {
  const { rules, rights, retention, escalations, statements, digest: _, file: __, parameters, ...rest } = policy;
  const sections = [...rules, ...rights, ...retention, ...escalations, ...statements];
  const own = [...parameters].filter(([name, parameter]) => shared.get(name) !== parameter);
  const version = formatDay(policy.inForce.from);
  const meanings = sections.map(({ line: ___, ...rule }): [string, string] => [rule.id, meaning(rule)]);
  const head = meaning({ ...rest, parameters: own });
  return [`${policy.id}@${version}`, { policy: policy.id, version, head, rules: new Map(meanings) }];
}

function changed(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): Changed {
  const names = (of: ReadonlyMap<string, string>): string[] => [...of.keys()].sort(comparePaths);
  return {
    added: names(after).filter((name) => !before.has(name)),
    changed: names(after).filter((name) => before.has(name) && before.get(name) !== after.get(name)),
    removed: names(before).filter((name) => !after.has(name)),
  };
}

function isSame({ added, changed: other, removed }: Changed): boolean {
  return added.length + other.length + removed.length === 0;
}

/** What is compiled, as one text: closures are left out, the document that they were made of stands in it. */
function meaning(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => {
    if (each instanceof Map) return [...each];
    return each instanceof Set ? [...each].map(String).sort() : each;
  });
}
