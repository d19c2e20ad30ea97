export type LetterFormat = 'text' | 'html';

const unshown = /<!--[\s\S]*?(?:-->|$)|<(script|style|template|title|noscript)\b[\s\S]*?(?:<\/\1\s*>|$)/giu;
const blocks = /<\/?(?:p|div|br|li|ul|ol|tr|td|th|table|h[1-6]|section|article|header|footer|blockquote|hr)\b[^>]*>/giu;
const tags = /<\/?[a-z][^>]*>/giu;
const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ensp: ' ',
  emsp: ' ',
  rsquo: '’',
  lsquo: '‘',
  ldquo: '“',
  rdquo: '”',
  ndash: '–',
  mdash: '—',
  middot: '·',
};

/** The words of a letter that its reader sees: without the marks, comments and scripts of a page. Comments are left out of a plain text too. */
export function letterText(source: string, format: LetterFormat): string {
  if (format === 'text') return source.replaceAll(/<!--[\s\S]*?(?:-->|$)/gu, '\n\n');
  return decoded(source.replaceAll(unshown, '\n\n').replaceAll(blocks, '\n\n').replaceAll(tags, ''));
}

function decoded(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/giu, (whole, decimal, hex, name) => {
    if (typeof name === 'string') return named[name.toLowerCase()] ?? whole;
    const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
