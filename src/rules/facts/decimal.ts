/**
 * Compares two decimal texts (`-12.50`) exactly, with any number of digits: below 0, 0 or above 0.
 * Leading zeros and trailing zeros of decimals do not matter; both texts must be decimals without exponent.
 */
export function compareDecimals(a: string, b: string): number {
  const left = split(a);
  const right = split(b);
  if (left.negative !== right.negative) return left.negative ? -1 : 1;
  const size =
    left.whole.length - right.whole.length || order(left.whole, right.whole) || order(left.decimals, right.decimals);
  return left.negative ? 0 - size : size;
}

/** Digits without the zeros that mean nothing: then texts of one length, and decimals always, are ordered as texts are. */
function split(text: string): { readonly negative: boolean; readonly whole: string; readonly decimals: string } {
  const minus = text.startsWith('-');
  const [units = '', rest = ''] = (minus ? text.slice(1) : text).split('.');
  const whole = units.replace(/^0+/, '');
  const decimals = withoutTrailingZeros(rest);
  return { negative: minus && (whole !== '' || decimals !== ''), whole, decimals };
}

function withoutTrailingZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === '0') end--;
  return digits.slice(0, end);
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
