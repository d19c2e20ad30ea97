import type { Fault, Text } from '../../errors.js';
import { policyFault } from './policy-errors.js';

/** What people write first, what stands there, and why it reads wrongly (language.md §4 and §5). */
interface Misread {
  readonly write: string;
  readonly why: Text;
}

const misread: ReadonlyMap<string, Misread> = new Map([
  word('until', 'done', 'it would read as the date on which the rule ends', '容易理解为规则失效的日期'),
  word('stop', 'done', 'what stops a clock is what was to be done', '使计时停止的正是应完成的事项'),
  word('end', 'done', 'what stops a clock is what was to be done', '使计时停止的正是应完成的事项'),
  word('start', 'from', 'a clock runs from a moment', '计时自某一时间点起'),
  word('limit', 'within', 'a limit may be a time or an amount', '“limit”可指时间，也可指金额'),
  word('deadline', 'within', 'the whole rule is the deadline', '整条规则即为期限'),
  word('severity', 'breach', 'it would read as the severity of the complaint', '容易理解为投诉的严重程度'),
  word('chosen-by', 'version-by', 'it would read as chosen by a person', '容易理解为由人选择'),
  word('effective', 'in-force', '"to" would not say whether its day is included', '“to”未说明是否包含当日'),
  word('to', 'through', '"to" would not say whether its day is included', '“to”未说明是否包含当日'),
  word('verified', 'checked', 'it would contradict "status: unverified"', '与“status: unverified”相矛盾'),
  word('reset', 'restarts', 'it would read as wiping the record', '容易理解为清除记录'),
  word('restart', 'restarts', 'it is a list of events', '应为事件列表'),
  word('cancel', 'cancelled-by', 'it would read as wiping the record', '容易理解为清除记录'),
  word('cancelled', 'cancelled-by', 'it names what cancels the clock', '应写明由何事取消计时'),
  word(
    'needs-evidence',
    'when',
    'it would not say which, and what follows if it is missing',
    '未说明需何种证据，以及缺失时如何',
  ),
  word('evidence', 'when', 'it would not say what follows if it is missing', '未说明缺失时如何'),
  word('earliest', '[a, b]', 'a list already is whichever comes first', '列表即表示最先发生者'),
  word('every', 'each', 'a repeated duty is the same rule for each event', '重复的义务即对每次事件适用同一规则'),
  word('by', 'to', 'an extension gives the new total, not what is added', '延期应写新的总时长，而不是追加的时长'),
  word('if', 'when', 'conditions of a rule stand under one name', '规则的条件只有一个名称'),
  word('condition', 'when', 'conditions of a rule stand under one name', '规则的条件只有一个名称'),
  word('conditions', 'when', 'conditions of a rule stand under one name', '规则的条件只有一个名称'),
  word(
    'claim',
    'duty',
    'what must be done is a duty; what may be demanded is claimed',
    '应做的是义务，可主张的才是请求权',
  ),
  word('opens', 'from', 'only a right has a window that opens', '只有权利才有开始的期间'),
  word('closes', 'due', 'only a right has a window that closes', '只有权利才有结束的期间'),
  word('due', 'closes', 'a right is not due, its window closes', '权利没有到期日，只有期间的结束'),
  word('on', 'for', 'it would not say whether a rule or a day is meant', '未说明指规则还是日期'),
  word('if-not-acknowledged', 'otherwise', 'the next level has a shorter name', '下一级的名称更短'),
  word('minimum', 'at-least', 'of records it is said in words', '记录的期限用文字表示'),
  word('maximum', 'at-most', 'of records it is said in words', '记录的期限用文字表示'),
  word('article', 'cite', 'what a rule rests on is cited', '规则的依据写在 cite 中'),
]);

function word(key: string, write: string, en: string, zh: string): readonly [string, Misread] {
  return [key, { write, why: { en, zh } }];
}

/** The fault of an unknown key in kinder words, where the key is one that people are known to write. */
export function explain(fault: Fault): Fault {
  if (fault.code !== 'yaml.unknown_key') return fault;
  const key = String(fault.data['key']);
  const entry = misread.get(key);
  const known = String(fault.data['known']).split(', ');
  if (entry === undefined || !(known.includes(entry.write) || /^[[{]/.test(entry.write))) return fault;
  const { write, why } = entry;
  return policyFault('policy.misread_word', { word: key, write, why_en: why.en, why_zh: why.zh }, fault.place);
}
