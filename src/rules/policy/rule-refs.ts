import type { Fault } from '../../errors.js';
import { hint } from '../nearest.js';
import type { RuleIndex, RuleKind } from './rule-index.js';
import { report, shorten, type Reading } from './reading.js';
import { under, type Spot } from './spot.js';

type Index = { readonly rules: RuleIndex; readonly policy: string };

/** `policy#rule`, or the bare id of a rule of this policy, as `policy#rule`; undefined where there is no such rule. */
export function ruleRef(written: string, { rules, policy }: Index): string | undefined {
  const ref = written.includes('#') ? written : `${policy}#${written}`;
  return kindsOf(ref, rules) === undefined ? undefined : ref;
}

/** Of which kinds `policy#rule` is in its versions; undefined where there is no such rule. */
export function kindsOf(ref: string, { policies }: RuleIndex): ReadonlySet<RuleKind> | undefined {
  const at = ref.indexOf('#');
  return policies.get(ref.slice(0, at))?.rules.get(ref.slice(at + 1));
}

/** Every way of writing a rule here: all of them as `policy#rule`, those of the policy itself by their ids too. */
export function ruleNames({ rules, policy }: Index): readonly string[] {
  const own = [...(rules.policies.get(policy)?.rules.keys() ?? [])];
  const all = [...rules.policies].flatMap(([id, { rules: ids }]) => [...ids.keys()].map((rule) => `${id}#${rule}`));
  return [...own, ...all];
}

/** A rule named somewhere, as `policy#rule`. Reports one that is not there, and one that is of no kind that can stand here. */
export function readRuleRef(written: string, wanted: readonly RuleKind[], spot: Spot, reading: Reading): string {
  const { names } = reading;
  const ref = ruleRef(written, names);
  if (ref === undefined) reportUnknownRule(written, names, spot, reading);
  else checkKind(ref, wanted, names.rules, spot, reading);
  return ref ?? written;
}

/** Reports a rule that is of none of the wanted kinds in any version. One that there is not is another’s fault. */
export function checkKind(
  ref: string,
  wanted: readonly RuleKind[],
  rules: RuleIndex,
  spot: Spot,
  reading: { readonly faults: Fault[] },
): void {
  const kinds = [...(kindsOf(ref, rules) ?? [])];
  if (kinds.length === 0 || kinds.some((kind) => wanted.includes(kind))) return;
  report(reading, 'policy.rule_of_wrong_kind', { name: ref, kind: kinds.join(', '), wanted: wanted.join(', ') }, spot);
}

/** Reports a rule that there is not, with the nearest names; not where a file could not be read, for it may stand there. */
export function reportUnknownRule(
  written: string,
  index: Index,
  spot: Spot,
  reading: { readonly faults: Fault[] },
): void {
  if (!index.rules.whole) return;
  const data = { name: shorten(written), hint: hint(written, ruleNames(index)) };
  report(reading, 'policy.unknown_rule', data, spot);
}

/** What gives way to what: names of policies, `policy#rule`, or rules of this policy. Reports names that nothing has. */
export function readTargets(
  raw: string | readonly string[] | undefined,
  spot: Spot,
  reading: Reading,
): readonly string[] {
  if (raw === undefined) return [];
  if (raw.length === 0) report(reading, 'policy.empty_list', { key: String(spot.path.at(-1)) }, spot);
  const { names } = reading;
  return itemsIn(raw, spot).map(([written, at]) => {
    const target = targetOf(written, names);
    if (target === undefined) reportUnknownTarget(written, names, at, reading);
    return target ?? written;
  });
}

/** A policy, or a rule as `policy#rule`; undefined where there is neither. */
export function targetOf(written: string, names: Index): string | undefined {
  return names.rules.policies.has(written) ? written : ruleRef(written, names);
}

/** Reports what is neither policy nor rule, with the nearest names; not where a file could not be read. */
export function reportUnknownTarget(
  written: string,
  names: Index,
  spot: Spot,
  reading: { readonly faults: Fault[] },
): void {
  if (!names.rules.whole) return;
  const known = [...names.rules.policies.keys(), ...ruleNames(names)];
  report(reading, 'policy.unknown_policy', { name: shorten(written), hint: hint(written, known) }, spot);
}

/** The entries of `a` or `[a, b]` with their places. */
export function itemsIn(raw: string | readonly string[], spot: Spot): readonly (readonly [string, Spot])[] {
  return typeof raw === 'string' ? [[raw, spot]] : raw.map((each, index) => [each, under(spot, index)] as const);
}
