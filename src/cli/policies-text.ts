import type { Text } from '../errors.js';
import type { PoliciesAtStart } from '../modules/policies/policies-folder.service.js';

/** Which policies are in force, and what is wrong with the folder if anything is. */
export function policiesTexts({ inForce, folder: { folder, faults }, tookFirst }: PoliciesAtStart): readonly Text[] {
  const set = inForce === undefined ? [] : [tookFirst ? firstText(inForce, folder) : inForceText(inForce, folder)];
  return faults.length === 0 ? set : [...set, faultyText(faults.length, folder, inForce?.number)];
}

type InForce = NonNullable<PoliciesAtStart['inForce']>;

function firstText({ policies }: InForce, folder: string): Text {
  return {
    en: `Policies: ${folder} was taken as the first set (${policies} policy files). What is saved there is in force a moment later.`,
    zh: `制度：已将 ${folder} 采用为首个制度集（${policies} 个制度文件）。在该处保存的修改随即生效。`,
  };
}

function inForceText({ number, policies }: InForce, folder: string): Text {
  return {
    en: `Policies: set ${number} is in force (${policies} policy files). What is saved in ${folder} is in force a moment later.`,
    zh: `制度：第 ${number} 号制度集现行有效（${policies} 个制度文件）。在 ${folder} 中保存的修改随即生效。`,
  };
}

function faultyText(faults: number, folder: string, inForce: number | undefined): Text {
  const stays =
    inForce === undefined
      ? { en: 'no policies are in force, and nothing can be judged', zh: '目前没有生效的制度，无法判定' }
      : { en: `set ${inForce} stays in force`, zh: `第 ${inForce} 号制度集继续有效` };
  return {
    en: `Policies: ${folder} has ${faults} ${faults === 1 ? 'fault' : 'faults'}; ${stays.en}. "redress policy check" lists them.`,
    zh: `制度：${folder} 中有 ${faults} 处问题；${stays.zh}。可用“redress policy check”逐一列出。`,
  };
}
