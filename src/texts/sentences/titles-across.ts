import type { Text } from '../../errors.js';
import type { Policy, PolicySet } from '../../rules/policy/policy.js';
import { same } from './phrase.js';
import { titlesFor, type Titles } from './titles.js';

/**
 * What the names in conditions are called in the newer of two sets, else in the older, for texts on how these differ. Rules, named conditions
 * and parameters are called as they are written, never by what they come to: that is a difference of its own.
 */
export function titlesAcross(sets: readonly [newer: PolicySet, older: PolicySet], policy: Policy | undefined): Titles {
  const [newer, older] = sets;
  const [now, then] = [titlesFor(newer, policy ?? nowhere), titlesFor(older, policy ?? nowhere)];
  const named = (name: string, of: (titles: Titles) => Text): Text => {
    const title = of(now);
    return title.en === name && title.zh === name ? of(then) : title;
  };
  return {
    ...now,
    name: (name) => named(name, (titles) => titles.name(name)),
    untitled: () => undefined,
    typeOf: (name) => now.typeOf(name) ?? then.typeOf(name),
    word: (section, word) => named(word, (titles) => titles.word(section, word)),
    rule: same,
    parameter: () => undefined,
    condition: () => undefined,
  };
}

/** What stands in no policy, such as a waiver, has no facts and parameters of its own. */
const nowhere = { facts: new Map(), parameters: new Map() } as const satisfies Partial<Policy>;
