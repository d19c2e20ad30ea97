import type { WorkedOut } from './resolved.js';
import { isNone, isTime } from '../values.js';
import type { Scope } from './scope.js';

/** What the register said of other complaints, taken down as used (S77); unknown where it was not asked. */
export function registered({ of }: Scope, name: string): WorkedOut {
  const values = of.timeline.complaint.register?.values ?? {};
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value === undefined) return { kind: 'unknown', missing: [{ name, kind: 'fact', why: 'not-recorded' }] };
  of.registered.set(name, value);
  if (isNone(value)) return { kind: 'none' };
  return isTime(value) ? { kind: 'at', time: value, provisional: false } : { kind: 'value', value };
}
