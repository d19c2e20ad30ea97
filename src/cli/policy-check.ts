import { describe, type Language, type Text } from '../errors.js';
import type { CheckedFiles } from '../rules/analysis/check/check-files.js';
import type { Grade } from '../rules/analysis/check/remark.js';

const headings: Readonly<Record<Grade, Text>> = {
  defect: { en: 'Defects: these load, and cannot be meant as they stand', zh: '缺陷：可以加载，但不可能符合本意' },
  notice: { en: 'Notices: no mistakes, but worth knowing', zh: '提示：并非错误，但值得注意' },
};

/** Faults first, then defects and notices under a heading each. */
export function checkLines({ faults, remarks }: CheckedFiles, language: Language): readonly string[] {
  const groups = (['defect', 'notice'] as const).flatMap((grade) => {
    const of = remarks.filter((each) => each.grade === grade);
    return of.length === 0 ? [] : [headings[grade][language], ...of.map((each) => describe(each, language)), ''];
  });
  return [...faults.map((fault) => describe(fault, language)), ...groups];
}

/** The check for programs: everything found, with its grade, code, place, words in both languages and the data in them. */
export function checkView({ set, faults, remarks }: CheckedFiles): object {
  const found = [...faults.map((each) => ({ grade: 'fault', ...each })), ...remarks];
  const many = (grade: string): number => found.filter((each) => each.grade === grade).length;
  return {
    ...(set === undefined ? {} : { set: set.digest }),
    faults: many('fault'),
    defects: many('defect'),
    notices: many('notice'),
    remarks: found.map(({ grade, code, place, cause, remedy, data }) => ({ grade, code, place, cause, remedy, data })),
  };
}
