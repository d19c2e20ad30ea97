import type { Fault, Text } from '../errors.js';
import { allRules } from '../rules/analysis/all-rules.js';
import type { Remark } from '../rules/analysis/check/remark.js';
import type { PolicySet } from '../rules/policy/policy.js';

/** The last line of a check: what was read, and how much is wrong with it. */
export function policySummary(
  files: number,
  set: PolicySet | undefined,
  faults: readonly Fault[],
  remarks: readonly Remark[] = [],
): Text {
  if (set === undefined || faults.length > 0) return faultSummary(files, faults);
  const versions = set.policies.length;
  const policies = new Set(set.policies.map((policy) => policy.id)).size;
  const rules = set.policies.reduce((sum, policy) => sum + allRules(policy).length, 0);
  const calendars = set.calendars.size;
  const remarked = remarkSummary(remarks);
  const inVersions =
    versions === policies ? { en: '', zh: '' } : { en: ` in ${versions} versions`, zh: `（${versions} 个版本）` };
  return {
    en: `${many(files, 'file')}: ${many(policies, 'policy', 'policies')}${inVersions.en}, ${many(rules, 'rule')}, ${many(calendars, 'calendar')}. ${remarked.en}`,
    zh: `共 ${files} 个文件：制度 ${policies} 项${inVersions.zh}，规则 ${rules} 条，日历 ${calendars} 个。${remarked.zh}`,
  };
}

function remarkSummary(remarks: readonly Remark[]): Text {
  const defects = remarks.filter(({ grade }) => grade === 'defect').length;
  const notices = remarks.length - defects;
  const en = [defects > 0 ? many(defects, 'defect') : '', notices > 0 ? many(notices, 'notice') : ''];
  const zh = [defects > 0 ? `${defects} 处缺陷` : '', notices > 0 ? `${notices} 条提示` : ''];
  return {
    en: `${['No faults', ...en.filter(Boolean)].join(', ')}.`,
    zh: remarks.length === 0 ? '没有问题。' : `没有错误，${zh.filter(Boolean).join('，')}。`,
  };
}

function faultSummary(files: number, faults: readonly Fault[]): Text {
  const wrong = new Set(faults.map((fault) => fault.place?.file)).size;
  return {
    en: `${many(faults.length, 'fault')} in ${wrong} of ${many(files, 'file')}. Nothing can be judged until ${faults.length === 1 ? 'it is' : 'they are'} mended.`,
    zh: `${files} 个文件中有 ${wrong} 个存在问题，共 ${faults.length} 处。更正之前无法判定。`,
  };
}

function many(count: number, one: string, more = `${one}s`): string {
  return `${count} ${count === 1 ? one : more}`;
}
