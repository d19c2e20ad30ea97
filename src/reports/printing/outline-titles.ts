const TITLE = /\/Title (?:\(((?:[^()\\]|\\[\s\S])*)\)|<([0-9A-Fa-f]*)>)/g;
const UTF_16_MARK = /^feff/i;

/**
 * The PDF with each title of its outline said once. The browser writes a heading that moved to the top of a page twice, "4 At risk4 At risk". Titles are
 * halved in place and the rest filled with spaces, so that no offset in the file moves. `headings` are those of the document: one that is
 * itself the same thing twice stays as it is.
 */
export function withSingleTitles(pdf: Uint8Array, headings: ReadonlySet<string>): Buffer {
  const bytes = Buffer.from(pdf);
  for (const match of bytes.toString('latin1').matchAll(TITLE)) {
    const [whole, literal, hex] = match;
    const half = literal === undefined ? halfOfHex(hex ?? '', headings) : halfOfLiteral(literal, headings);
    if (half !== undefined) bytes.write(`/Title ${half}`.padEnd(whole.length), match.index, 'latin1');
  }
  return bytes;
}

function halfOfHex(hex: string, headings: ReadonlySet<string>): string | undefined {
  const mark = UTF_16_MARK.exec(hex)?.[0] ?? '';
  const half = halfOf(hex.slice(mark.length));
  if (half === undefined) return undefined;
  const text = Buffer.from(half, 'hex');
  return isDoubled(mark === '' ? text.toString('latin1') : text.swap16().toString('utf16le'), headings)
    ? `<${mark}${half}>`
    : undefined;
}

function halfOfLiteral(literal: string, headings: ReadonlySet<string>): string | undefined {
  const half = halfOf(literal);
  return half !== undefined && isDoubled(half.replace(/\\([()\\])/g, '$1'), headings) ? `(${half})` : undefined;
}

/** Undefined where a text is not the same thing twice. */
function halfOf(text: string): string | undefined {
  const half = text.slice(0, text.length / 2);
  return half !== '' && text === half + half ? half : undefined;
}

function isDoubled(title: string, headings: ReadonlySet<string>): boolean {
  return headings.has(title) && !headings.has(title + title);
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** The headings of an HTML document of ours as its outline has them: entities read, white space made one. */
export function headingsOf(html: string): ReadonlySet<string> {
  const texts = [...html.matchAll(/<h[1-3]>([\s\S]*?)<\/h[1-3]>/g)].map(([, inner = '']) =>
    inner
      .replace(/<[^>]*>/g, '')
      .replace(/&#x([0-9A-Fa-f]+);/g, (_, code: string) => String.fromCodePoint(parseInt(code, 16)))
      .replace(/&(amp|lt|gt|quot);/g, (_, name: string) => ENTITIES[name] ?? '')
      .replace(/[ \t\r\n]+/g, ' ')
      .trim(),
  );
  return new Set(texts);
}
