import type { Text } from '../errors.js';
import type { ImportSummary } from './import-item.js';

/** What was taken from the file otherwise than it stands there, each in a sentence; nothing where all of it is as written. */
export function importNotes({ notes, absentColumns, rowsWithoutCase, encoding }: ImportSummary): readonly Text[] {
  const counted: readonly (readonly [count: number, what: Text])[] = [
    [
      notes.replacedCharacters,
      {
        en: 'Characters that no text can hold (NUL, half of a pair), read as U+FFFD',
        zh: '文本无法容纳、按 U+FFFD 读取的字符（NUL、不成对的代理项）',
      },
    ],
    [
      notes.damagedCells,
      {
        en: 'Cells that hold U+FFFD already, damaged before they came here',
        zh: '原本就含有 U+FFFD、导出之前已损坏的单元格',
      },
    ],
    [
      notes.rowsWithUnusedBadBytes,
      {
        en: `Rows with bytes that are not ${encoding} in columns that the mapping does not use`,
        zh: `在映射未使用的列中含有非 ${encoding} 字节的行`,
      },
    ],
    [
      notes.doubledTimes,
      {
        en: 'Local times that clocks show twice, taken as `ambiguous` in the mapping says',
        zh: '钟表两次显示、按映射中的 `ambiguous` 取值的当地时间',
      },
    ],
    [
      notes.missingTimes,
      {
        en: 'Local times that clocks skip, moved on by the length of the gap',
        zh: '被钟表跳过、已按跳过的时长顺延的当地时间',
      },
    ],
    [
      rowsWithoutCase,
      {
        en: 'Rejected rows that name no case, so that a case that was judged may lack them',
        zh: '没有案件编号而被退回的行（已判定的案件可能缺少其中的事件）',
      },
    ],
  ];
  const sentences = counted
    .filter(([count]) => count > 0)
    .map(([count, { en, zh }]) => ({ en: `${en}: ${formatCount(count)}.`, zh: `${zh}：${formatCount(count)}。` }));
  if (absentColumns.length === 0) return sentences;
  const absent = absentColumns.join(', ');
  return [
    ...sentences,
    { en: `Optional columns that the file lacks: ${absent}.`, zh: `文件中没有的可选列：${absent}。` },
  ];
}

/** `1,197`: thousands are set apart in both languages. */
function formatCount(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}
