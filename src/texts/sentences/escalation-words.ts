import type { Text } from '../../errors.js';
import type { Escalation, EscalationLevel } from '../../rules/policy/escalation-types.js';
import { conditionWords } from './condition-words.js';
import { clauses, joined, listed, quoted, same } from './phrase.js';
import { durationWords, type Speech } from './value-words.js';

/** Who is told when, and who next where nobody acknowledges. */
export function escalationBody({ trigger, levels }: Escalation, speech: Speech): Text {
  const when = triggerWords(trigger, speech);
  const told = levels.map((level, index): Text => {
    const words = levelWords(level, speech);
    return index === 0
      ? { en: `${words.en}`, zh: words.zh }
      : { en: `if nobody acknowledges, ${words.en}`, zh: `无人确认的，${words.zh}` };
  });
  const all = clauses(told);
  return { en: `${when.en}, ${all.en}`, zh: `${when.zh}，${all.zh}` };
}

function triggerWords(trigger: Escalation['trigger'], speech: Speech): Text {
  const { titles, policy } = speech;
  if (trigger.kind === 'conditions') {
    const condition = conditionWords(trigger.when.document, titles, policy);
    return { en: `as soon as ${condition.en}`, zh: `一旦${condition.zh}` };
  }
  const rule = quoted(titles.rule(trigger.rule.includes('#') ? trigger.rule : `${policy}#${trigger.rule}`));
  const { at } = trigger;
  if (at.kind === 'warn') return { en: `when the warning of ${rule.en} begins`, zh: `${rule.zh}进入预警时` };
  if (at.kind === 'overdue') return { en: `when ${rule.en} runs out undone`, zh: `${rule.zh}逾期未完成时` };
  const by = durationWords(at.by, speech);
  return at.direction === 'before'
    ? { en: `${by.en} before ${rule.en} is due`, zh: `${rule.zh}到期前${by.zh}` }
    : { en: `${by.en} after ${rule.en} was due`, zh: `${rule.zh}到期后${by.zh}` };
}

function levelWords({ to, acknowledgeWithin }: EscalationLevel, speech: Speech): Text {
  const who = listed(
    to.map((role) => quoted(speech.titles.word('roles', role))),
    'and',
  );
  const within = acknowledgeWithin && durationWords(acknowledgeWithin, speech);
  const answer = within && {
    en: `, with ${within.en} to acknowledge`,
    zh: `，须在${within.zh}内确认`,
  };
  return joined({ en: `${who.en} ${to.length > 1 ? 'are' : 'is'} told`, zh: `通知${who.zh}` }, answer ?? same(''));
}
