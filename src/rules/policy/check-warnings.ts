import type { Fault } from '../../errors.js';
import type { Version } from './check-versions.js';
import { report } from './reading.js';
import { under } from './spot.js';

/** Escalations that wait for the warning of a rule which has none in any version: nobody would ever be told. */
export function checkWarnings(versions: readonly Version[], reading: { readonly faults: Fault[] }): void {
  const deadlines = versions.flatMap(({ policy }) => policy.rules.filter((rule) => rule.kind === 'deadline'));
  const known = new Set(deadlines.map(({ ref }) => ref));
  const warned = new Set(deadlines.filter(({ warn }) => warn !== undefined).map(({ ref }) => ref));
  for (const { policy, spot } of versions)
    for (const { id, trigger } of policy.escalations) {
      if (trigger.kind !== 'clock' || trigger.at.kind !== 'warn') continue;
      if (!known.has(trigger.rule) || warned.has(trigger.rule)) continue;
      const at = under(under(under(spot, 'escalations'), id), 'at');
      report(reading, 'policy.escalation_without_warning', { name: trigger.rule }, at);
    }
}
