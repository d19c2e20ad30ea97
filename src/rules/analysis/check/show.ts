import { formatFactValue } from '../../facts/format-value.js';
import { zoneOf } from '../../time/zone.js';
import type { Reading } from '../../values.js';

/** `urgency = normal, price = 101 CNY`; what is not known is `?`. */
export function showReadings(values: ReadonlyMap<string, Reading>, zone: string): string {
  return [...values]
    .map(([name, value]) => `${name} = ${value === undefined ? '?' : formatFactValue(value, zoneOf(zone))}`)
    .join(', ');
}
