import { describe, type Fault, type Language, type Text } from '../errors.js';
import { checkSet } from '../rules/analysis/check/check-set.js';
import { placesIn, type Grade, type Remark } from '../rules/analysis/check/remark.js';
import { readTestCases } from '../rules/analysis/test-cases.js';
import { loadPolicies } from '../rules/policy/load-policies.js';
import type { PolicySet } from '../rules/policy/policy.js';
import type { PolicyFile } from '../policies-folder/policies.reader.js';
import type { Instant } from '../rules/values.js';

/** What a check of a folder comes to. */
export interface CheckedFolder {
  /** Undefined where it does not load; then nothing but faults is said. */
  readonly set: PolicySet | undefined;
  readonly faults: readonly Fault[];
  readonly remarks: readonly Remark[];
}

/** Loads the files, and checks what they say if they load; `today` gives the instant that counts as now. */
export function checkFiles(files: readonly PolicyFile[], today: (set: PolicySet) => Instant): CheckedFolder {
  const { set, faults } = loadPolicies(files);
  if (set === undefined) return { set, faults, remarks: [] };
  const tests = files
    .filter(({ file }) => /\.test\.ya?ml$/u.test(file))
    .map(({ file, text }) => readTestCases(text, file, set));
  const cases = tests.flatMap((each) => each.cases);
  const remarks = checkSet(set, { cases, at: today(set), locate: placesIn(files) });
  return { set, faults: [...faults, ...tests.flatMap((each) => each.faults)], remarks };
}

const headings: Readonly<Record<Grade, Text>> = {
  defect: { en: 'Defects: these load, and cannot be meant as they stand', zh: '缺陷：可以加载，但不可能符合本意' },
  notice: { en: 'Notices: no mistakes, but worth knowing', zh: '提示：并非错误，但值得注意' },
};

/** Faults first, then defects and notices under a heading each. */
export function checkLines({ faults, remarks }: CheckedFolder, language: Language): readonly string[] {
  const groups = (['defect', 'notice'] as const).flatMap((grade) => {
    const of = remarks.filter((each) => each.grade === grade);
    return of.length === 0 ? [] : [headings[grade][language], ...of.map((each) => describe(each, language)), ''];
  });
  return [...faults.map((fault) => describe(fault, language)), ...groups];
}

/** The check for programs: everything found, with its grade, code, place, words in both languages and the data in them. */
export function checkView({ set, faults, remarks }: CheckedFolder): object {
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
