import type { AnyRule } from '../analysis/all-rules.js';
import type { Scope, View } from '../judge/scope.js';
import type { Clock } from '../policy/clock-types.js';
import type { Moment } from '../policy/value-types.js';
import { answering, namesIn, type Answering } from './where-from.js';

/** A moment that a rule looks at, and which facts and events answered. */
export interface MomentRead {
  readonly what:
    'from' | 'due' | 'done' | 'opens' | 'used-by' | 'pause-from' | 'pause-until' | 'not-after' | 'cancelled-by';
  readonly moment: Moment;
  readonly answers: readonly Answering[];
}

/** The moments of a rule's clock, of a retention and of what needs a judgement. */
export function momentsOf(scope: Scope, view: View, rule: AnyRule): readonly MomentRead[] {
  const read = (what: MomentRead['what'], moment: Moment | undefined): readonly MomentRead[] =>
    moment === undefined
      ? []
      : [{ what, moment, answers: namesIn({ moment }).map((name) => answering(scope, view, name)) }];
  switch (rule.kind) {
    case 'deadline':
      return [...clockMoments(rule.clock, read), ...read('done', rule.done)];
    case 'right': {
      const { window, usedBy } = rule;
      const clock = window?.clock === undefined ? [] : clockMoments(window.clock, read);
      return [...read('opens', window?.opens), ...clock, ...read('used-by', usedBy)];
    }
    case 'retention':
      return read('from', rule.from);
    case 'judgement-needed':
      return [...read('from', rule.from), ...read('done', rule.done)];
    default:
      return [];
  }
}

type Read = (what: MomentRead['what'], moment: Moment | undefined) => readonly MomentRead[];

function clockMoments({ period, pauses, notAfter, cancelledBy }: Clock, read: Read): readonly MomentRead[] {
  return [
    ...(period.kind === 'due' ? read('due', period.due) : read('from', period.from)),
    ...pauses.flatMap(({ from, until }) => [...read('pause-from', from), ...read('pause-until', until)]),
    ...read('not-after', notAfter),
    ...read('cancelled-by', cancelledBy),
  ];
}
