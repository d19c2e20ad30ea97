import type { MissingFact } from '../conditions/condition.js';
import type { Moment } from '../policy/value-types.js';
import { isEvent } from './reader.js';
import { joinMissing, type Scope, type View } from './scope.js';
import { candidatesOf } from './tables.js';

/** What has to happen for a moment to come: the events that have not, the facts that nobody recorded (S68). */
export function awaited(scope: Scope, view: View, moment: Moment): readonly MissingFact[] {
  switch (moment.kind) {
    case 'event':
      return scope.of.timeline.byType.has(moment.event)
        ? []
        : [{ name: moment.event, kind: 'event', why: 'not-recorded' }];
    case 'fact':
      return [{ name: moment.fact, kind: 'fact', why: 'not-recorded' }];
    case 'worked-out':
      return [{ name: moment.name, kind: 'fact', why: 'not-recorded' }];
    case 'offset':
      return awaited(scope, view, moment.base);
    case 'first':
    case 'latest':
      return joinMissing(...moment.of.map((part) => awaited(scope, view, part)));
    case 'table':
      return joinMissing(...candidatesOf(scope, view, moment).rows.map(({ is }) => awaited(scope, view, is)));
    case 'since':
      return [...moment.when.names].map((name) => ({
        name,
        kind: isEvent(scope, name) ? 'event' : 'fact',
        why: 'not-recorded',
      }));
    default:
      return [];
  }
}
