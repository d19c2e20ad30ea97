import type { Text } from '../errors.js';
import type { Difference, Verification } from '../modules/judgements/verify-judgement.js';

/** What verifying a judgement file came to, a line each: the verdict first, then every difference, then what is worth knowing. */
export function verificationTexts(found: Verification): readonly Text[] {
  return [verdict(found), ...found.differences.map(differenceText), ...bytesText(found), ...notices(found)];
}

function verdict({ same, digest, asked, differences }: Verification): Text {
  const judges = {
    en: `json-rules-engine was asked ${asked} times`,
    zh: `另向 json-rules-engine 核对条件 ${asked} 次`,
  };
  if (same)
    return {
      en: `The same: judged again, the result is the same bytes (${digest.here}); ${judges.en} and agrees.`,
      zh: `一致：重新判定得到相同的字节（${digest.here}）；${judges.zh}，结论一致。`,
    };
  const count = differences.length;
  return {
    en: `NOT the same: ${count} ${count === 1 ? 'difference' : 'differences'}; ${judges.en}.`,
    zh: `不一致：共 ${count} 处差异；${judges.zh}。`,
  };
}

function differenceText(difference: Difference): Text {
  switch (difference.kind) {
    case 'policy-set':
      return {
        en: `  The policies in the file are not those that judged: the receipt names ${difference.file}, the texts are ${difference.here}.`,
        zh: `  文件中的制度不是作出判定时的制度：凭证记载 ${difference.file}，文本为 ${difference.here}。`,
      };
    case 'engine':
      return {
        en: `  Another engine: the file was made by engine ${difference.file}, this is engine ${difference.here}.`,
        zh: `  判定引擎不同：文件由第 ${difference.file} 版引擎作出，此处为第 ${difference.here} 版。`,
      };
    case 'line':
      return lineText(difference);
    case 'not-applicable':
      return {
        en: '  What applies is the same; which rules do not apply, or why, is not (their digest differs).',
        zh: '  适用的内容相同；哪些规则不适用或其原因不同（摘要不一致）。',
      };
    case 'part':
      return {
        en: `  ${difference.part} differs.`,
        zh: `  ${difference.part} 不同。`,
      };
    case 'second-judge': {
      const { of, document, ours } = difference.disagreement;
      return {
        en: `  json-rules-engine does not agree on a condition of ${of}, which is ${String(ours)} here: ${document}`,
        zh: `  ${of} 的一项条件，json-rules-engine 的结论不同（此处为 ${String(ours)}）：${document}`,
      };
    }
  }
}

const sectionTexts = {
  findings: { en: 'finding', zh: '审核发现' },
  rights: { en: 'right', zh: '权利' },
  retention: { en: 'retention', zh: '保存期限' },
  records: { en: 'record', zh: '记录' },
  escalations: { en: 'escalation', zh: '升级' },
} as const;

const howTexts = {
  changed: { en: 'comes out otherwise', zh: '结果不同' },
  'only-file': { en: 'stands in the file and does not come out', zh: '文件中有，重新判定没有' },
  'only-here': { en: 'comes out and does not stand in the file', zh: '重新判定有，文件中没有' },
} as const;

function lineText({ section, about, how }: Extract<Difference, { readonly kind: 'line' }>): Text {
  const [of, what] = [sectionTexts[section], howTexts[how]];
  return { en: `  The ${of.en} ${about} ${what.en}.`, zh: `  ${of.zh} ${about}：${what.zh}。` };
}

function bytesText({ firstByte, digest }: Verification): readonly Text[] {
  if (firstByte === undefined) return [];
  return [
    {
      en: `  The results differ from byte ${firstByte} on: ${digest.file} in the file, ${digest.here} here.`,
      zh: `  两份结果自第 ${firstByte} 字节起不同：文件中为 ${digest.file}，此处为 ${digest.here}。`,
    },
  ];
}

function notices({ timeZoneData, withheld, erased, same }: Verification): readonly Text[] {
  const { file, here } = timeZoneData;
  const names = (list: readonly string[]): Text => ({ en: list.join(', '), zh: list.join('、') });
  return [
    ...(file === here
      ? []
      : [
          {
            en: `Another release of the time-zone data: ${file} when it was judged, ${here} here.`,
            zh: `时区数据版本不同：判定时为 ${file}，此处为 ${here}。`,
          },
        ]),
    ...(withheld.length === 0
      ? []
      : [
          {
            en: `It cannot be repeated from this file alone: the personal facts ${names(withheld).en} are not in it.`,
            zh: `仅凭此文件无法复核：文件不含个人信息事实 ${names(withheld).zh}。`,
          },
        ]),
    ...(erased.length === 0 || same
      ? []
      : [
          {
            en: `Values of ${names(erased).en} were erased before the file was made.`,
            zh: `出具文件前，${names(erased).zh} 的值已被删除。`,
          },
        ]),
  ];
}
