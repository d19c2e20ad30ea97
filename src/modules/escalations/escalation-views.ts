import type { Text } from '../../errors.js';
import type { EscalationFinding } from '../../rules/judge/judgement.js';
import { ruleKey } from '../../rules/judge/levels-to-tell.js';
import type { PolicySet } from '../../rules/policy/policy.js';
import type { InstantText } from '../policies/policy-views.js';
import type { Escalation, StatusAsked } from './escalation.js';
import type { ToldTo } from './escalations.repository.js';
import { parseRuleKey, ruleTitle } from './rule-key.js';

export const statusWords: Readonly<Record<Exclude<StatusAsked, 'open'>, Text>> = {
  waiting: { en: 'Waits to be sent', zh: '待发送' },
  told: { en: 'Told', zh: '已提醒' },
  acknowledged: { en: 'Acknowledged', zh: '已确认' },
  moot: { en: 'Over before it was sent', zh: '发送前已终结' },
  over: { en: 'Told, and not so any more', zh: '已提醒，情形已不再存在' },
};

/** What an escalation is shown with. */
export interface Shown {
  readonly set: PolicySet | undefined;
  readonly text: InstantText;
  /** The name of whoever acted. */
  readonly person: (actor: string) => string;
}

/** Of what is said in the key of a notice, what people read. */
export function keyView(key: Pick<Escalation, 'complaint' | 'rule' | 'level' | 'round'>, set: PolicySet | undefined) {
  const { complaint, rule, level, round } = key;
  const { policy, rule: id, event } = parseRuleKey(rule);
  return { complaint, rule, policy, rule_id: id, event: event ?? null, title: ruleTitle(set, rule), level, round };
}

/** The page of a complaint, as messages link to it. */
export function linkOf(complaint: string): string {
  return `/complaints/${complaint}`;
}

export function escalationView(
  escalation: Escalation,
  { told, foreseen }: { readonly told: readonly ToldTo[]; readonly foreseen: readonly EscalationFinding[] },
  shown: Shown,
) {
  const { text, set, person } = shown;
  const { unit, status, toldAt, body, acknowledged } = escalation;
  return {
    ...keyView(escalation, set),
    unit,
    status: { code: status, ...statusWords[status] },
    to: [...(body.to ?? [])],
    for: body.for === undefined ? null : { rule: body.for, title: ruleTitle(set, body.for) },
    due_at: textOf(body.at, text),
    told_at: text(toldAt),
    acknowledge_by: textOf(body.acknowledgeBy, text),
    passed_over: [...(body.passedOver ?? [])],
    told: told.map(({ account, name, destination, way, status: sent, sentAt }) => ({
      account,
      name,
      destination,
      way,
      status: sent,
      sent_at: textOf(sentAt ?? undefined, text),
    })),
    acknowledged:
      acknowledged === undefined
        ? null
        : { at: text(acknowledged.at), by: acknowledged.by, name: person(acknowledged.by) },
    next: nextView(escalation, foreseen, text),
    link: linkOf(escalation.complaint),
  };
}

/** Whoever is told next where nobody acknowledges; null where nobody is, or is already. */
function nextView(escalation: Escalation, foreseen: readonly EscalationFinding[], text: InstantText) {
  const { rule, round, level, status, isOvertaken, body } = escalation;
  const isOpen = status === 'waiting' || status === 'told';
  if (!isOpen || isOvertaken || body.acknowledgeBy === undefined) return null;
  const next = foreseen.find((each) => ruleKey(each) === rule && each.round === round && each.level === level + 1);
  return next === undefined ? null : { level: next.level, at: text(body.acknowledgeBy), to: [...next.to] };
}

function textOf(at: number | undefined, text: InstantText): string | null {
  return at === undefined ? null : text(at);
}
