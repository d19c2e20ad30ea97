import type { Language, Text } from '../errors.js';
import type { Problem } from './problem.js';
import { header, type Headers } from './request.js';

/** Whether a browser goes to an address itself, and would show its visitor what it gets: pages and programs that ask say something else. */
export function isVisit(method: string | undefined, headers: Headers): boolean {
  return (
    method === 'GET' &&
    header(headers, 'sec-fetch-mode') === 'navigate' &&
    header(headers, 'sec-fetch-dest') === 'document'
  );
}

const onward: Text = { en: 'Go on to the first page', zh: '前往首页' };
const number: Text = { en: 'Number of the request', zh: '请求编号' };

/** A problem as a page for people: what happened and what to do, in their language, with a way on. */
export function problemPage({ title, faults, language, code, instance }: Problem): string {
  const items = faults.map(({ cause, remedy }) => `<li>${escaped(cause)}${gap(language)}${escaped(remedy)}</li>`);
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · Redress</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/pages/page.css">
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
<div class="notice" role="alert"><ul>${items.join('')}</ul></div>
<p><a href="/">${onward[language]}</a></p>
<p class="foot">${escaped(code)} · ${number[language]}: ${escaped(instance.replace(/^.*:/, ''))}</p>
</main>
</body>
</html>
`;
}

function gap(language: Language): string {
  return language === 'zh' ? '' : ' ';
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);
}
