/** Where something stands in a text: the offsets of its first character and after its last. */
export type Span = readonly [start: number, end: number];

/** What encloses other text, in the order of the file. */
export interface Enclosures {
  readonly quotations: readonly Span[];
  /** Outer brackets before those inside. */
  readonly brackets: readonly Span[];
}

interface SyntaxError {
  readonly code: string;
  readonly pos: readonly [number, number];
}

/** The parser stumbles where a text goes on that a slip before it changed; people look for the slip: its offset. */
export function slipOf(text: string, enclosures: Enclosures, { code, pos: [at] }: SyntaxError): number {
  return (
    openQuote(text, enclosures, at) ?? (lineKeys.has(code) ? movedKey(text, at) : openBracket(text, enclosures, at))
  );
}

/** A key that the parser found at the end of a value of several lines: the line before took it in. */
const lineKeys = new Set(['MULTILINE_IMPLICIT_KEY', 'BLOCK_AS_IMPLICIT_KEY']);

/** The line with the colon, where the value before it runs on into that line because it stands too far in. */
function movedKey(text: string, at: number): number {
  const colon = /:(?=\s|$)/g;
  colon.lastIndex = at;
  const end = colon.exec(text)?.index;
  if (end === undefined || !text.slice(at, end).includes('\n')) return at;
  const line = text.lastIndexOf('\n', end) + 1;
  return line + (/^\s*/.exec(text.slice(line, end))?.[0].length ?? 0);
}

/** The opening mark of a quotation over several lines that ends on this line, or never: most likely it lacks its closing mark. */
function openQuote(text: string, { quotations }: Enclosures, at: number): number | undefined {
  const line = text.lastIndexOf('\n', at - 1) + 1;
  const length = text.trimEnd().length;
  return quotations.find(([start, end]) => {
    const isOverLines = text.slice(start, end).trimEnd().includes('\n') || end >= length;
    return isOverLines && start <= at && end >= line;
  })?.[0];
}

/** The innermost bracket over this place that was opened on an earlier line. */
function openBracket(text: string, { brackets }: Enclosures, at: number): number {
  const around = brackets.findLast(([start, end]) => start <= at && end >= at && text.slice(start, at).includes('\n'));
  return around?.[0] ?? at;
}
