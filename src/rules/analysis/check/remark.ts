import { faultsOf, type Fault, type FaultData, type Place } from '../../../errors.js';
import type { Policy, PolicySet } from '../../policy/policy.js';
import { readYaml, type YamlFile } from '../../yaml/read-yaml.js';
import type { Instant } from '../../values.js';
import type { AnyRule } from '../all-rules.js';
import type { TestCase } from '../test-cases.js';
import { analysisErrors, type AnalysisCode } from './analysis-errors.js';
import type { Ground } from './decide.js';

/** `defect`: loads, and cannot be meant as it stands. `notice`: somebody should know. What does not load is a fault, and no remark. */
export type Grade = 'defect' | 'notice';

/** Something that a reader of a set should know, ready to be shown in either language. */
export interface Remark extends Fault {
  readonly grade: Grade;
}

/** Where a path of keys stands in a file, as exactly as is known. */
export type Locate = (file: string, path: readonly PropertyKey[], line?: number) => Place;

/** What a set is checked with. */
export interface Check {
  readonly set: PolicySet;
  readonly cases: readonly TestCase[];
  readonly at: Instant;
  readonly locate: Locate;
  groundOf(policy: Policy): Ground;
}

const faultOf = faultsOf(analysisErrors);

/** Makes a remark; its grade is that of its code. */
export function remark(code: AnalysisCode, data: FaultData, place: Place): Remark {
  return { ...faultOf(code, data, place), grade: code.startsWith('notice.') ? 'notice' : 'defect' };
}

const sections: Readonly<Record<AnyRule['kind'], string>> = {
  deadline: 'deadlines',
  requirement: 'requirements',
  'judgement-needed': 'judgement-needed',
  right: 'rights',
  retention: 'retention',
  escalation: 'escalations',
  statement: 'statements',
};

/** The keys that lead to a rule, and on to a part of it. */
export function pathOf(rule: AnyRule, ...below: readonly PropertyKey[]): readonly PropertyKey[] {
  return rule.intake === undefined ? [sections[rule.kind], rule.id, ...below] : ['intake', 'required'];
}

/** The place of a rule, or of a part of it. */
export function placeOf(check: Check, policy: Policy, rule: AnyRule, ...below: readonly PropertyKey[]): Place {
  return check.locate(policy.file, pathOf(rule, ...below), rule.line);
}

/** Places by the texts of the files, each read when it is first asked for; without its text a file is named with the line that is known. */
export function placesIn(files: readonly { readonly file: string; readonly text: string }[]): Locate {
  const texts = new Map(files.map(({ file, text }) => [file, text]));
  const read = new Map<string, YamlFile>();
  return (file, path, line) => {
    const text = texts.get(file);
    const written = path.join('.');
    if (text === undefined) return { file, ...(line === undefined ? {} : { line }), path: written };
    const yaml = read.get(file) ?? readYaml(text, file);
    read.set(file, yaml);
    const found = yaml.placeOf(path, 'key');
    return { ...found, ...(found.line === undefined && line !== undefined ? { line } : {}), path: written };
  };
}
