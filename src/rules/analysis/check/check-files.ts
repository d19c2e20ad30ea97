import type { Fault } from '../../../errors.js';
import { loadPolicies } from '../../policy/load-policies.js';
import type { PolicySet } from '../../policy/policy.js';
import type { PolicyText } from '../../policy/read-file.js';
import type { Instant } from '../../values.js';
import { readTestCases } from '../test-cases.js';
import { checkSteps } from './check-set.js';
import { placesIn, type Remark } from './remark.js';

/** What a check of the files of a set comes to. */
export interface CheckedFiles {
  /** Undefined where it does not load; then nothing but faults is said. */
  readonly set: PolicySet | undefined;
  readonly faults: readonly Fault[];
  readonly remarks: readonly Remark[];
}

export interface CheckFilesOptions {
  /** The instant that counts as now. */
  readonly today: (set: PolicySet) => Instant;
  /** The files are without the tests that belong to them: whether rules have tests is not asked. */
  readonly withoutTests?: boolean;
}

/** Loads the files, and checks what they say if they load. */
export function checkFiles(files: readonly PolicyText[], options: CheckFilesOptions): CheckedFiles {
  const steps = checkFilesInSteps(files, options);
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value;
}

/** As checkFiles, in steps between which others can have their turn. */
export function* checkFilesInSteps(
  files: readonly PolicyText[],
  { today, withoutTests = false }: CheckFilesOptions,
): Generator<void, CheckedFiles> {
  const { set, faults } = loadPolicies(files);
  if (set === undefined) return { set, faults, remarks: [] };
  yield;
  const tests = files
    .filter(({ file }) => /\.test\.ya?ml$/u.test(file))
    .map(({ file, text }) => readTestCases(text, file, set));
  yield;
  const cases = withoutTests ? undefined : tests.flatMap((each) => each.cases);
  const locate = placesIn(files);
  const remarks = yield* checkSteps(set, { at: today(set), locate, ...(cases === undefined ? {} : { cases }) });
  return { set, faults: [...faults, ...tests.flatMap((each) => each.faults)], remarks };
}
