import { complaintIdOf } from '../../../src/modules/complaints/complaint-id.js';
import type { NewEvent } from '../../../src/modules/complaints/record-events.js';
import type { PolicyText } from '../../../src/rules/policy/read-file.js';
import type { Instant } from '../../../src/rules/values.js';
import { usualFiles } from '../../support/policy-files.js';

/** One clock of ten hours, of which three are told, each two hours after the one before. */
export const hoursToDue = 10;
export const hoursToAcknowledge = 2;
export const levels = ['team-lead', 'head', 'manager'] as const;

const policy = `policy: house.ladder
title: { en: Ladder, zh: 逐级上报 }
source: { instrument: House rule, rank: house, checked: 2026-01-01 }
in-force: { from: 2020-01-01 }
binds: respondent
calendar: cn
counting: cn-day
deadlines:
  answer:
    title: { en: Answer, zh: 答复 }
    from: received
    within: ${hoursToDue} hours
    done: told
escalations:
  late:
    title: { en: No answer in time, zh: 逾期未答复 }
    for: answer
    at: overdue
    to: ${levels[0]}
    acknowledge-within: ${hoursToAcknowledge} hours
    otherwise:
      to: ${levels[1]}
      acknowledge-within: ${hoursToAcknowledge} hours
      otherwise: { to: ${levels[2]} }
`;

const organisation = (usualFiles['organisation.yaml'] ?? '').replace(
  'roles: [team-lead]',
  `roles: [${levels.join(', ')}]`,
);

/** The policies of the tests of faults. */
export const ladder: readonly PolicyText[] = Object.entries({
  ...usualFiles,
  'organisation.yaml': organisation,
  'house/ladder.yaml': policy,
}).map(([file, text]) => ({ file, text }));

export const minute = 60_000;
export const hour = 60 * minute;

/** A complaint of the tests: when it was received, and answered if it was (otherwise NaN). */
export interface Told {
  readonly reference: string;
  readonly received: Instant;
  readonly answered: Instant;
}

export const received = (at: Instant): NewEvent => ({
  id: 'r',
  type: 'received',
  at: { kind: 'instant', at },
  data: {},
});
export const answered = (at: Instant): NewEvent => ({ id: 'a', type: 'told', at: { kind: 'instant', at }, data: {} });

/**
 * Which levels are to be told of a complaint until an instant, worked out from the policy above and not by the judge: the first when its ten
 * hours are over, each further one two hours after the one before, for as long as nobody has answered. `ID LEVEL`.
 */
export function expectedOf(told: Told, until: Instant): readonly string[] {
  const id = complaintIdOf('faults', told.reference);
  return levels.flatMap((_, place) => {
    const at = told.received + (hoursToDue + place * hoursToAcknowledge) * hour;
    return at > until || told.answered <= at ? [] : [`${id} ${place + 1}`];
  });
}
