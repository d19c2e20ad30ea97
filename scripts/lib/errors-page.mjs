import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const head = `# Errors · 错误

Every code that Redress can answer with: what went wrong and what to do, in both languages. \`{name}\` is filled in.
This page is generated from the tables in \`src/**/*-errors.ts\` (\`node scripts/generate.mjs\`) and checked by \`npm run check\`.

本页列出 Redress 可能给出的全部错误代码及其原因和处理办法；\`{name}\` 处会填入具体内容。本页由源代码生成，请勿手工修改。
`;

/** Every error of every table below a folder of built code, in the order of the codes. Refuses a code that two tables have. */
export async function collectErrors(folder) {
  const files = fs.readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('-errors.js'));
  const found = new Map();
  for (const file of files.sort()) {
    const module = await import(pathToFileURL(path.join(folder, file)).href);
    for (const [code, entry] of Object.values(module).filter(isTable).flatMap(Object.entries)) {
      if (found.get(code)?.entry === entry) continue; // a table made of other tables
      if (found.has(code)) throw new Error(`${code} stands in ${found.get(code).file} and in ${file}`);
      found.set(code, { code, entry, file });
    }
  }
  return [...found.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** The page that lists them. */
export function errorsPage(errors) {
  const sections = errors.map(
    ({ code, entry: { kind, cause, remedy } }) =>
      `## \`${code}\`\n\n*${kind}*\n\n- ${text(cause.en)} ${text(remedy.en)}\n- ${text(cause.zh)}${text(remedy.zh)}\n`,
  );
  return [head, ...sections].join('\n');
}

function isTable(value) {
  return (
    typeof value === 'object' && value !== null && Object.values(value).every((entry) => entry?.cause?.en !== undefined)
  );
}

/** Markdown would read angle brackets as HTML and asterisks as emphasis. */
function text(words) {
  return words.replace(/[<>*_|]/g, (sign) => `\\${sign}`);
}
