/** The cells of one record, as far as they can be read; `broken` says at which cell the quotes go wrong and how. */
export interface Fields {
  readonly cells: readonly string[];
  readonly broken?: { readonly cell: number; readonly why: 'unclosed' | 'text-after-quote' };
}

/**
 * Splits one record (RFC 4180, without its line end). A quote counts only at the start of a cell; elsewhere it is a
 * character like any other. Never throws: a record with wrong quotes gives the cells before them and `broken`.
 */
export function splitFields(record: string, delimiter: string, quote: string | undefined): Fields {
  if (quote === undefined || !record.includes(quote)) return { cells: record.split(delimiter) };
  const cells: string[] = [];
  for (let at = 0; ;) {
    if (record[at] !== quote) {
      const end = record.indexOf(delimiter, at);
      cells.push(end === -1 ? record.slice(at) : record.slice(at, end));
      if (end === -1) return { cells };
      at = end + 1;
      continue;
    }
    const close = closingQuote(record, at + 1, quote);
    if (close === -1) return { cells, broken: { cell: cells.length, why: 'unclosed' } };
    if (close + 1 < record.length && record[close + 1] !== delimiter)
      return { cells, broken: { cell: cells.length, why: 'text-after-quote' } };
    cells.push(record.slice(at + 1, close).replaceAll(quote + quote, quote));
    if (close + 1 >= record.length) return { cells };
    at = close + 2;
  }
}

/** Where the quote that ends the cell stands; -1 if nothing ends it. Two in a row are one character of the cell. */
function closingQuote(record: string, from: number, quote: string): number {
  for (let at = record.indexOf(quote, from); at !== -1; at = record.indexOf(quote, at + 2))
    if (record[at + 1] !== quote) return at;
  return -1;
}

/** One cell as it must be written so that `splitFields` reads it back. Without a quote character line breaks and delimiters become spaces. */
export function writeField(cell: string, delimiter: string, quote: string | undefined): string {
  if (quote === undefined) return cell.replaceAll(delimiter, ' ').replace(/[\r\n]+/g, ' ');
  const plain = !cell.includes(delimiter) && !cell.includes(quote) && !/[\r\n]/.test(cell);
  return plain ? cell : quote + cell.replaceAll(quote, quote + quote) + quote;
}
