import type { Language, Text } from '../errors.js';
import type { ComparisonView } from '../modules/complaints/comparison-view.js';

type Side = ComparisonView['before'];
/** What every line of a judgement has that people are told of; which of it, depends on the list. */
interface Line {
  readonly policy?: string;
  readonly rule?: string | undefined;
  readonly records?: string;
  readonly title?: Text | undefined;
  readonly occurrence?: { readonly event: string } | undefined;
  readonly round?: number | undefined;
  readonly outcome?: Text;
  readonly state?: Text | undefined;
  readonly reason?: Text | undefined;
  readonly due?: string | boolean | undefined;
  readonly until?: string | undefined;
  readonly keep_through?: string | undefined;
  readonly go_by?: string | undefined;
  readonly at?: string;
}
interface Difference {
  readonly before: Line | null;
  readonly after: Line | null;
  readonly cause: Text;
}

/** Judged then, judged now, and what differs with its cause. */
export function comparisonLines(found: ComparisonView, language: Language): readonly string[] {
  const { findings, rights, retention, records, escalations } = found.differences;
  const all: readonly Difference[] = [...findings, ...rights, ...retention, ...records, ...escalations];
  const texts: readonly Text[] = [
    sideText({ en: 'Then', zh: '当时' }, found.before),
    sideText({ en: 'Now', zh: '现在' }, found.after),
    ...(found.unrepeatable === true ? [unrepeatable] : []),
    ...all.flatMap(differenceTexts),
    countText(all.length),
  ];
  return texts.map((text) => text[language]);
}

const unrepeatable: Text = {
  en: 'Judging "then" again does not give what was stored: values were erased, or the engine is another.',
  zh: '重新判定“当时”得不到存档结果：相关值已删除，或判定引擎不同。',
};

function sideText(name: Text, { at, set, events, known_at: known, outcome }: Side): Text {
  const until = known === undefined ? { en: '', zh: '' } : { en: `, known by ${known}`, zh: `（${known} 前已知）` };
  return {
    en: `${name.en}: ${outcome.en}; for ${at}, by set ${set.number}, from ${events} events${until.en}`,
    zh: `${name.zh}：${outcome.zh}；判定时点 ${at}，第 ${set.number} 号制度集，依据 ${events} 项事件${until.zh}`,
  };
}

function differenceTexts({ before, after, cause }: Difference): readonly Text[] {
  const line = after ?? before;
  if (line === null) return [];
  const [was, is] = [lineText(before), lineText(after)];
  const name = nameOf(line);
  return [
    {
      en: `${name.en}: ${was.en} → ${is.en}`,
      zh: `${name.zh}：${was.zh} → ${is.zh}`,
    },
    { en: `  because of ${cause.en}`, zh: `  原因：${cause.zh}` },
  ];
}

function nameOf({ policy, rule, records, title, occurrence, round }: Line): Text {
  const ref = policy === undefined ? (records ?? '') : rule === undefined ? policy : `${policy}#${rule}`;
  const which = `${occurrence === undefined ? '' : ` [${occurrence.event}]`}${round === undefined ? '' : ` /${round}`}`;
  if (title === undefined) return { en: ref + which, zh: ref + which };
  return { en: `${ref}${which} “${title.en}”`, zh: `${ref}${which}“${title.zh}”` };
}

function lineText(line: Line | null): Text {
  if (line === null) return { en: 'nothing', zh: '无' };
  const { outcome, state, reason, due, until, keep_through: keep, go_by: go, at } = line;
  const words = [outcome, state, reason].filter((word) => word !== undefined);
  const dates: readonly (readonly [Text, string | undefined])[] = [
    [{ en: 'due', zh: '到期' }, typeof due === 'string' ? due : undefined],
    [{ en: 'until', zh: '至' }, until],
    [{ en: 'keep through', zh: '保存至' }, keep],
    [{ en: 'gone by', zh: '最迟删除' }, go],
    [{ en: 'at', zh: '时点' }, at],
  ];
  const said = dates.flatMap(([name, value]): Text[] =>
    value === undefined ? [] : [{ en: `${name.en} ${value}`, zh: `${name.zh} ${value}` }],
  );
  const parts: readonly Text[] = [...words, ...said];
  return { en: parts.map(({ en }) => en).join(', '), zh: parts.map(({ zh }) => zh).join('，') };
}

function countText(count: number): Text {
  if (count === 0) return { en: 'Both say the same.', zh: '两者结论相同。' };
  return { en: `${count} ${count === 1 ? 'difference' : 'differences'}.`, zh: `共 ${count} 处差异。` };
}
