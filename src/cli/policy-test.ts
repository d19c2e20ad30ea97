import { describe, describePlace, type Fault, type Language, type Text } from '../errors.js';
import { checkCase } from '../rules/analysis/test-cases-check.js';
import { secondOpinion } from '../rules/analysis/test-cases-second-judge.js';
import { readTestCases, type TestCase } from '../rules/analysis/test-cases.js';
import type { PolicySet } from '../rules/policy/policy.js';

/** A file of cases, by the path at which its reader can open it. */
export interface TestText {
  readonly file: string;
  readonly text: string;
}

/** What the cases of one file came to. Cases that cannot be read have failed. */
export interface FileResult {
  readonly file: string;
  readonly policy: string | undefined;
  readonly passed: number;
  readonly failed: number;
  readonly faults: readonly Fault[];
  readonly failures: readonly { readonly testCase: TestCase; readonly differences: readonly Text[] }[];
}

/** Judges every case of a file, by us and by json-rules-engine; a case passes when both find what it expects. */
export async function runTestFile({ file, text }: TestText, set: PolicySet): Promise<FileResult> {
  const { policy, cases, refused, faults } = readTestCases(text, file, set);
  const failures: FileResult['failures'][number][] = [];
  for (const testCase of cases) {
    const differences = [...checkCase(testCase, set).differences, ...(await secondOpinion(testCase, set))];
    if (differences.length > 0) failures.push({ testCase, differences });
  }
  const failed = failures.length + refused;
  return { file, policy, passed: cases.length - failures.length, failed, faults, failures };
}

/** One line for the file, then its faults and each failed case with what was expected and what was found. */
export function fileReport({ file, passed, failed, faults, failures }: FileResult, language: Language): string {
  const mark = failed > 0 || faults.length > 0 ? '✗' : '✓';
  const gap = language === 'zh' ? '：' : ': ';
  const lines = [`${mark} ${file}${gap}${countText(passed, failed)[language]}`];
  for (const fault of faults) lines.push(describe(fault, language));
  for (const { testCase, differences } of failures) {
    lines.push(describePlace({ ...testCase.place, path: testCase.name[language] }));
    for (const difference of differences) lines.push(`  ${difference[language]}`);
  }
  return lines.join('\n');
}

/** `30 passed, 0 failed`. */
export function countText(passed: number, failed: number): Text {
  return { en: `${passed} passed, ${failed} failed`, zh: `${passed} 项通过，${failed} 项未通过` };
}

/** The policies that no case is about; undefined when there is none. */
export function untestedText(set: PolicySet, results: readonly FileResult[]): Text | undefined {
  const tested = new Set(results.map(({ policy }) => policy));
  const untested = [...new Set(set.policies.map(({ id }) => id))].filter((id) => !tested.has(id));
  if (untested.length === 0) return undefined;
  return { en: `Without tests: ${untested.join(', ')}`, zh: `尚无测试：${untested.join('、')}` };
}
