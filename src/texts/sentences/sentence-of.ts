import type { Text } from '../../errors.js';
import type { AnyRule } from '../../rules/analysis/all-rules.js';
import type { AuthorityLimit } from '../../rules/policy/authority-types.js';
import type { Policy, PolicySet } from '../../rules/policy/policy.js';
import type { Retention } from '../../rules/policy/retention-types.js';
import type { Right } from '../../rules/policy/right-types.js';
import type { Deadline, JudgementNeeded, Requirement } from '../../rules/policy/rule-types.js';
import type { Statement } from '../../rules/policy/statement-types.js';
import { formatDay } from '../../rules/time/day.js';
import { citeWords, clockRemarks, countingWords, periodWords, restartWords, warnWords } from './clock-words.js';
import { conditionWords } from './condition-words.js';
import { escalationBody } from './escalation-words.js';
import { grantsWords, windowRemarks } from './grant-words.js';
import { clauses, joined, listed, lowered, quoted, same, sentence } from './phrase.js';
import { titlesFor, type Titles } from './titles.js';
import { durationWords, momentWords, valueWords, type Speech } from './value-words.js';

/**
 * A rule as one sentence in both languages: who must do what or may demand it, on which conditions, by when, counted how,
 * and by which article. Made from what the policy file says, the same for every place where a rule is shown.
 */
export function sentenceOf(rule: AnyRule, policy: Policy, set: PolicySet): Text {
  const titles = titlesFor(set, policy);
  const speech: Speech = { titles, policy: policy.id, each: rule.each };
  const body = joined(beginning(rule, speech), bodyOf(rule, speech));
  const remarks = clauses([body, ...commonRemarks(rule, policy, titles)]);
  return sentence(joined(remarks, citeWords(rule.cite, titles.instruments)));
}

function bodyOf(rule: AnyRule, speech: Speech): Text {
  switch (rule.kind) {
    case 'deadline':
      return deadlineBody(rule, speech);
    case 'requirement':
      return requirementBody(rule, speech);
    case 'judgement-needed':
      return judgementBody(rule, speech);
    case 'right':
      return rightBody(rule, speech);
    case 'retention':
      return retentionBody(rule, speech);
    case 'escalation':
      return escalationBody(rule, speech);
    case 'statement':
      return statementBody(rule, speech);
  }
}

/** On which occasions and conditions: `each time “Refused” happens and where …, `. */
function beginning({ each, when, kind }: AnyRule, { titles, policy }: Speech): Text {
  const events = listed(
    each.map((event) => quoted(titles.name(event))),
    'or',
  );
  const condition = when && conditionWords(when.document, titles, policy);
  if (each.length === 0 || kind === 'statement')
    return condition === undefined ? same('') : { en: `where ${condition.en}, `, zh: `${condition.zh}的，` };
  if (condition === undefined) return { en: `each time ${events.en} happens, `, zh: `每次发生${events.zh}时，` };
  return {
    en: `each time ${events.en} happens and ${condition.en}, `,
    zh: `每次发生${events.zh}，且${condition.zh}的，`,
  };
}

/** The party with its article: `the respondent`. */
function partyWords(party: string, titles: Titles): Text {
  const title = titles.party(party);
  return { en: `the ${lowered(title).en}`, zh: title.zh };
}

function deadlineBody({ clock, done, binds, warn, intake }: Deadline, speech: Speech): Text {
  const who = partyWords(binds, speech.titles);
  const [period, end] = [periodWords(clock, speech), momentWords(done, speech)];
  const put = intake && putWords(intake.fact, binds, speech.titles);
  const asked = intake?.ask === undefined ? undefined : partyWords(intake.ask, speech.titles);
  const must =
    put === undefined
      ? { en: `${who.en} must reach ${end.en} ${period.en}`, zh: `${who.zh}应当${period.zh}完成${end.zh}` }
      : { en: `${who.en} must ${put.en} ${period.en}`, zh: `${who.zh}应当${period.zh}${put.zh}` };
  const asking = asked && { en: `to be asked of ${asked.en} where missing`, zh: `缺少时向${asked.zh}索取` };
  return clauses([
    must,
    ...(asking === undefined ? [] : [asking]),
    ...clockRemarks(clock, speech),
    ...warnWords(warn, speech),
  ]);
}

