/** Spaces that separate thousands: plain, no-break, thin and narrow no-break; Switzerland writes an apostrophe. */
const spaces = "[ \\u00a0\\u2009\\u202f'’]";

const shapes = { '.': shape('\\.', ','), ',': shape(',', '\\.') };

/** Digits with or without groups of three, all by one separator, and decimals after the decimal mark. */
function shape(decimal: string, group: string): RegExp {
  const whole = `\\d+|\\d{1,3}(?:${group}\\d{3})+|\\d{1,3}(?:${spaces}\\d{3})+`;
  return new RegExp(`^([+-]?)(${whole})(?:${decimal}(\\d+))?$`);
}

/**
 * A number as people write it, as a plain decimal text (`-1234.50`). Refuses exponents, groups that are not of three digits,
 * and the other country's marks: `1.234` under a decimal comma is 1234, `1,5` under a decimal point is refused.
 */
export function plainNumber(cell: string, decimal: '.' | ','): string | undefined {
  const [, sign = '', whole = '', decimals] = shapes[decimal].exec(cell.trim()) ?? [];
  if (whole === '') return undefined;
  const digits = whole.replace(/\D/g, '');
  return (sign === '-' ? '-' : '') + digits + (decimals === undefined ? '' : `.${decimals}`);
}

const symbols: Readonly<Record<string, readonly string[]>> = {
  CNY: ['¥', '￥', '元', 'RMB'],
  JPY: ['¥', '￥', '円'],
  USD: ['$', 'US$'],
  EUR: ['€'],
  GBP: ['£'],
};

/**
 * An amount with its currency as `1234.50 CNY`. The cell may name the currency (`CNY 12.50`, `12.50 CNY`) or show its symbol;
 * without a currency of the mapping the cell must name it. Refuses a cell that names another currency than the mapping.
 */
export function plainMoney(cell: string, decimal: '.' | ',', currency: string | undefined): string | undefined {
  const text = cell.trim();
  const [, before, after] = /^([A-Z]{3})\s?(?=[\d+-])|(?<=\d)\s?([A-Z]{3})$/.exec(text) ?? [];
  const named = before ?? after ?? currency;
  if (named === undefined || (currency !== undefined && named !== currency)) return undefined;
  const amount = plainNumber(withoutMark(text, named), decimal);
  return amount === undefined ? undefined : `${amount} ${named}`;
}

function withoutMark(text: string, currency: string): string {
  const marks = [currency, ...(Object.hasOwn(symbols, currency) ? (symbols[currency] ?? []) : [])];
  for (const mark of marks) {
    if (text.endsWith(mark)) return text.slice(0, -mark.length).trim();
    if (text.startsWith(mark)) return text.slice(mark.length).trim();
    if (text.startsWith(`-${mark}`)) return `-${text.slice(mark.length + 1).trim()}`;
  }
  return text;
}

/** True where a number of this text is kept exactly enough to be compared: at most 15 significant digits. */
export function isExact(plain: string): boolean {
  return plain.replace(/^[-0.]+|\./g, '').length <= 15;
}
