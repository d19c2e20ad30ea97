import type { Language } from '../../errors.js';
import type { LetterWords } from './letter.js';

/** The letter as a page: paragraphs as they are written, nothing that runs or is fetched. */
export function letterHtml({ subject, text }: LetterWords, language: Language): string {
  const paragraphs = text
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${paragraph.split('\n').map(escaped).join('<br>')}</p>`)
    .join('\n');
  const lang = language === 'zh' ? 'zh-CN' : 'en';
  return `<!doctype html>\n<html lang="${lang}"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>\n<body>\n${paragraphs}\n</body></html>\n`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
