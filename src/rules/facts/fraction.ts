/** An exact number: `top` over `bottom`, the bottom above 0 and the two without a common divisor. */
export interface Fraction {
  readonly top: bigint;
  readonly bottom: bigint;
}

export const zero: Fraction = { top: 0n, bottom: 1n };

/** Reads a decimal text without exponent (`-12.50`), exactly; throws a SyntaxError on any other text. */
export function fractionOf(decimal: string): Fraction {
  const [whole = '', decimals = ''] = decimal.split('.');
  return reduced(BigInt(whole + decimals), 10n ** BigInt(decimals.length));
}

/** Exact, in lowest terms. */
export function add(a: Fraction, b: Fraction): Fraction {
  return a.bottom === b.bottom
    ? reduced(a.top + b.top, a.bottom)
    : reduced(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom);
}

/** The same size with the other sign. */
export function negate({ top, bottom }: Fraction): Fraction {
  return { top: -top, bottom };
}

/** Exact, in lowest terms. */
export function multiply(a: Fraction, b: Fraction): Fraction {
  return reduced(a.top * b.top, a.bottom * b.bottom);
}

/** Undefined for a division by 0. */
export function divide(a: Fraction, b: Fraction): Fraction | undefined {
  if (b.top === 0n) return undefined;
  const sign = b.top < 0n ? -1n : 1n;
  return reduced(a.top * b.bottom * sign, a.bottom * b.top * sign);
}

/** Below 0, 0 or above 0. */
export function compareFractions(a: Fraction, b: Fraction): number {
  const apart = a.top * b.bottom - b.top * a.bottom;
  return apart < 0n ? -1 : apart > 0n ? 1 : 0;
}

/** To so many decimals, half up: away from 0, as amounts of money are rounded. The text has exactly that many decimals. */
export function rounded({ top, bottom }: Fraction, decimals: number): string {
  const size = top < 0n ? -top : top;
  const scaled = (2n * size * 10n ** BigInt(decimals) + bottom) / (2n * bottom);
  return withPoint(scaled, decimals, top < 0n && scaled > 0n);
}

/** More digits than any comparison of amounts needs, for a division that has no end. */
const enough = 40;

/** The number as a decimal text: exact where it has an end within 40 decimals, otherwise cut off there; without needless zeros. */
export function toDecimal(fraction: Fraction): string {
  const text = rounded(fraction, enough);
  let end = text.length;
  while (text[end - 1] === '0') end--;
  if (text[end - 1] === '.') end--;
  return text.slice(0, end);
}

function withPoint(digits: bigint, decimals: number, negative: boolean): string {
  const text = digits.toString().padStart(decimals + 1, '0');
  const whole = text.slice(0, text.length - decimals);
  return `${negative ? '-' : ''}${whole}${decimals === 0 ? '' : `.${text.slice(-decimals)}`}`;
}

function reduced(top: bigint, bottom: bigint): Fraction {
  const divisor = commonDivisor(top < 0n ? -top : top, bottom);
  return divisor === 1n ? { top, bottom } : { top: top / divisor, bottom: bottom / divisor };
}

function commonDivisor(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [a, b];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger === 0n ? 1n : larger;
}
