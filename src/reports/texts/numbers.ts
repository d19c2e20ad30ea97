import type { Language } from '../../errors.js';

/** `1,197`: thousands are set apart in both languages. Whole numbers only. */
export function formatCount(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/**
 * A share in per cent with one decimal, cut and never rounded up: 100 % means all of them, 0 % means none.
 * A dash where there is nothing to take a share of.
 */
export function formatShare(part: number, whole: number, language: Language): string {
  const sign = language === 'zh' ? '%' : '\u00a0%';
  if (whole === 0) return '–';
  if (part === whole) return `100${sign}`;
  if (part === 0) return `0${sign}`;
  // Whole tenths of a per cent, by integer arithmetic: 1999/2000 is 999.5 tenths and must not become 1000.
  const tenths = Number((BigInt(part) * 1000n) / BigInt(whole));
  return tenths === 0 ? `<\u00a00.1${sign}` : `${Math.floor(tenths / 10)}.${tenths % 10}${sign}`;
}

/** `1 complaint`, `1,197 complaints`. English only; Chinese nouns do not change. */
export function counted(value: number, one: string, many: string = `${one}s`): string {
  return `${formatCount(value)} ${value === 1 ? one : many}`;
}

/** `12.4 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const units = ['KB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length, Math.floor(Math.log2(bytes) / 10));
  return `${(bytes / 1024 ** power).toFixed(1)} ${units[power - 1]}`;
}
