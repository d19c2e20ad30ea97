import type { Zone } from '../time/calendar.js';
import { formatDuration } from '../time/duration.js';
import { formatTime } from '../time/parse-time.js';
import { zoneOf } from '../time/zone.js';
import type { FactValue, None } from '../values.js';

/**
 * A value as policy files write it, so that what is shown can be pasted back: `2000.00 CNY`, `2026-02-28`, `7 working days`.
 * Instants are shown in `zone` with its offset, in UTC without one. NONE is `none`.
 */
export function formatFactValue(value: FactValue | None, zone?: Zone): string {
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value === 'string' || typeof value === 'boolean') return String(value);
  if (!('kind' in value)) return `[${value.join(', ')}]`;
  switch (value.kind) {
    case 'none':
      return 'none';
    case 'money':
      return `${value.amount} ${value.currency}`;
    case 'duration':
      return formatDuration(value, 'en');
    case 'day':
    case 'instant':
      return formatTime(value, zone ?? zoneOf('UTC'));
  }
}

/** Digits without exponent: `1e-7` is no number in a policy file. Numbers of 2^53 and more are no fact's value. */
function formatNumber(value: number): string {
  const text = String(Math.abs(value));
  const [mantissa = '', exponent] = text.split('e-');
  const sign = value < 0 ? '-' : '';
  if (exponent === undefined) return sign + text;
  return `${sign}0.${'0'.repeat(Number(exponent) - 1)}${mantissa.replace('.', '')}`;
}
