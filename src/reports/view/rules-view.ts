import type { Text } from '../../errors.js';
import type { AuditReport, PolicyInfo, RuleInfo } from '../audit-report.js';
import { heads } from '../texts/report-texts.js';
import { column, row, text } from './cells.js';
import type { Speaker } from './speaker.js';
import type { BlockView, SectionView } from './view-model.js';

export const ruleWords = {
  title: { en: 'The rules in words', zh: '规则释义' },
  intro: {
    en: 'Each duty that applied to a complaint, as one sentence made from its policy file.',
    zh: '对投诉适用过的每项义务，依制度文件以一句话说明。',
  },
  none: { en: 'No duty applied.', zh: '没有适用的义务。' },
  sentence: { en: 'What it says', zh: '内容' },
} as const satisfies Record<string, Text>;

/** Rules that are told; more than any organisation's set applies. */
const MOST_RULES = 600;

/** Section: the duties that applied, each as one sentence, by policy and version. */
export function rulesView({ totals, policySet }: AuditReport, speaker: Speaker): Omit<SectionView, 'title'> {
  const { say } = speaker;
  const used = new Set(
    totals.rules
      .filter(({ findings, outcomes, rule }) => rule !== undefined && findings > outcomes['not-applicable'])
      .slice(0, MOST_RULES)
      .map(({ policy, version, rule }) => `${policy}@${version ?? ''}#${rule ?? ''}`),
  );
  const blocks = policySet.policies.flatMap((policy): BlockView[] => {
    const rules = policy.rules.filter(({ id }) => used.has(`${policy.id}@${policy.version}#${id}`));
    return rules.length === 0 ? [] : [policyBlock(policy, rules, speaker)];
  });
  if (blocks.length === 0) return { id: 'rules', blocks: [{ paragraphs: [say(ruleWords.none)] }] };
  return { id: 'rules', intro: say(ruleWords.intro), blocks };
}

function policyBlock({ title, sentence }: PolicyInfo, rules: readonly RuleInfo[], { say }: Speaker): BlockView {
  return {
    heading: say(title),
    ...(sentence && { paragraphs: [say(sentence)] }),
    table: {
      caption: say(title),
      columns: [column(say(heads.rule), 44), column(say(ruleWords.sentence), 130)],
      rows: rules.map((rule) => row([text(say(rule.title)), text(say(rule.sentence ?? rule.title))])),
    },
  };
}
