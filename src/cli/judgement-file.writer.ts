import type { Text } from '../errors.js';
import { writeJudgementFile, type JudgementFile } from '../modules/judgements/judgement-file.js';
import { openAtomic } from '../reports/atomic-file.writer.js';

/** Writes a judgement file, which appears when it is complete. */
export async function writeJudgement(target: string, file: JudgementFile): Promise<void> {
  const output = await openAtomic(target);
  await output.write(writeJudgementFile(file));
  await output.commit();
}

/** That it was written, and what keeps it from being repeated. */
export function writtenTexts(target: string, { withheld, erased }: JudgementFile): readonly Text[] {
  return [
    {
      en: `Written: ${target}. "redress verify-judgement ${target}" judges it again.`,
      zh: `已写入 ${target}。可用“redress verify-judgement ${target}”重新判定。`,
    },
    ...(withheld.length === 0
      ? []
      : [
          {
            en: `The judgement read personal facts that the file does not hold: ${withheld.join(', ')}. Without them it cannot be repeated; --personal puts them in.`,
            zh: `判定用到了文件未包含的个人信息事实：${withheld.join('、')}。缺少这些事实无法复核；可用 --personal 写入。`,
          },
        ]),
    ...(erased.length === 0
      ? []
      : [
          {
            en: `These values were erased and can be in no file: ${erased.join(', ')}.`,
            zh: `以下事实的值已被删除，无法写入文件：${erased.join('、')}。`,
          },
        ]),
  ];
}