/** An item of the record: a complainant gives it, whoever handles the complaint records it. */
function putWords(fact: string, binds: string, titles: Titles): Text {
  const { en, zh } = quoted(titles.name(fact));
  return binds === 'complainant'
    ? { en: `give ${en}`, zh: `提供${zh}` }
    : { en: `have ${en} on record`, zh: `登记${zh}` };
}

function requirementBody({ require, binds, intake }: Requirement, { titles, policy }: Speech): Text {
  const who = partyWords(binds, titles);
  if (intake !== undefined) {
    const put = putWords(intake.fact, binds, titles);
    return { en: `${who.en} must ${put.en}`, zh: `${who.zh}应当${put.zh}` };
  }
  const condition = conditionWords(require.document, titles, policy);
  return { en: `${who.en} must see to it that ${condition.en}`, zh: `${who.zh}应当确保${condition.zh}` };
}

function judgementBody({ asks, from, done, shows, binds }: JudgementNeeded, speech: Speech): Text {
  const who = partyWords(binds, speech.titles);
  const [start, end] = [from, done].map((each) => each && momentWords(each, speech));
  const shown = listed(
    shows.map((fact) => quoted(speech.titles.name(fact))),
    'and',
  );
  return clauses([
    {
      en: `a person must judge, about the duty of ${who.en}: “${asks.en}”`,
      zh: `就${who.zh}的义务，须由人员判断：“${asks.zh}”`,
    },
    ...(start === undefined ? [] : [{ en: `from ${start.en} on`, zh: `自${start.zh}起` }]),
    ...(end === undefined ? [] : [{ en: `until ${end.en}`, zh: `至${end.zh}止` }]),
    ...(shows.length === 0 ? [] : [{ en: `looking at ${shown.en}`, zh: `参考${shown.zh}` }]),
  ]);
}

function rightBody(right: Right, speech: Speech): Text {
  const { titles } = speech;
  const who = partyWords(right.binds, titles);
  const gives = grantsWords(right.gives, speech);
  // Where only the complainant's own time is bound, the right is theirs, against whoever it concerns.
  const isOwn = right.binds === 'complainant';
  const against = isOwn ? { en: '', zh: '' } : { en: ` against ${who.en}`, zh: `向${who.zh}` };
  const whose = partyWords('complainant', titles);
  const what = right.gives.length === 0 ? quoted(right.title) : gives;
  const period = right.window?.clock && periodWords(right.window.clock, speech);
  const during = period === undefined ? { en: '', zh: '' } : { en: `, ${period.en},`, zh: period.zh };
  const demand = {
    en: `${whose.en} is entitled${against.en}${during.en} to ${what.en}`,
    zh: `${whose.zh}有权${during.zh}${against.zh}主张：${what.zh}`,
  };
  const claim = right.claim === undefined ? undefined : quoted(titles.party(right.claim));
  return clauses([
    demand,
    ...windowRemarks(right, speech),
    ...(claim === undefined
      ? []
      : [
          {
            en: `of the rights of the claim ${claim.en} only one can be used`,
            zh: `属于${claim.zh}的各项权利只能择一行使`,
          },
        ]),
  ]);
}

function retentionBody(rule: Retention, speech: Speech): Text {
  const { titles } = speech;
  const who = partyWords(rule.binds, titles);
  const records = titles.word('records', rule.records);
  const [least, most, grace] = [rule.atLeast, rule.atMost, rule.grace].map(
    (each) => each && durationWords(each, speech),
  );
  const from = momentWords(rule.from, speech);
  const must = least === undefined ? { en: 'may keep', zh: '可以保存' } : { en: 'must keep', zh: '应当保存' };
  const then = titles.word('words', rule.then);
  const length = lengthWords(least, most);
  const within = rule.atLeast ?? rule.atMost;
  return clauses([
    {
      en: `${who.en} ${must.en} “${records.en}” ${length.en} after ${from.en}`,
      zh: `${who.zh}${must.zh}“${records.zh}”，自${from.zh}起${length.zh}`,
    },
    ...(within === undefined ? [] : countingWords(rule, within, speech)),
    ...restartWords(rule.restarts, speech),
    ...(grace === undefined
      ? []
      : [{ en: `with another ${grace.en} in which to destroy them`, zh: `期满后另有${grace.zh}用于销毁` }]),
    { en: `afterwards: ${lowered(then).en}`, zh: `期满后：${then.zh}` },
  ]);
}

