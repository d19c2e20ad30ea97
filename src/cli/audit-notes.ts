import type { Text } from '../errors.js';
import type { ImportSummary } from '../imports/import-item.js';
import { formatCount } from '../reports/texts/numbers.js';

/** What was taken from the file otherwise than it stands there, each in a sentence; nothing where all of it is as written. */
export function importNotes({ notes, absentColumns, rowsWithoutCase, encoding }: ImportSummary): readonly Text[] {
  const absent = absentColumns.join(', ');
  const sentences: readonly (readonly [count: number, sentence: (count: string) => Text])[] = [
    [
      notes.replacedCharacters,
      (n) => ({
        en: `${n} characters that no text can hold (NUL, half of a pair) were read as U+FFFD.`,
        zh: `${n} 个文本无法容纳的字符（NUL、不成对的代理项）按 U+FFFD 读取。`,
      }),
    ],
    [
      notes.damagedCells,
      (n) => ({
        en: `${n} cells hold U+FFFD already: they were damaged before they came here.`,
        zh: `${n} 个单元格原本就含有 U+FFFD：数据在导出之前已损坏。`,
      }),
    ],
    [
      notes.rowsWithUnusedBadBytes,
      (n) => ({
        en: `${n} rows hold bytes that are not ${encoding}, in columns that the mapping does not use.`,
        zh: `${n} 行在映射未使用的列中含有不属于 ${encoding} 的字节。`,
      }),
    ],
    [
      notes.doubledTimes,
      (n) => ({
        en: `${n} local times that clocks show twice were taken as \`ambiguous\` in the mapping says.`,
        zh: `${n} 个重复出现的当地时间按映射中的 \`ambiguous\` 取值。`,
      }),
    ],
    [
      notes.missingTimes,
      (n) => ({
        en: `${n} local times that clocks skip were moved on by the length of the gap.`,
        zh: `${n} 个被钟表跳过的当地时间已按跳过的时长顺延。`,
      }),
    ],
    [
      absentColumns.length,
      () => ({ en: `Optional columns that the file lacks: ${absent}.`, zh: `文件中没有的可选列：${absent}。` }),
    ],
    [
      rowsWithoutCase,
      (n) => ({
        en: `${n} rejected rows name no case: a case that was judged may lack one of them.`,
        zh: `${n} 个被退回的行没有案件编号：已判定的案件可能缺少其中的事件。`,
      }),
    ],
  ];
  return sentences.filter(([count]) => count > 0).map(([count, sentence]) => sentence(formatCount(count)));
}
