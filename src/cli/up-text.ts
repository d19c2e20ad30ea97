import type { Language, Text } from '../errors.js';
import type { ImportAccount } from '../modules/imports/import-account.js';

/** What `redress up` wrote and what to try next; lines for a terminal. */
export function upLines(files: readonly string[], language: Language): readonly string[] {
  return [
    { en: 'Written:', zh: '已写入：' }[language],
    ...files.map((file) => `  ${file}`),
    '',
    { en: 'Try next:', zh: '接下来可以：' }[language],
    ...suggestions.flatMap(({ text, command }) => [`  ${text[language]}`, ...command.map((line) => `    ${line}`)]),
  ];
}

/** What is about to be done. */
export const startLine: Text = {
  en: 'Importing samples/ and judging it by the policies in force …',
  zh: '正在导入 samples/ 并按现行制度判定……',
};

/** What the import of the samples came to: read = new + changed + unchanged + rejected. */
export function importedLine({ rows, complaints }: Pick<ImportAccount, 'rows' | 'complaints'>): Text {
  return {
    en: `Imported: ${rows.read} rows = ${rows.new} new + ${rows.changed} changed + ${rows.unchanged} unchanged + ${rows.rejected} rejected; complaints: ${complaints.new} new, ${complaints.changed} changed, ${complaints.unchanged} unchanged.`,
    zh: `导入：${rows.read} 行 = 新增 ${rows.new} + 变更 ${rows.changed} + 未变 ${rows.unchanged} + 退回 ${rows.rejected}；投诉：新增 ${complaints.new} 件，变更 ${complaints.changed} 件，未变 ${complaints.unchanged} 件。`,
  };
}

const suggestions: readonly { readonly text: Text; readonly command: readonly string[] }[] = [
  {
    text: {
      en: 'read the audit: its first page says whether the law and the promises were kept',
      zh: '阅读审核报告：首页直接回答是否合规',
    },
    command: [],
  },
  {
    text: { en: 'see how a date comes about, day by day', zh: '查看到期日如何逐日推算' },
    command: ['npx redress due --calendar cn --from 2026-02-12 --within "7 working days"'],
  },
  {
    text: {
      en: 'change a file in policies/, check the folder, and run this again',
      zh: '修改 policies/ 中的文件，检查后重新运行本命令',
    },
    command: ['npx redress policy check policies', 'npx redress policy test policies'],
  },
  {
    text: { en: 'judge an export of your own', zh: '判定您自己的导出文件' },
    command: ['npx redress audit FILE --mapping MAPPING.yaml --policies policies --pdf audit.pdf'],
  },
];
