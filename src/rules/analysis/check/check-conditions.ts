import type { CompiledCondition } from '../../conditions/condition.js';
import type { Policy } from '../../policy/policy.js';
import { allRules, type AnyRule } from '../all-rules.js';
import { isCompiled } from '../walk-conditions.js';
import type { AnalysisCode } from './analysis-errors.js';
import { alwaysHolds, canHold, type Ground } from './decide.js';
import { placeOf, remark, type Check, type Remark } from './remark.js';

/** A condition, where it stands, and what may be said of it. */
interface Standing {
  readonly condition: CompiledCondition;
  readonly path: readonly PropertyKey[];
  /** Whether one that always holds is a mistake as well. */
  readonly bothWays: boolean;
}

/** Conditions that can never hold or always do, alone or with their policy's, and requirements that cannot be met together. */
export function checkConditions(check: Check, policy: Policy): readonly Remark[] {
  const ground = check.groundOf(policy);
  return [
    ...checkApplies(check, policy, ground),
    ...[...policy.facts.values()].flatMap((fact) =>
      conditionsIn(fact.form, []).flatMap((each) => {
        const path = fact.sets ? ['intake', 'sets', fact.id] : ['facts', fact.id];
        return sayOf(each, ground, (code) => remark(code, { key: keyOf(each.path) }, check.locate(policy.file, path)));
      }),
    ),
    ...allRules(policy).flatMap((rule) => checkRule(check, policy, rule, ground)),
    ...checkTogether(check, policy, ground),
  ];
}

function checkApplies(check: Check, policy: Policy, ground: Ground): readonly Remark[] {
  if (policy.applies === undefined) return [];
  const standing = { condition: policy.applies, path: ['applies'], bothWays: true };
  return sayOf(standing, ground, (code) => remark(code, { key: 'applies' }, check.locate(policy.file, standing.path)));
}

function checkRule(check: Check, policy: Policy, rule: AnyRule, ground: Ground): readonly Remark[] {
  const alone = conditionsIn(rule, []).flatMap((each) =>
    sayOf(each, ground, (code) => remark(code, { key: keyOf(each.path) }, placeOf(check, policy, rule, ...each.path))),
  );
  if (alone.length > 0 || rule.when === undefined || policy.applies === undefined) return alone;
  if (canHold([policy.applies, rule.when], ground) !== false || canHold([policy.applies], ground) === false) return [];
  return [remark('check.never_with_applies', {}, placeOf(check, policy, rule, 'when'))];
}

function sayOf(
  { condition, bothWays, path }: Standing,
  ground: Ground,
  say: (code: AnalysisCode) => Remark,
): readonly Remark[] {
  const holds = canHold([condition], ground);
  if (holds === undefined) return [say('notice.not_decided')];
  if (!holds) return [say(path.at(-1) === 'require' ? 'check.never_met' : 'check.never_holds')];
  if (!bothWays) return [];
  const always = alwaysHolds(condition, ground);
  if (always === undefined) return [say('notice.not_decided')];
  return always ? [say('check.always_holds')] : [];
}

const varying = new Set<PropertyKey>(['when', 'require']);

/** Every condition of a part of a policy but those of tables, which are decided row by row. */
function conditionsIn(part: unknown, path: readonly PropertyKey[]): readonly Standing[] {
  if (isCompiled(part)) {
    const top = path.length === 1 && varying.has(path[0] ?? '');
    return [{ condition: part, path, bothWays: top }];
  }
  if (typeof part !== 'object' || part === null || part instanceof Map || part instanceof Set) return [];
  if ('kind' in part && part.kind === 'table') return [];
  return Object.entries(part).flatMap(([key, value]) =>
    conditionsIn(value, [...path, Array.isArray(part) ? Number(key) : key]),
  );
}

function keyOf(path: readonly PropertyKey[]): string {
  return path.map(String).join('.');
}

/** Two requirements of one policy for the same party, on the same occasion, that no complaint can meet together. */
function checkTogether(check: Check, policy: Policy, ground: Ground): readonly Remark[] {
  const all = policy.rules.filter((rule) => rule.kind === 'requirement');
  return all.flatMap((one, index) =>
    all.slice(index + 1).flatMap((other) => {
      if (one.binds !== other.binds || one.each.join(' ') !== other.each.join(' ')) return [];
      if (one.require.names.isDisjointFrom(other.require.names)) return [];
      if (canHold([policy.applies, one.when, other.when], ground) !== true) return [];
      if (canHold([one.require], ground) !== true || canHold([other.require], ground) !== true) return [];
      const all = canHold([policy.applies, one.when, other.when, one.require, other.require], ground);
      if (all !== false) return [];
      return [
        remark('check.contradiction', { rule: other.id, other: one.id }, placeOf(check, policy, other, 'require')),
      ];
    }),
  );
}
