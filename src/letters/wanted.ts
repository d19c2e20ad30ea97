import type { Text } from '../errors.js';
import { ruleOf } from './events-of-letter.js';
import type { LetterMatter } from './matter.js';

/** What the rules on what a complaint must hold still want of the complainant: `intake` with `ask: complainant`, not given yet. */
export function wantedOfComplainant({ judgement, set }: LetterMatter): readonly Text[] {
  const names = new Set<string>();
  for (const finding of judgement.findings) {
    const rule = ruleOf(set, finding);
    if (rule === undefined || rule.kind === 'statement' || rule.intake?.ask !== 'complainant') continue;
    if (finding.outcome === 'pending' || finding.outcome === 'indeterminate' || finding.outcome === 'non-compliant')
      names.add(rule.intake.fact);
  }
  return [...names].map((name) => set.vocabulary.facts.get(name)?.title ?? { en: name, zh: name });
}