function lengthWords(least: Text | undefined, most: Text | undefined): Text {
  const lengths = [
    ...(least === undefined ? [] : [{ en: `for at least ${least.en}`, zh: `至少${least.zh}` }]),
    ...(most === undefined ? [] : [{ en: `for at most ${most.en}`, zh: `至多${most.zh}` }]),
  ];
  return { en: listed(lengths, 'and').en, zh: lengths.map(({ zh }) => zh).join('、') };
}

function statementBody({ each, title }: Statement, { titles }: Speech): Text {
  const letters = listed(
    each.map((event) => quoted(titles.name(event))),
    'or',
  );
  return {
    en: `every letter of ${letters.en} must state “${title.en}”`,
    zh: `${letters.zh}的函件应当载明“${title.zh}”`,
  };
}

/** What every kind of rule may say: when it is in force, what it gives way to, that nobody has checked it. */
function commonRemarks(rule: AnyRule, policy: Policy, titles: Titles): readonly Text[] {
  const { inForce, yieldsTo, status } = rule;
  const before = [...new Set([...policy.yieldsTo, ...yieldsTo])].map((ref) =>
    quoted(titles.rule(ref.includes('#') || ref.includes('.') ? ref : `${policy.id}#${ref}`)),
  );
  const others = listed(before, 'and');
  return [
    ...(inForce === undefined ? [] : [inForceWords(inForce)]),
    ...(before.length === 0
      ? []
      : [
          {
            en: `${others.en} ${before.length > 1 ? 'go first where they apply' : 'goes first where it applies'}`,
            zh: `${others.zh}适用的，优先适用`,
          },
        ]),
    ...(status === 'unverified'
      ? [
          {
            en: 'not yet checked against its source, and out of force unless switched on',
            zh: '尚未与原文核对，未经启用不适用',
          },
        ]
      : []),
  ];
}

function inForceWords({ from, through }: { readonly from: number; readonly through?: number }): Text {
  if (through === undefined) return { en: `in force from ${formatDay(from)}`, zh: `自 ${formatDay(from)} 起施行` };
  return {
    en: `in force from ${formatDay(from)} through ${formatDay(through)}`,
    zh: `施行期间为 ${formatDay(from)} 至 ${formatDay(through)}`,
  };
}

/** What a policy is, whom it concerns and when it is in force, as one sentence. */
export function sentenceOfPolicy(policy: Policy, set: PolicySet): Text {
  const titles = titlesFor(set, policy);
  const condition = policy.applies && conditionWords(policy.applies.document, titles, policy.id);
  const about =
    condition === undefined
      ? { en: `“${policy.title.en}” applies to every complaint`, zh: `《${policy.title.zh}》适用于所有投诉` }
      : {
          en: `“${policy.title.en}” applies where ${condition.en}`,
          zh: `${condition.zh}的，适用《${policy.title.zh}》`,
        };
  return sentence(clauses([about, inForceWords(policy.inForce)]));
}

/** What a role may grant on one complaint, as one sentence. */
export function sentenceOfAuthority(limit: AuthorityLimit, policy: Policy, set: PolicySet): Text {
  const titles = titlesFor(set, policy);
  const speech: Speech = { titles, policy: policy.id, each: [] };
  const [role, then] = [limit.role, limit.then].map((each) => each && quoted(titles.word('roles', each)));
  const most = limit.upTo === 'any' ? undefined : valueWords(limit.upTo, speech);
  const only = limit.remedies?.map((remedy) => lowered(titles.word('remedies', remedy)));
  const what = only === undefined ? undefined : listed(only, 'or');
  const may = joined(
    most === undefined
      ? {
          en: `${(role || same('')).en} may grant any amount on one complaint`,
          zh: `${(role || same('')).zh}对同一投诉可批准的金额不限`,
        }
      : {
          en: `${(role || same('')).en} may grant up to ${most.en} in total on one complaint`,
          zh: `${(role || same('')).zh}对同一投诉可批准的金额合计不超过${most.zh}`,
        },
    what === undefined ? same('') : { en: `, as ${what.en}`, zh: `，限于${what.zh}` },
  );
  const beyond = then ? [{ en: `beyond it ${then.en} decides`, zh: `超出的由${then.zh}决定` }] : [];
  return sentence(joined(clauses([may, ...beyond]), citeWords(limit.cite, titles.instruments)));
}
