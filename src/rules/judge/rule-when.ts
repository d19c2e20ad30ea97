import type { ComplaintEvent } from '../complaint.js';
import type { Applies } from './case-run.js';
import { whenOf } from './deadline.js';
import { ask } from './reader.js';
import { whenOfRight } from './rights.js';
import { now, type Scope, type View } from './scope.js';
import type { AnyRule } from './versions.js';

/** Whether the own conditions of a rule hold on an occurrence, or for the complaint; of a right its exclusions too. */
export function ruleWhen(scope: Scope, rule: AnyRule, occurrence: ComplaintEvent | undefined): Applies {
  if (rule.kind === 'deadline') return whenOf(scope, rule, occurrence);
  if (rule.kind === 'right') return whenOfRight(scope, rule, occurrence);
  const view: View = occurrence === undefined ? now : { occurrence, asOf: occurrence.at };
  return ask(scope, view, rule.when);
}
