import type { Language, Text } from '../../errors.js';
import { pages, said, type Field, type Page, type PageForm, type PageName } from './page-texts.js';

/**
 * A page in both languages, of which it shows one: the reader may change it without losing what stands behind the # of the address or
 * what was typed.
 */
export function pageHtml(name: PageName, language: Language): string {
  const page = pages[name];
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}" data-title-en="${escaped(page.title.en)}" data-title-zh="${escaped(page.title.zh)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(page.title[language])} · Redress</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/pages/page.css">
<script type="module" src="/pages/page.js"></script>
</head>
<body data-page="${name}">
<header>
<p class="brand">Redress <span>${both({ en: 'complaints, judged', zh: '消费者投诉合规判定' })}</span></p>
<button type="button" id="language"><span lang="en">中文</span><span lang="zh-CN">English</span></button>
</header>
<main>
<h1>${both(page.title)}</h1>
<p class="lead">${both(page.lead)}</p>
<noscript><p class="notice">This page needs JavaScript. 本页面需要启用 JavaScript。</p></noscript>
<div id="notice" class="notice" role="alert" tabindex="-1" hidden></div>
${page.forms.map(form).join('\n')}
${choices(page)}
${page.services === undefined ? '' : `<h2 id="services-title" hidden>${both(page.services)}</h2>\n<ul id="services" class="choices"></ul>`}
${page.foot === undefined ? '' : `<p class="foot">${both(page.foot)}</p>`}
</main>
<template id="said">${Object.entries(said)
    .map(([key, text]) => `<span data-key="${key}">${both(text)}</span>`)
    .join('')}</template>
</body>
</html>
`;
}

function form({ id, fields, button, isHidden }: PageForm): string {
  return `<form id="${id}" novalidate${isHidden === true ? ' hidden' : ''}>
${fields.map((field) => fieldHtml(id, field)).join('\n')}
<button type="submit">${both(button)}</button>
</form>`;
}

function fieldHtml(formId: string, { name, label, type, autocomplete, hint }: Field): string {
  const id = `${formId}-${name}`;
  const about = hint === undefined ? '' : `<p class="hint" id="${id}-hint">${both(hint)}</p>`;
  const describedBy = hint === undefined ? '' : ` aria-describedby="${id}-hint"`;
  const show =
    type === 'password'
      ? `<label class="show"><input type="checkbox" data-shows="${id}">${both({ en: 'Show it', zh: '显示密码' })}</label>`
      : '';
  return `<div class="field">
<label for="${id}">${both(label)}</label>
<input id="${id}" name="${name}" type="${type}" autocomplete="${autocomplete}" autocapitalize="none" spellcheck="false" required${describedBy}>
${show}${about}
</div>`;
}

function choices({ choices: all }: Page): string {
  if (all === undefined) return '';
  const items = all.map(
    ({ value, title, about }) =>
      `<li><button type="button" data-choice="${value}"><strong>${both(title)}</strong><span>${both(about)}</span></button></li>`,
  );
  return `<ul class="choices">${items.join('\n')}</ul>`;
}

/** A text in both languages; the style shows that of the page. */
function both({ en, zh }: Text): string {
  return `<span lang="en">${escaped(en)}</span><span lang="zh-CN">${escaped(zh)}</span>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);
}
