import { isCollection, isScalar, visit, type Document } from 'yaml';

interface SyntaxError {
  readonly code: string;
  readonly pos: readonly [number, number];
}

/** The parser stumbles where a text goes on that a slip before it changed; people look for the slip. */
export function slipOf(text: string, documents: readonly Document.Parsed[], { code, pos: [at] }: SyntaxError): number {
  return openQuote(text, documents, at) ?? (lineKeys.has(code) ? movedKey(text, at) : openBracket(text, documents, at));
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
function openQuote(text: string, documents: readonly Document.Parsed[], at: number): number | undefined {
  const line = text.lastIndexOf('\n', at - 1) + 1;
  let found: number | undefined;
  for (const document of documents)
    visit(document, {
      Scalar: (_, node) => {
        if (!isScalar(node) || (node.type !== 'QUOTE_DOUBLE' && node.type !== 'QUOTE_SINGLE')) return;
        const [start, end] = node.range ?? [0, 0];
        const isOverLines = text.slice(start, end).trimEnd().includes('\n') || end >= text.trimEnd().length;
        if (isOverLines && start <= at && end >= line) found ??= start;
      },
    });
  return found;
}

/** The innermost bracket over this place that was opened on an earlier line. */
function openBracket(text: string, documents: readonly Document.Parsed[], at: number): number {
  let found = at;
  for (const document of documents)
    visit(document, {
      Collection: (_, node) => {
        if (!isCollection(node) || node.flow !== true) return;
        const [start, , end] = node.range ?? [0, 0, 0];
        const isBefore = text.slice(start, at).includes('\n');
        if (isBefore && start <= at && end >= at) found = start;
      },
    });
  return found;
}
