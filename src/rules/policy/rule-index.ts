import { isRecord } from '../facts/fact-value.js';
import { sections, type Section } from './policy-shape.js';
import { entriesOf, has, itemsOf, under, type Spot } from './spot.js';

/** What a rule is, where another names it. */
export type RuleKind =
  'deadline' | 'requirement' | 'judgement-needed' | 'right' | 'retention' | 'escalation' | 'indicator' | 'statement';

/** All rules of all versions of all policies, by policy and id; a rule may be of several kinds in several versions. */
export interface RuleIndex {
  readonly policies: ReadonlyMap<string, PolicyEntry>;
  /** False where a policy file could not be read: a rule that nobody has may stand there. */
  readonly whole: boolean;
}

export interface PolicyEntry {
  readonly rules: ReadonlyMap<string, ReadonlySet<RuleKind>>;
  readonly ranks?: ReadonlySet<string>;
}

const kinds: Readonly<Record<Section, RuleKind>> = {
  deadlines: 'deadline',
  requirements: 'requirement',
  'judgement-needed': 'judgement-needed',
  rights: 'right',
  retention: 'retention',
  escalations: 'escalation',
  indicators: 'indicator',
  statements: 'statement',
};

const sectionNames = Object.keys(sections).filter((key): key is Section => key in kinds);

/** Every rule that a policy file declares, in the order of its sections; the same id twice stands here twice. */
export function rulesOf(spot: Spot): readonly { readonly id: string; readonly kind: RuleKind; readonly spot: Spot }[] {
  const listed = sectionNames.flatMap((section) =>
    entriesOf(under(spot, section)).map(([id, each]) => ({ id, kind: kinds[section], spot: each })),
  );
  return [...listed, ...requiredOf(spot)];
}

/** Each required fact of the intake is a rule: a deadline where its row has a period. */
function requiredOf(spot: Spot): ReturnType<typeof rulesOf> {
  return itemsOf(under(under(spot, 'intake'), 'required')).flatMap((row) => {
    const kind = has(row, 'within') ? 'deadline' : 'requirement';
    const facts = under(row, 'facts');
    const names = typeof facts.value === 'string' ? [facts] : itemsOf(facts);
    return names.flatMap((each) =>
      typeof each.value === 'string' ? [{ id: `intake.${each.value}`, kind, spot: each } as const] : [],
    );
  });
}

/**
 * The rules of all files, before any is read whole: files may name rules of each other. A file that cannot be read leaves the index not
 * whole.
 */
export function indexRules(files: readonly { readonly spot: Spot; readonly readable: boolean }[]): RuleIndex {
  const policies = new Map<string, { rules: Map<string, Set<RuleKind>>; ranks: Set<string> }>();
  for (const { spot } of files) {
    const { value: id } = under(spot, 'policy');
    if (typeof id !== 'string') continue;
    const entry = policies.get(id) ?? { rules: new Map<string, Set<RuleKind>>(), ranks: new Set<string>() };
    policies.set(id, entry);
    const { value: rank } = under(under(spot, 'source'), 'rank');
    if (typeof rank === 'string') entry.ranks.add(rank);
    for (const { id: rule, kind } of rulesOf(spot)) {
      const found = entry.rules.get(rule) ?? new Set<RuleKind>();
      entry.rules.set(rule, found.add(kind));
    }
  }
  const whole = files.every(({ spot, readable }) => readable && sectionNames.every((key) => isSound(spot, key)));
  return { policies, whole };
}

function isSound(spot: Spot, key: string): boolean {
  const { value } = under(spot, key);
  return value === undefined || isRecord(value);
}
