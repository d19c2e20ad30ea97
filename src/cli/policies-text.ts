import type { Text } from '../errors.js';
import type { PoliciesAtStart } from '../modules/policies/policies-folder.service.js';

/** Which policies are in force, and what is wrong with the folder if anything is. */
export function policiesTexts({ inForce, folder, tookFirst, solo }: PoliciesAtStart): readonly Text[] {
  const { folder: path, faults, state, proposal } = folder;
  const set = inForce === undefined ? [] : [tookFirst ? firstText(inForce, path) : inForceText(inForce)];
  if (faults.length > 0) return [...set, faultyText(faults.length, path, inForce?.number)];
  if (solo) return [...set, soloText(path)];
  return state === 'differs' ? [...set, differsText(path, proposal)] : [...set, howText(path)];
}

type InForce = NonNullable<PoliciesAtStart['inForce']>;

function firstText({ policies }: InForce, folder: string): Text {
  return {
    en: `Policies: ${folder} was taken as the first set (${policies} policy files), without approval.`,
    zh: `制度：已将 ${folder} 采用为首个制度集（${policies} 个制度文件），未经审批。`,
  };
}

function inForceText({ number, policies }: InForce): Text {
  return {
    en: `Policies: set ${number} is in force (${policies} policy files).`,
    zh: `制度：第 ${number} 号制度集现行有效（${policies} 个制度文件）。`,
  };
}

function howText(folder: string): Text {
  return {
    en: `  Change them in ${folder}, then: redress policy propose; another person: redress policy approve`,
    zh: `  在 ${folder} 中修改后：redress policy propose；由他人：redress policy approve`,
  };
}

function soloText(folder: string): Text {
  return {
    en: `  REDRESS_SOLO: what is saved in ${folder} is in force a moment later, without approval; every report says so.`,
    zh: `  REDRESS_SOLO：在 ${folder} 中保存的修改无需审批随即生效；每份报告均会注明。`,
  };
}

function differsText(folder: string, proposal: string | undefined): Text {
  if (proposal !== undefined)
    return {
      en: `  ${folder} says something else: proposal ${proposal}, which waits for approval (redress policy status).`,
      zh: `  ${folder} 的内容与之不同：已作为提议 ${proposal} 等待审批（redress policy status）。`,
    };
  return {
    en: `  ${folder} says something else, which is not in force. See: redress policy status; bring it there: redress policy propose`,
    zh: `  ${folder} 的内容与之不同，尚未生效。查看：redress policy status；提请审批：redress policy propose`,
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
