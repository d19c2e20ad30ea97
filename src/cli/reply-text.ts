import type { Language, Text } from '../errors.js';
import type { MissingFact } from '../rules/conditions/condition.js';
import type { PolicySet } from '../rules/policy/policy.js';
import type { LetterChecked, StatementChecked } from '../rules/reply/check-letter.js';
import { placeText } from '../texts/cite-text.js';
import { titlesFor } from '../texts/sentences/titles.js';

const notFound: Text = { en: 'not found', zh: '未找到' };
const nothing: Text = {
  en: 'No policy asks for a statement in this letter on this complaint.',
  zh: '对于该投诉，没有制度要求此函件载明任何内容。',
};
const toConfirm: Text = {
  en: 'Found words are no proof: a person reads the letter and records an event statement-confirmed for each (confirmed_statement, confirmed_found, confirmed_by) before the complaint is closed.',
  zh: '找到字句并不等于内容属实：请由人工阅读函件，并在办结前就每一项登记 statement-confirmed 事件（confirmed_statement、confirmed_found、confirmed_by）。',
};

/** What was looked for in a letter and where it stands, line by line. */
export function replyLines({ statements, open }: LetterChecked, set: PolicySet, language: Language): string[] {
  const lines = statements.flatMap((each) => statementLines(each, set, language));
  const whole = open.map(({ policy, missing }) => openLine(policy, missing, set, language));
  if (lines.length === 0) return [...whole, ...(whole.length === 0 ? [nothing[language]] : [])];
  return [...lines, ...whole, '', counted(statements)[language], toConfirm[language]];
}

function statementLines(
  { policy, statement, missing, found }: StatementChecked,
  set: PolicySet,
  language: Language,
): readonly string[] {
  const source = policy.source.instrumentText?.[language] ?? policy.source.instrument;
  const place = placeText(source, statement.cite, language, set.vocabulary.instruments);
  const head = `${found === undefined ? '✗' : '✓'} ${statement.title[language]}  [${statement.ref}]`;
  const where = found === undefined ? notFound[language] : quoted(found.sentence, language);
  const unsure =
    missing.length === 0 ? [] : [`    ${unsureText(namesOf(missing, policy.id, set, language))[language]}`];
  return [head, `    ${place.join(language === 'zh' ? '，' : ', ')}`, ...unsure, `    ${where}`];
}

function quoted(sentence: string, language: Language): string {
  return language === 'zh' ? `“${sentence}”` : `"${sentence}"`;
}

function unsureText(names: string): Text {
  return {
    en: `Not known whether it must be said, for want of: ${names}`,
    zh: `无法确定是否必须载明，缺少：${names}`,
  };
}

function openLine(id: string, missing: readonly MissingFact[], set: PolicySet, language: Language): string {
  const title = set.policies.find((policy) => policy.id === id)?.title[language] ?? id;
  const names = namesOf(missing, id, set, language);
  const text: Text = {
    en: `Not known whether "${title}" applies and asks for statements, for want of: ${names}`,
    zh: `无法确定“${title}”是否适用并对函件内容有要求，缺少：${names}`,
  };
  return `? ${text[language]}`;
}

function namesOf(missing: readonly MissingFact[], id: string, set: PolicySet, language: Language): string {
  const policy = set.policies.find((each) => each.id === id);
  const title = (name: string): string =>
    policy === undefined ? name : `${titlesFor(set, policy).name(name)[language]} (${name})`;
  return missing.map(({ name }) => title(name)).join(language === 'zh' ? '、' : ', ');
}

function counted(statements: readonly StatementChecked[]): Text {
  const found = statements.filter((each) => each.found !== undefined).length;
  const all = statements.length;
  return { en: `${found} of ${all} found.`, zh: `共 ${all} 项，找到 ${found} 项。` };
}
